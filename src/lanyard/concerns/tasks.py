"""What this room does by the clock."""

from __future__ import annotations

from django.utils import timezone

from lanyard.ui import schedule


@schedule.every(minutes=1)
def pass_on_what_is_overdue() -> int:
    """Tell of every clock that ran out, and take what nobody has acknowledged to the next level."""
    from lanyard.concerns.actions import clocks

    return clocks.pass_on_what_is_overdue(timezone.now())


@schedule.every(minutes=60)
def route_what_nobody_holds() -> int:
    """Give the concerns that nobody could hold to whoever can by now."""
    from lanyard.concerns.actions import rerouting

    return rerouting.route_what_nobody_holds()
