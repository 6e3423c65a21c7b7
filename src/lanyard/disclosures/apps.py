from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "lanyard.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        from lanyard.disclosures import (  # noqa: F401  (each registers what it holds)
            controls,
            help,
            home,
            messages,
            permissions,
            tasks,
        )
        from lanyard.kernel import registry
        from lanyard.records import audit

        # That somebody declared something tells too much on any page but the declaration's own.
        audit.private.update({"disclosure", "disclosure-notice"})
        registry.needs_you.append(home.needs)
        registry.can_do.append(home.cards)
