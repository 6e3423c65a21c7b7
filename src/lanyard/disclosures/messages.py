"""What this room tells people: that something needs them, and where. Never what, never about whom."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from lanyard.notices.messages import message

_private = partial(message, title="Something needs you", audit_subject="disclosure-notice")

# To those who decide: a declaration came, came again, or waits too long.
TO_DECIDE = _private("disclosures:to-decide", says="Open it to see what it is.")
# To those who decide: something that was asked for on a declaration is past its day.
LATE = _private("disclosures:late", says="Something you decided on is overdue.")
# To those who declared: it is to be renewed, or a condition or the end of the contact is past its day.
RENEW = _private("disclosures:renew", says="Something you declared needs checking. It takes a minute.")
# To those who declared: there is an answer, or a colleague did something on what they declare together.
NEWS = _private(
    "disclosures:news",
    title="There is something new for you",
    says="It is about something you declared, on your own or with a colleague.",
)


def about(disclosure_id: UUID) -> str:
    """What notices of a declaration are closed by."""
    return f"disclosure:{disclosure_id}"
