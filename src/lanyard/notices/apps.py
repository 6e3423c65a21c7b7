from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lanyard.notices"
    label = "notices"

    def ready(self) -> None:
        from lanyard.kernel import registry
        from lanyard.notices import access, help, home, tasks  # noqa: F401  (loading the tasks puts them on the schedule)
        from lanyard.records import audit

        access.install()
        registry.can_do.append(home.cards)
        audit.words.update(
            {
                "notice:tell": "Told people something",
                "notice:read": "Marked notices as read",
                "notice:send": "Sent the emails that were due",
            }
        )
