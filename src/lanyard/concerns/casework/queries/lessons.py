"""The lessons of a school and of a person. They name nobody, and nothing in them leads to a case (BRE2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.concerns.core.models import Lesson
from lanyard.people.choices import Role
from lanyard.people.models import School, User
from lanyard.people.queries import roles_at

LEADERS = {Role.HEADTEACHER, Role.EXECUTIVE_HEADTEACHER, Role.DSL, Role.DEPUTY_DSL, Role.LEADERSHIP}
SHOWN = ("open", "overdue", "done")


def lessons_at(school: School, show: str, on: date) -> QuerySet[Lesson]:
    """The lessons of the school that are open, overdue or done; those due first on top, the last done first."""
    rows = Lesson.objects.filter(school=school).select_related("owner")
    if show == "done":
        return rows.filter(done_at__isnull=False).order_by("-done_at", "id")
    rows = rows.filter(done_at__isnull=True)
    return rows.filter(due__lt=on) if show == "overdue" else rows


def own_lessons(user: User) -> QuerySet[Lesson]:
    """What the user has to carry out, what is due first on top."""
    return Lesson.objects.filter(owner=user.person, done_at__isnull=True).select_related("school")


def may_finish(user: User, lesson: Lesson) -> bool:
    """Whether the user carries it out or leads its school."""
    if lesson.owner_id == user.person_id:
        return True
    return bool(roles_at(user, lesson.school, timezone.localdate()) & LEADERS)


def lesson_for(user: User, pk: UUID) -> Lesson | None:
    """A lesson that the user may carry out, if there is one with this id."""
    found = Lesson.objects.select_related("school__trust", "owner").filter(pk=pk).first()
    return found if found and may_finish(user, found) else None
