from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "lanyard.policy"
    label = "policy"

    def ready(self) -> None:
        from lanyard.kernel import search
        from lanyard.policy import audit_words, help, home, permissions, tasks  # noqa: F401  (each registers what it holds)
        from lanyard.policy.queries.search import READS, find_editions

        search.kinds.append(search.Kind("Policy documents", 35, READS, find_editions))
