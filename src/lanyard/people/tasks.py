"""What the register does by the clock."""

from django.utils import timezone

from lanyard.people import actions
from lanyard.ui import schedule


@schedule.every(minutes=15)
def forget_unsent() -> None:
    """What was typed and not sent is kept for an hour."""
    actions.sweep_unsent(now=timezone.now())


@schedule.every(minutes=60)
def forget_rosters() -> None:
    """Rosters that nobody confirmed don't stay."""
    actions.roster_forget(now=timezone.now())
