"""What this room does by the clock."""

from __future__ import annotations

from django.utils import timezone

from lanyard.concerns.core.actions.at_risk import hand_on_what_was_said_before
from lanyard.concerns.core.actions.clocks import pass_on_what_is_overdue
from lanyard.concerns.core.actions.matching import match_unlinked
from lanyard.concerns.core.actions.orphaned import reassign_orphaned_concerns
from lanyard.concerns.intake import receipt_pages
from lanyard.kernel import schedule


@schedule.every(minutes=1)
def pass_on_silence() -> None:
    """Tell of every clock that ran out, and take what nobody has acknowledged to the next level."""
    pass_on_what_is_overdue(timezone.now())


@schedule.every(minutes=15)
def pass_up_what_nobody_holds() -> None:
    """Move concerns up of which nobody is left who may hold them; those that nobody could hold go to whoever can."""
    reassign_orphaned_concerns()


@schedule.every(minutes=15)
def hand_on_children_at_risk() -> None:
    """Take concerns of a child at risk, said before that moved anything, to whoever holds a safeguarding concern."""
    hand_on_what_was_said_before()


@schedule.every(minutes=15)
def forget_shown_receipts() -> None:
    """Marks of receipts that can't be opened any more are no longer needed."""
    receipt_pages.sweep()


@schedule.daily("02:50")
def match_names() -> None:
    """Compare the names that are linked to nobody with the register again, and tell who deals with them once."""
    match_unlinked()
