"""What this room tells people: that something needs them, and where. Never what, never about whom."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.urls import reverse

from lanyard.notices.messages import message

_private = partial(message, title="Something needs you", audit_subject="concern-notice")

# To those who hold a new concern, were given one, or are next because nobody answered.
NEEDS_YOU = _private("concerns:needs-you", says="Open it to see what it is.", urgent=True)
# To those who deal with a concern of which a clock ran out.
OVERDUE = _private("concerns:overdue", says="Something you are dealing with is overdue.", urgent=True)
# To those who deal with a concern: the reporter wrote, or an offer or a question came.
NEWS = _private("concerns:news", says="There is news about something you are dealing with.", urgent=True)
# To those who deal with a concern about somebody who is not linked to the register, once.
UNLINKED = _private("concerns:unlinked", says="Say who someone is, so that the right people are excluded.")
# To a member of staff who reported by name. Leads to all that they reported, to none.
ANSWERED = _private("concerns:answered", says="There is an answer for you.", urgent=True)
# To whoever is to carry out a lesson. It tells nothing of where the lesson comes from.
LESSON = message(
    "concerns:lesson",
    "Something to change at school",
    "You have been asked to carry out a lesson. Open it to see what to do, and by when.",
    audit_subject="concern-notice",
)


def about(concern_id: UUID) -> str:
    """What notices of a concern are closed by."""
    return f"concern:{concern_id}"


def about_lesson(lesson_id: UUID) -> str:
    """What notices of a lesson are closed by."""
    return f"lesson:{lesson_id}"


def page_of(concern_id: UUID) -> str:
    """The address of a concern's page."""
    return reverse("concerns:case", kwargs={"concern": concern_id})
