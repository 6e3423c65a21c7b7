from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lanyard.people"
    label = "people"

    def ready(self) -> None:
        from lanyard.people import signin_events  # noqa: F401  (loading it connects what it records)
        from lanyard.people.resolver import RegisterResolver
        from lanyard.ui import gate

        gate.set_resolver(RegisterResolver())
