"""Carrying a lesson out (BRE2, MON3)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.queries.lessons import may_finish
from lanyard.concerns.core.messages import about_lesson
from lanyard.concerns.core.models import Lesson
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import User
from lanyard.records.audit import record


@transaction.atomic
def finish_lesson(*, by: User, lesson: Lesson, done_how: str) -> Lesson:
    """Say what was done and what proves it, as its owner or a leader of the school. Raises `Refused`."""
    if not may_finish(by, lesson):
        raise Refused("Only the person carrying this out, or a leader of the school, can do this.")
    if not done_how.strip():
        raise Refused("Say what was done and what shows it.")
    done = Lesson.objects.filter(pk=lesson.pk, done_at__isnull=True).update(done_at=timezone.now(), done_how=done_how)
    if not done:
        raise Refused("This lesson has already been carried out.")
    lesson.refresh_from_db()
    record("lesson:finish", by=by, about=lesson, place=lesson.school, detail={"area": lesson.area})
    settle(about_lesson(lesson.pk))
    return lesson
