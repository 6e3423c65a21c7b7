"""What the register does by the clock."""

from django.utils import timezone

from lanyard.kernel import schedule
from lanyard.people import actions
from lanyard.people.actions import signin_emails
from lanyard.people.actions.addresses import make_due_addresses as make_due


@schedule.every(minutes=15)
def forget_unsent() -> None:
    """What was typed and not sent is kept for an hour."""
    actions.sweep_unsent(now=timezone.now())


@schedule.every(minutes=5)
def make_due_addresses() -> None:
    """New sign-in addresses count once a day has passed in which nobody stopped them."""
    make_due(now=timezone.now())


@schedule.every(minutes=60)
def forget_rosters() -> None:
    """Rosters that nobody confirmed don't stay."""
    actions.roster_forget(now=timezone.now())


@schedule.every(minutes=1)
def tend_signin_emails() -> None:
    """Emails of signing in that a crash interrupted are sent after all; of those that were sent nothing stays."""
    signin_emails.take_up_again(now=timezone.now())
    signin_emails.forget_finished()
