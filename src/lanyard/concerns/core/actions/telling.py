"""What the school tells the reporter: one message that is read with the code (BRE3)."""

from __future__ import annotations

import secrets

from django.utils import timezone

from lanyard.concerns.core.actions.clocks import meet_clock
from lanyard.concerns.core.models import Concern, Message
from lanyard.concerns.core.rules.clocks import WRITING, to_the_minute
from lanyard.people.models import User


def tell_reporter(concern: Concern, text: str, by: User, *, once: str = "") -> Message:
    """Write a message to the reporter, in the caller's transaction, after the caller's checks.

    `once` is what makes sure that one form is one message; without it each call is a message of its own.
    """
    made = Message.objects.create(
        concern=concern, text=text, from_reporter=False, at=to_the_minute(timezone.now()), by=by.person,
        sent_once=once or secrets.token_hex(32),
    )  # fmt: skip
    meet_clock(concern, *WRITING.meets)
    return made
