"""What this room tells people: that something needs them, and where. Never what, never about whom."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lanyard.notices.messages import Message, register


def about(disclosure_id: UUID) -> str:
    """What notices of a declaration are closed by."""
    return f"disclosure:{disclosure_id}"


class _Private(Message):
    audit_subject = "disclosure-notice"

    @property
    def title(self) -> str:
        return "Something needs you"


@register
@dataclass(frozen=True, kw_only=True)
class ToDecide(_Private):
    """To those who decide: a declaration came, came again, or waits too long."""

    kind = "disclosures:to-decide"

    @property
    def says(self) -> str:
        return "Open it to see what it is."


@register
@dataclass(frozen=True, kw_only=True)
class Late(_Private):
    """To those who decide: something that was asked for on a declaration is past its day."""

    kind = "disclosures:late"

    @property
    def says(self) -> str:
        return "Something you decided on is past its day."


@register
@dataclass(frozen=True, kw_only=True)
class Renew(_Private):
    """To those who declared: it is to be renewed, or a condition or the end of the contact is past its day."""

    kind = "disclosures:renew"

    @property
    def says(self) -> str:
        return "Something you declared needs a look. It takes a minute."


@register
@dataclass(frozen=True, kw_only=True)
class News(Message):
    """To those who declared: there is an answer, or a colleague did something on what they declare together."""

    kind = "disclosures:news"
    audit_subject = "disclosure-notice"

    @property
    def title(self) -> str:
        return "There is something new for you"

    @property
    def says(self) -> str:
        return "It is about something that you, or a colleague together with you, declared."
