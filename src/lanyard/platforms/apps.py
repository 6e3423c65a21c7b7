from django.apps import AppConfig


class PlatformsConfig(AppConfig):
    name = "lanyard.platforms"
    label = "platforms"

    def ready(self) -> None:
        from lanyard.platforms import help, home  # noqa: F401  (registers what it holds)
