"""What is done as soon as a transaction is committed: a row of the queue in the same transaction."""

from __future__ import annotations

from django_tasks import task

from lanyard.notices.actions import delivery


@task()
def send_emails(ids: list[str]) -> int:
    """Send the emails of urgent notices just made; returns how many went out."""
    return delivery.send_one_by_one(ids)
