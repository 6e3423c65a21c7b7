"""What this room does by the clock."""

from lanyard.kernel import schedule
from lanyard.policy import actions


@schedule.daily("00:05")
def start_editions() -> None:
    """Put in force what was approved to hold from today."""
    actions.start_due_editions()


@schedule.daily("06:10")
def raise_triggers() -> None:
    """Raise the review triggers that the calendar and newer guidance bring."""
    actions.raise_due_triggers()
