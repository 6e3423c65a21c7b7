"""What assurance does by the clock."""

from lanyard.assurance import actions
from lanyard.kernel import schedule


@schedule.daily("05:30")
def take_snapshot() -> None:
    """The nightly snapshot: every control for every open school."""
    actions.take_snapshot()
