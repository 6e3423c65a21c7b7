"""What is done by the clock: passing up what nobody can decide any more, and reminding, once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from lanyard.disclosures import queries, rules
from lanyard.disclosures.actions.common import note, own_page, page, pass_on
from lanyard.disclosures.choices import State
from lanyard.disclosures.messages import LATE, RENEW, TO_DECIDE, about
from lanyard.disclosures.models import Condition, Declarer, Disclosure
from lanyard.notices.actions import tell
from lanyard.notices.messages import MessageKind
from lanyard.people.models import Person
from lanyard.people.queries.routing import Register, register_of

BY = "system:disclosures"


def pass_up() -> int:
    """Move what waits to the next level where nobody is left who may decide: a role is vacant, or its holder is one of
    those who declare. Answers how many moved."""
    moved = 0
    for row, people, found in _with_registers(_open(Disclosure.objects.filter(state__in=rules.WAITING))):
        way = rules.way_up(row.level, [person.pk for person in people], found.graph)
        if way and way.level != row.level:
            moved += _move(row, people, way.level)
    return moved


@transaction.atomic
def _move(row: Disclosure, people: list[Person], level: str) -> int:
    now = Disclosure.objects.select_for_update().get(pk=row.pk)
    # Somebody was quicker than the clock.
    if now.version != row.version:
        return 0
    now.level, now.version = level, now.version + 1
    now.save()
    note("disclosure:pass-up", now, BY, level=level)
    pass_on(now, people, by=BY)
    return 1


def send_reminders() -> int:
    """Remind of decisions, renewals, ends of contact and conditions past their day, and of renewals that come.

    Each is told once. Who has left is not reminded, and what only they declared reminds nobody. Answers how many
    notices were new.
    """
    today = timezone.localdate()
    review = Q(state__in=(*rules.HOLDS, State.NOT_ACCEPTED), review_on__lte=today + rules.ASKED_BEFORE)
    rows = Disclosure.objects.filter(Q(decide_by__lt=today) | review | Q(queries.late_conditions(today)))
    late = queries.open_conditions().filter(due__lt=today)
    asked = _open(rows).prefetch_related(Prefetch("conditions", queryset=late, to_attr="late"))
    past_their_day = {row.pk: row.late for row in asked}
    return sum(
        _remind_of(row, past_their_day[row.pk], people, found, today) for row, people, found in _with_registers(asked)
    )


@transaction.atomic
def _remind_of(
    row: Disclosure, conditions: Iterable[Condition], people: list[Person], found: Register, today: date
) -> int:
    who_decide = found.people_for(rules.deciders(row.level, [person.pk for person in people], found.graph))
    told = 0
    if row.decide_by and row.decide_by < today:
        told += _tell(TO_DECIDE, row, who_decide, f"late:{row.pk}:{row.decide_by}")
    if not row.waits and row.review_on and row.review_on <= today + rules.ASKED_BEFORE:
        if row.state in rules.HOLDS:
            told += _tell(RENEW, row, people, f"soon:{row.pk}:{row.review_on}")
        if row.review_on < today:
            told += _tell(RENEW, row, people, f"late:{row.pk}:{row.review_on}")
            told += _tell(LATE, row, who_decide, f"late:{row.pk}:{row.review_on}")
    for condition in conditions:
        told += _tell(RENEW, row, people, f"condition:{condition.pk}", condition)
        told += _tell(LATE, row, who_decide, f"condition:{condition.pk}", condition)
    return told


def _tell(
    message: MessageKind, row: Disclosure, to: Iterable[Person], once: str, condition: Condition | None = None
) -> int:
    closed_by = about(condition.pk if condition else row.pk)
    url = own_page(row) if message is RENEW else page(row)
    return len(tell(message(url=url, about=closed_by, once=once, school_id=row.school_id), to, by=BY))


def _open(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    with_people = Prefetch("declarers", queryset=Declarer.objects.select_related("person"))
    return (
        rows.exclude(state__in=rules.PAST).defer(*queries.SEALED).select_related("school").prefetch_related(with_people)
    )


def _with_registers(rows: QuerySet[Disclosure]) -> Iterable[tuple[Disclosure, list[Person], Register]]:
    """Each with those who declare it and have not left, and who could act at its school: read once a school."""
    today = timezone.localdate()
    by_school: dict[UUID, list[tuple[Disclosure, list[Person]]]] = defaultdict(list)
    for row in rows:
        people = [one.person for one in row.declarers.all()]
        here = [person for person in people if person.is_here(today)]
        if here:
            by_school[row.school_id].append((row, here))
    for each in by_school.values():
        found = register_of(each[0][0].school, today)
        yield from ((row, people, found) for row, people in each)
