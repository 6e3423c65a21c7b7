"""Asking people to take part in training again before it lapses, and telling the headteacher when it has (OFF12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.assurance.actions import open_schools
from lanyard.notices.actions import tell
from lanyard.notices.messages import number_of_people
from lanyard.people.choices import Role
from lanyard.people.models import Person, School
from lanyard.people.queries import holders_at
from lanyard.records.audit import record
from lanyard.training.actions.attending import about
from lanyard.training.messages import ROLE_IS_UNTRAINED, TAKE_PART
from lanyard.training.models import Course
from lanyard.training.queries.trained import trained_at
from lanyard.training.rules import call_reached

BY = "system:reminders"


@transaction.atomic
def remind_of_training() -> int:
    """Tell everybody whom a call has just reached: never took part, a month before it lapses, a week before, lapsed.

    Each call is told once, however often this runs. Of who never took part, or whose training has lapsed, the
    headteacher hears how many. Answers how many people were told.
    """
    today = timezone.localdate()
    groups: dict[tuple[Course, str, date | None], dict[UUID, Person]] = defaultdict(dict)
    places: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for school, rows in trained_at(open_schools(today), today).items():
        for row in rows:
            if call := call_reached(row.until, today):
                groups[row.course, call, row.until][row.person.pk] = row.person
                places[row.course.pk, row.person.pk].add(school)
    told = 0
    for (course, call, until), people in groups.items():
        made = _ask(course, call, until, list(people.values()))
        told += len(made)
        if made and call in ("never", "lapsed"):
            _tell_heads(course, Counter(school for pk in made for school in places[course.pk, pk]), today)
    return told


def _ask(course: Course, call: str, until: date | None, people: list[Person]) -> set[UUID]:
    """Tell these people, and answer those who had not been told of this call before."""
    message = TAKE_PART(
        course=course.title,
        case=call,
        until=until,
        url=reverse("training:mine"),
        about=about(course),
        once=f"{course.pk}:{call}:{until or ''}",
    )
    made = {notice.person_id for notice in tell(message, people, by=BY)}
    if made:
        record("training:remind", by=BY, about=course, place=course.trust, detail={"people": len(made), "call": call})
    return made


def _tell_heads(course: Course, counts: Counter[UUID], today: date) -> None:
    schools = School.objects.filter(pk__in=counts)
    heads = holders_at([Role.HEADTEACHER], schools, today)
    for school in schools:
        message = ROLE_IS_UNTRAINED(
            course=course.title,
            people=number_of_people(counts[school.pk]),
            url=reverse("training:training", kwargs={"school": school.slug}),
            once=f"{course.pk}:{school.pk}:{today}",
            school_id=school.pk,
        )
        tell(message, heads[school.pk], by=BY)
