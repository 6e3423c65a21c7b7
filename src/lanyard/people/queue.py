"""What is done as soon as a transaction is committed: a row of the queue in the same transaction.

Its queue is worked by itself, so that whoever waits for a code waits for no other email.
"""

from __future__ import annotations

from django_tasks import task

from lanyard.people.actions import signin_emails


@task(queue_name=signin_emails.QUEUE)
def send_email(sealed: str) -> None:
    """Send an email that was put into the queue, unless it is for nobody or comes too late."""
    signin_emails.send(sealed)
