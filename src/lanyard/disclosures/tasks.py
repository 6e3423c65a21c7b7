"""What this room does by the clock."""

from __future__ import annotations

from lanyard.disclosures.actions import minding
from lanyard.kernel import schedule


@schedule.daily("06:40")
def mind() -> None:
    """Pass on what nobody can decide any more, and remind, before the daily email goes out."""
    minding.pass_up()
    minding.remind()
