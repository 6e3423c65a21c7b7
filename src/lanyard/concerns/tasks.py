"""What this room does by the clock."""

from __future__ import annotations

from django.utils import timezone

from lanyard.concerns.actions import clocks, holding
from lanyard.ui import schedule


@schedule.every(minutes=1)
def pass_on_what_is_overdue() -> int:
    """Tell of every clock that ran out, and take what nobody has acknowledged to the next level."""
    return clocks.pass_on_what_is_overdue(timezone.now())


@schedule.every(minutes=15)
def hold_what_nobody_holds() -> int:
    """Give the concerns of which nobody is left who may hold them to whoever can by now."""
    return holding.hold_what_nobody_holds()
