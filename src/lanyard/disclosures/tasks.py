"""What this room does by the clock."""

from __future__ import annotations

from lanyard.disclosures.actions import reminders
from lanyard.kernel import schedule


@schedule.daily("06:40")
def send_reminders() -> None:
    """Pass on what nobody can decide any more, and remind, before the daily email goes out."""
    reminders.pass_up()
    reminders.send_reminders()
