from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lanyard.people"
    label = "people"

    def ready(self) -> None:
        from lanyard.kernel import gate
        from lanyard.people import (  # noqa: F401  (each registers what it holds)
            help,
            home,
            hooks,
            merging_own,
            permissions,
            signin_events,
            tasks,
        )
        from lanyard.people.actions.second_steps import SecondSteps
        from lanyard.people.resolver import RegisterResolver
        from lanyard.records import rotation

        gate.set_resolver(RegisterResolver())
        rotation.elsewhere.append(SecondSteps())
