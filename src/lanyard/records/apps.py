from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lanyard.records"
    label = "records"

    def ready(self) -> None:
        from lanyard.records import audit, checks, help, home, permissions, tasks  # noqa: F401  (each registers what it holds)

        audit.words.update(
            {
                "audit:restore": "Took the audit trail as a restored backup had it",
                "attachment:open": "Opened an attached file",
                "attachment:open-original": "Opened the original of an attached file",
                "attachment:store": "Attached a file",
                "attachment:sweep": "Deleted files of uploads that were undone",
                "keys:rotate": "Changed the key that protects what is stored",
            }
        )
