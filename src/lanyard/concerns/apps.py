from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "lanyard.concerns"
    label = "concerns"

    def ready(self) -> None:
        from lanyard.concerns import messages, permissions  # noqa: F401  (each registers what it holds)
        from lanyard.records import audit

        # Events of a concern are on its own page alone: on any other they would tell that it exists.
        audit.private.update({"concern", "concern-file", "concern-notice"})
        audit.words["poster:print"] = "Printed a poster on how to report"
