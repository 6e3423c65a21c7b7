from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "lanyard.policy"
    label = "policy"

    def ready(self) -> None:
        from lanyard.policy import audit_words, home, permissions, tasks  # noqa: F401  (each registers what it holds)
