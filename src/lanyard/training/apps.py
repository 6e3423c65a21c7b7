from django.apps import AppConfig


def _is_here(path: str) -> bool:
    return any(part in path for part in ("/sign-offs/", "/documents/", "/training/"))


class TrainingConfig(AppConfig):
    name = "lanyard.training"
    label = "training"

    def ready(self) -> None:
        from lanyard.kernel import registry, search
        from lanyard.records import audit
        from lanyard.training import controls, help, home, permissions, tasks  # noqa: F401  (each registers what it holds)
        from lanyard.training.queries.search import find_documents

        search.kinds.append(search.Kind("Documents to sign", 50, "", find_documents))
        registry.menu.append(registry.MenuEntry("Sign-offs", 40, home.link, _is_here))
        registry.needs_you += [home.needs, home.training_needs]
        registry.can_do.append(home.cards)
        audit.words.update(
            {
                "sign-off:sign": "Signed a document",
                "sign-off:enter-paper": "Entered a signature made on paper",
                "sign-off:exempt": "Exempted someone from signing",
                "sign-off:remind": "Reminded people to sign",
                "sign-off:remind-all": "Reminded everyone who had not signed",
                "training-session:record": "Entered who took part in training",
                "training-session:take-back": "Removed someone’s training attendance",
                "training:remind": "Asked people to take part in training",
                "course:load": "Added a course that comes with Lanyard",
                "document:add": "Added a document of the trust’s own",
                "document:change": "Changed who signs a document, and when",
                "document:draft": "Wrote the next wording of a document",
                "document:give-up": "Gave up a wording that was not published",
                "document:withdraw": "Withdrew a document",
                "document:load": "Added a document that comes with Lanyard",
                "document:confirm-points": "Confirmed what the wording of a document says",
                "document:publish-edition": "Published an edition of a document",
            }
        )
