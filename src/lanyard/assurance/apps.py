from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "lanyard.assurance"
    label = "assurance"

    def ready(self) -> None:
        from lanyard.assurance import help, home, hooks, permissions, tasks  # noqa: F401  (each registers what it holds)
        from lanyard.assurance.controls import people, platforms, policy  # noqa: F401
