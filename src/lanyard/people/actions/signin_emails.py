"""Emails of signing in: put into the queue while the page is answered, sent by the background work a moment later.

A row is sealed, and as long for an address that nobody has as for one on the register: a thief of the database sees
that somebody asked for a code, not who, nor which, nor whether anybody was sent one. What could not be sent is tried
again for as long as a code opens; what a crash has interrupted is taken up again; what is finished goes in a minute.
"""

from __future__ import annotations

import json
import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lanyard.people import signin_codes
from lanyard.records.keyring import CannotDecrypt, keyring

logger = logging.getLogger("lanyard.people")

QUEUE = "sign-in"
CONTEXT = "people.sign-in-email"
# Every row holds a multiple of so many bytes; an email with a code is far shorter.
LENGTH = 4096
# Seconds that the mail server is waited for, until it is tried again, and after which nobody is at work on a row any
# more, whoever took it.
SECONDS_TO_WAIT, AGAIN_AFTER, LOST_AFTER = 20, 20, 60


def sealed_for_the_queue(message: EmailMessage, to: str) -> str:
    """Returns what the queue keeps of an email. `to` is empty for an address that gets none: the row is there all the
    same."""
    until = time.time() + signin_codes.OPENS_FOR
    said = {"subject": message.subject, "body": message.body, "to": to, "until": until}
    plain = json.dumps(said).encode()
    return keyring().seal(plain.ljust(-(-len(plain) // LENGTH) * LENGTH), CONTEXT)


def send(sealed: str) -> bool:
    """Send what was queued, unless it is for nobody or comes too late.

    Returns False where it has to be tried again. What goes wrong is logged without saying for whom.
    """
    try:
        said = json.loads(keyring().open(sealed, CONTEXT))
    except CannotDecrypt:
        logger.error("A sign-in email could not be read and was not sent.")
        return True
    if not said["to"] or said["until"] < time.time():
        return True
    over = get_connection(timeout=SECONDS_TO_WAIT)
    message = EmailMessage(said["subject"], said["body"], settings.DEFAULT_FROM_EMAIL, [said["to"]], connection=over)
    try:
        message.send()
    except Exception as problem:  # noqa: BLE001  (the queue would keep what it says, which may be the address)
        logger.error("A sign-in email could not be sent: %s", type(problem).__name__)
        return False
    return True


def take_up_again(*, now: datetime) -> int:
    """Put back into the queue what a crash has interrupted; returns how many."""
    lost = DBTaskResult.objects.filter(
        queue_name=QUEUE, status=TaskResultStatus.RUNNING, started_at__lt=now - timedelta(seconds=LOST_AFTER)
    )
    return lost.update(status=TaskResultStatus.READY)


def forget_finished() -> int:
    """Delete what is finished; returns how many."""
    over = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    return DBTaskResult.objects.filter(queue_name=QUEUE, status__in=over).delete()[0]
