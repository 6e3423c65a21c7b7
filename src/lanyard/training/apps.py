from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "lanyard.training"
    label = "training"

    def ready(self) -> None:
        from lanyard.records import audit
        from lanyard.training import controls, home, permissions, tasks  # noqa: F401  (each registers what it holds)
        from lanyard.ui import registry

        registry.menu.append(
            registry.MenuEntry("Sign-offs", 40, home.link, lambda path: "/sign-offs/" in path or "/documents/" in path)
        )
        registry.needs_you.append(home.needs)
        registry.can_do.append(home.cards)
        audit.words.update(
            {
                "sign-off:sign": "Signed a document",
                "sign-off:enter-paper": "Entered a signature made on paper",
                "sign-off:exempt": "Said that somebody need not sign",
                "sign-off:remind": "Reminded people to sign",
                "document:load": "Added a document that comes with Lanyard",
                "document:publish-edition": "Published an edition of a document",
            }
        )
