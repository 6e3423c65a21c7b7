"""What the register does by the clock."""

from django.utils import timezone

from lanyard.people import actions
from lanyard.ui import schedule


@schedule.every(minutes=60)
def forget_rosters() -> None:
    """Rosters that nobody confirmed don't stay."""
    actions.roster_forget(now=timezone.now())
