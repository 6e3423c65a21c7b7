from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lanyard.ui"
    label = "ui"

    def ready(self) -> None:
        from lanyard.ui import checks  # noqa: F401  (loading them registers them)
        from lanyard.ui.registry import MenuEntry, menu

        menu.append(
            MenuEntry(
                "Home", 0, lambda request: "/" if request.user.is_authenticated else None, lambda path: path == "/"
            )
        )
