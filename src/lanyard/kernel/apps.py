from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "lanyard.kernel"
    label = "kernel"

    def ready(self) -> None:
        from lanyard.kernel import checks  # noqa: F401  (loading them registers them)
