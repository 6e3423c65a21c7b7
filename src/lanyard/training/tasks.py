"""What this room does by the clock."""

from lanyard.kernel import schedule
from lanyard.training import actions


@schedule.daily("07:00")
def remind() -> int:
    """Ask and remind, half an hour before the daily digest goes out."""
    return actions.remind()


@schedule.daily("07:05")
def remind_of_training() -> int:
    """Ask to take part in training again before it lapses."""
    return actions.remind_of_training()
