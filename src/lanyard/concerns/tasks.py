"""What this room does by the clock."""

from lanyard.concerns.actions.holding import hold_what_nobody_holds
from lanyard.ui import schedule


@schedule.every(minutes=15)
def pass_up_what_nobody_holds() -> None:
    """Move concerns up of which nobody is left who may hold them."""
    hold_what_nobody_holds()
