from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lanyard.ui"
    label = "ui"

    def ready(self) -> None:
        from lanyard.kernel.registry import MenuEntry, menu

        menu.append(
            MenuEntry(
                "Home", 0, lambda request: "/" if request.user.is_authenticated else None, lambda path: path == "/"
            )
        )
