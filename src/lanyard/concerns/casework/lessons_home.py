"""Lessons on the first page: what somebody has to carry out. Nothing tells of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.casework.queries.lessons import own_lessons
from lanyard.kernel.rules import Need
from lanyard.people.queries import roles_of


def needs(request: HttpRequest) -> Iterable[Need]:
    """The lessons that this person carries out. One query, and none for parents and pupils."""
    today = timezone.localdate()
    if not {held.role for held in roles_of(request.user, today)} - {"parent", "pupil"}:
        return
    for lesson in own_lessons(request.user):
        yield Need(
            title=lesson.says[:150],
            says=f"A lesson for {lesson.school}.",
            url=reverse("concerns:finish-lesson", kwargs={"lesson": lesson.pk}),
            kind="Lesson",
            due=timezone.make_aware(datetime.combine(lesson.due, time(23, 59))),
        )
