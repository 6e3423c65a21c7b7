"""Who took part in which training, and until when they are in date: for every page, reminder and control about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, OuterRef, QuerySet, Subquery

from lanyard.people.models import Person, School, User
from lanyard.people.queries import holders_at, roles_of
from lanyard.training import courses
from lanyard.training.models import Attendance, Course, TrainingSession
from lanyard.training.rules import Training, good_until, training_state

# Who still has to act comes first.
_ORDER = {Training.LAPSED: 0, Training.NEVER: 1, Training.SOON: 2, Training.IN_DATE: 3}


@dataclass(frozen=True)
class Trained:
    """How a person stands on a day with a course: `until` is the last day on which they are in date, None for never."""

    person: Person
    course: Course
    until: date | None
    state: Training

    @property
    def asks(self) -> bool:
        """Whether they are to take part (again)."""
        return self.state is not Training.IN_DATE


def counting() -> QuerySet[Attendance]:
    """The attendances that were not taken back."""
    return Attendance.objects.filter(taken_back__isnull=True)


def trained_at(schools: QuerySet[School], on: date) -> dict[UUID, list[Trained]]:
    """How everybody at each school stands with the courses that their roles ask for; who has to act comes first.

    Roles held for the whole trust count at each of its schools. A constant number of queries for each role of a course.
    """
    by_trust: dict[UUID, list[Course]] = defaultdict(list)
    for course in Course.objects.filter(trust__in=schools.order_by().values("trust")):
        by_trust[course.trust_id].append(course)
    at_work = {
        role: holders_at([role], schools, on) for role in {one.role for some in by_trust.values() for one in some}
    }
    people = {person.pk for held in at_work.values() for some in held.values() for person in some}
    attended = last_attended(Person.objects.filter(pk__in=people), on)
    return {
        pk: _sorted(
            _trained(person, course, attended, on) for course in by_trust[trust] for person in at_work[course.role][pk]
        )
        for pk, trust in schools.order_by().values_list("pk", "trust")
    }


def own_training(user: User, on: date) -> list[Trained]:
    """How the user stands with the courses that their roles ask for. One query, none for whom no course is for."""
    held = {one.role for one in roles_of(user, on)} & courses.roles()
    if not held:
        return []
    own = counting().filter(person=user.person_id, session__course=OuterRef("pk"), session__held_on__lte=on)
    last = own.order_by("-session__held_on").values("session__held_on")[:1]
    asked = Course.objects.filter(trust=user.person.trust_id, role__in=held).annotate(last_held=Subquery(last))
    return _sorted(
        _trained(user.person, course, {(user.person_id, course.pk): course.last_held} if course.last_held else {}, on)
        for course in asked
    )


def last_attended(people: QuerySet[Person], on: date) -> dict[tuple[UUID, UUID], date]:
    """When each of the people last took part in each course, by person and course. One query."""
    rows = counting().filter(person__in=people.order_by().values("pk"), session__held_on__lte=on).order_by()
    last_days = rows.values_list("person", "session__course").annotate(last=Max("session__held_on"))
    return {(row[0], row[1]): row[2] for row in last_days}


def in_date_until(people: QuerySet[Person], key: str, on: date) -> dict[tuple[UUID, UUID], date]:
    """The last day on which each of the people is in date with this course, by person and trust. One query."""
    rows = counting().filter(
        person__in=people.order_by().values("pk"), session__course__key=key, session__held_on__lte=on
    )
    held = rows.order_by().values_list("person", "session__course__trust", "session__course__months_good")
    last_days: Iterable[tuple] = held.annotate(last=Max("session__held_on"))
    return {(person, trust): good_until(last, months) for person, trust, months, last in last_days}


def sessions_at(school: School) -> QuerySet[TrainingSession]:
    """The sessions that were entered at the school, the last one first."""
    return TrainingSession.objects.filter(school=school).select_related("course", "entered_by")


def _trained(person: Person, course: Course, attended: dict[tuple[UUID, UUID], date], on: date) -> Trained:
    last = attended.get((person.pk, course.pk))
    until = good_until(last, course.months_good) if last else None
    return Trained(person, course, until, training_state(until, on))


def _sorted(rows: Iterable[Trained]) -> list[Trained]:
    return sorted(
        rows,
        key=lambda row: (
            row.course.title, _ORDER[row.state], row.until or date.min, row.person.family_name, row.person.given_name,
            row.person.pk,
        ),
    )  # fmt: skip


def courses_and_people(rows: Iterable[Trained]) -> tuple[QuerySet[Course], QuerySet[Person]]:
    """The courses and the people of these rows, to select from; people by name."""
    rows = list(rows)
    people = Person.objects.filter(pk__in={row.person.pk for row in rows})
    return Course.objects.filter(pk__in={row.course.pk for row in rows}), people.order_by("family_name", "given_name")


def trained_at_school(school: School, on: date) -> list[Trained]:
    """As `trained_at`, of one school."""
    return trained_at(School.objects.filter(pk=school.pk), on)[school.pk]
