"""The background work of telling people: each job calls one action."""

from __future__ import annotations

from django.core.management import call_command
from django.utils import timezone

from lanyard.kernel import schedule
from lanyard.notices.actions import delivery, escalation
from lanyard.notices.rules import is_working_time


@schedule.every(minutes=5)
def send_due_emails() -> int:
    """Try again what could not be sent, and send what a crash left behind."""
    return delivery.send_due(digests=False)


@schedule.daily("07:30")
def send_digests() -> int:
    """Send each person one email about all that waits and is not urgent."""
    return delivery.send_due(digests=True)


@schedule.every(minutes=15)
def escalate() -> int:
    """In working hours, pass on to the next role what nobody has acted on in time."""
    return escalation.escalate_due() if is_working_time(timezone.now()) else 0


@schedule.daily("03:50")
def forget_finished_work() -> None:
    """Delete what the queue remembers of work done a week ago: what failed may hold more than ids."""
    call_command("prune_db_task_results", min_age_days=7, queue_name="*", verbosity=0)
