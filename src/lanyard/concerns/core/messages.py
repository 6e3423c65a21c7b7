"""What this room tells people: that something needs them, and where. Never what, never about whom."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from lanyard.notices.messages import Message, register


def about(concern_id: UUID) -> str:
    """What notices of a concern are closed by."""
    return f"concern:{concern_id}"


class _Private(Message):
    urgent = True
    audit_subject = "concern-notice"

    @property
    def title(self) -> str:
        return "Something needs you"


@register
@dataclass(frozen=True, kw_only=True)
class NeedsYou(_Private):
    """To those who hold a new concern, were given one, or are next because nobody answered."""

    kind = "concerns:needs-you"

    @property
    def says(self) -> str:
        return "Open it to see what it is."


@register
@dataclass(frozen=True, kw_only=True)
class Overdue(_Private):
    """To those who deal with a concern of which a clock ran out."""

    kind = "concerns:overdue"

    @property
    def says(self) -> str:
        return "Something you deal with is past its time."


@register
@dataclass(frozen=True, kw_only=True)
class News(_Private):
    """To those who deal with a concern: the reporter wrote, or an offer or a question came."""

    kind = "concerns:news"

    @property
    def says(self) -> str:
        return "There is something new in what you deal with."


@register
@dataclass(frozen=True, kw_only=True)
class Unlinked(_Private):
    """To those who deal with a concern about somebody who is not linked to the register, once."""

    kind = "concerns:unlinked"
    urgent = False

    @property
    def says(self) -> str:
        return "Say who somebody is, so that it stays away from whom it has to."


def about_lesson(lesson_id: UUID) -> str:
    """What notices of a lesson are closed by."""
    return f"lesson:{lesson_id}"


@register
@dataclass(frozen=True, kw_only=True)
class ForALesson(Message):
    """To whoever is to carry out a lesson. It tells nothing of where the lesson comes from."""

    kind = "concerns:lesson"
    audit_subject = "concern-notice"

    @property
    def title(self) -> str:
        return "Something to change at school"

    @property
    def says(self) -> str:
        return "You are asked to carry out a lesson. It says what, and by when."


@register
@dataclass(frozen=True, kw_only=True)
class Answered(_Private):
    """To a member of staff who reported by name: there is an answer. Leads to all that they reported, to none."""

    kind = "concerns:answered"

    @property
    def says(self) -> str:
        return "There is an answer for you."

    @staticmethod
    def page() -> str:
        return reverse("concerns:mine")


def page_of(concern_id: UUID) -> str:
    """The address of a concern's page."""
    return reverse("concerns:case", kwargs={"concern": concern_id})
