"""Who took part in training, and taking back what was entered by mistake (OFF12, STA3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.notices.actions import settle, tell
from lanyard.people.models import Person, School, User
from lanyard.people.queries import schools_of
from lanyard.records.audit import record
from lanyard.training.messages import IN_DATE
from lanyard.training.models import Attendance, Course, TakenBack, TrainingSession
from lanyard.training.queries.trained import counting, trained_at
from lanyard.training.rules import good_until

# What is longer ago is of no use: it would have lapsed.
LONGEST_AGO = timedelta(days=731)


def about(course: Course) -> str:
    """What the notices that ask to take part are closed by."""
    return f"train:{course.pk}"


@transaction.atomic
def record_session(
    *, by: User, course: Course, school: School, held_on: date, led_by: str, people: Iterable[Person]
) -> TrainingSession:
    """Record that these people took part on a day. Nobody enters their own training.

    Who is on record for that course and day already is left out. Raises ValidationError with the field.
    """
    # Two presses of the button wait for each other here.
    course = Course.objects.select_for_update().get(pk=course.pk, trust=school.trust_id)
    today, came = timezone.localdate(), {person.pk: person for person in people}
    if not today - LONGEST_AGO <= held_on <= today:
        raise ValidationError({"held_on": "Enter a date within the last two years, today at the latest"})
    if by.person_id in came:
        raise ValidationError({"people": "You can’t record your own training. Ask a colleague."})
    asked = trained_at(School.objects.filter(pk=school.pk), today)[school.pk]
    if not came or came.keys() - {row.person.pk for row in asked if row.course == course}:
        raise ValidationError({"people": "Select who took part, of those whom the training is for"})
    there = counting().filter(session__course=course, session__held_on=held_on, person__in=came)
    for person in there.values_list("person", flat=True):
        came.pop(person)
    if not came:
        raise ValidationError({"people": "They are all already on record for that day"})
    made = TrainingSession(
        course=course, school=school, held_on=held_on, led_by=led_by, entered_by=by.person, entered_at=timezone.now()
    )
    made.append()
    Attendance.append_all([Attendance(session=made, person=person) for person in came.values()])
    also_at = schools_of(came.values(), today) - {school.pk}
    detail = {"course": course.pk, "held_on": held_on, "people": len(came), "also_at": also_at}
    record("training-session:record", by=by, about=made, place=school, detail=detail)
    settle(about(course), people=list(came.values()))
    until = good_until(held_on, course.months_good)
    tell(IN_DATE(url=reverse("training:mine"), course=course.title, until=until), list(came.values()), by=by)
    return made


@transaction.atomic
def take_back(*, by: User, attendance: Attendance, reason: str) -> TakenBack:
    """Say that somebody was entered by mistake: it counts no more. Raises ValidationError where it was said before."""
    held = Attendance.objects.select_for_update().select_related("session__school").get(pk=attendance.pk)
    if TakenBack.objects.filter(attendance=held).exists():
        raise ValidationError("It has already been removed.")
    made = TakenBack(attendance=held, reason=reason, by=by.person, at=timezone.now())
    made.append()
    also_at = schools_of([held.person], timezone.localdate()) - {held.session.school_id}
    record("training-session:take-back", by=by, about=held, place=held.session.school, detail={"also_at": also_at})
    return made
