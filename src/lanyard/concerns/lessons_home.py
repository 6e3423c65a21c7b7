"""Lessons on the first page: what somebody has to carry out, and what leaders look after. Nothing tells of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.queries.lessons import own_lessons
from lanyard.people.queries import roles_of
from lanyard.ui import gate
from lanyard.ui.registry import Card, Need, places_of

# Above this many schools a first page names none of them.
_FEW = 4


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
            overdue=lesson.due < today,
        )


def cards(request: HttpRequest) -> Iterable[Card]:
    """The lessons of each school, and who is named for out of hours."""
    for key, name, title, says, order in (
        ("concerns:lessons", "concerns:lessons", "Lessons", "What the school changes, by whom and by when.", 44),
        ("concerns:hours", "concerns:out-of-hours", "Out of hours", "Who hears of a child at risk then.", 45),
    ):
        schools = [place for place in places_of(request, key) if hasattr(place, "trust_id")]
        for school in schools if len(schools) <= _FEW else []:
            yield Card(f"{title}: {school}", says, reverse(name, kwargs={"school": school.slug}), order)
    if gate.may(request.user, "concerns:read") and _leads(request):
        says = "Two or more about one person may be a pattern."
        yield Card("Low-level concerns, by person", says, reverse("concerns:patterns"), 22)


def _leads(request: HttpRequest) -> bool:
    held = {held.role for held in roles_of(request.user, timezone.localdate())}
    return bool(held & {"headteacher", "chair_of_governors", "chair_of_trustees"})
