"""What is done as soon as a transaction is committed: a row of the queue in the same transaction.

Its queue is worked by itself, so that whoever waits for a code waits for no other email.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

from lanyard.people.actions import signin_emails


def queue_email(message: EmailMessage, to: str) -> None:
    """Put an email of signing in into the queue; `to` is empty for an address that gets none."""
    send_email.enqueue(signin_emails.sealed_for_the_queue(message, to))


@task(queue_name=signin_emails.QUEUE)
def send_email(sealed: str) -> None:
    """Send an email that was put into the queue; what could not be sent is put there again, for later."""
    if not signin_emails.send(sealed):
        later = timezone.now() + timedelta(seconds=signin_emails.AGAIN_AFTER)
        send_email.using(run_after=later).enqueue(sealed)
