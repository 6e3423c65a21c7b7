from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lanyard.ui"
    label = "ui"

    def ready(self) -> None:
        from lanyard.ui import checks  # noqa: F401  (loading them registers them)
