"""What is done as soon as a transaction is committed: a row of the queue in the same transaction."""

from __future__ import annotations

from django_tasks import task

from lanyard.channels.actions import news
from lanyard.channels.queries import told


@task()
def tell_families(pk: str) -> None:
    """Send the notices that a channel opened, changed hands or closed."""
    news.reach(told(pk))
