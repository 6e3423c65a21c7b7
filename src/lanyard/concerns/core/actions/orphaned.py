"""Seeing to it that every open concern is held by somebody who may: when a holder leaves, or becomes one whom it is
about, it goes to the next level up (EXP7, CHI7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lanyard.concerns.core.actions.clocks import routing_report
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.actions.exclusions import count_no_more
from lanyard.concerns.core.choices import SHUT_OUT, PartyRole, ReaderKind, State
from lanyard.concerns.core.messages import NEEDS_YOU, about, page_of
from lanyard.concerns.core.models import Concern, Party, Reader, key_of
from lanyard.notices.actions import tell
from lanyard.people.models import Cover, Person, RoleHolding, School, current, still_here
from lanyard.people.queries.routing import register_of, with_staff
from lanyard.people.rules import routing

BY = "system:holding"


def reassign_orphaned_concerns() -> int:
    """Pass up every open concern of which nobody is left at its level who may read it; answers how many moved.

    A fixed number of queries, and some for each that moves.
    """
    today = timezone.localdate()
    return sum(escalate_if_unheld(concern) for concern in list(_without_holder(today)))


@transaction.atomic
def escalate_if_unheld(concern: Concern) -> bool:
    """Move the concern up if nobody at its level may hold it any more; answers whether it moved.

    Also for actions that add somebody whom it is about. Where nobody is left at all it stays where it is: those who
    read it by name still do, and whoever comes to hold the level will.
    """
    today = timezone.localdate()
    register, report = register_of(concern.school, today), routing_report(concern)
    subjects = Person.objects.filter(pk__in=report.subjects)
    graph = with_staff(register, subjects, concern.school, today).graph
    out = routing.shut_out(report, graph)
    ladder, allowed = routing.LADDERS[report.group], routing.levels_for(report, graph, out)
    beside = routing.last_resort(report)
    # Beside the ladder it was too low from the start.
    may_stay = concern.level not in ladder or concern.level in allowed or (
        concern.passed_up and concern.level in beside
    )  # fmt: skip
    if may_stay and _readers(concern, graph, today) - out:
        return False
    meant = register.people_for(out - report.subjects - report.conflicted)
    _shut_out(concern, meant)
    count_no_more(concern, meant)
    above = ladder[ladder.index(concern.level) + 1 :] if concern.level in ladder else ladder
    for level in (*(level for level in above if level in allowed), *beside):
        told = routing.eligible(level, report, graph, out) if level != concern.level else ()
        if told:
            _move(concern, level, register.people_for(told))
            return True
    return False


def _shut_out(concern: Concern, people: list[Person]) -> None:
    """Who has come to hold the role that the reporter named may be meant as much as who held it then."""
    Party.objects.bulk_create(
        Party(
            concern=concern, role=PartyRole.CONFLICT, name=person.full_name, person=str(person.pk),
            person_key=key_of(person), added_at=timezone.now(),
        )
        for person in people
    )  # fmt: skip


def _readers(concern: Concern, graph: routing.Graph[UUID], today: date) -> set[UUID]:
    """Who reads it because of where it is held, whether there or away."""
    if concern.level == routing.LINE_MANAGER:
        return set(_managers(today).filter(concern=concern).values_list("person", flat=True))
    return {person for role in routing.VIEWERS.get(concern.level, ()) for person in graph.everybody(role)}


def _managers(today: date) -> QuerySet[Reader]:
    here = still_here(today, "person__")
    return Reader.objects.filter(here, kind=ReaderKind.CHOSEN, concern__level=routing.LINE_MANAGER)


def _move(concern: Concern, level: str, people: list[Person]) -> None:
    was = concern.level
    concern.level, concern.passed_up = level, True
    Concern.objects.filter(pk=concern.pk).update(level=level, passed_up=True, version=concern.version + 1)
    concern.version += 1
    once = f"held:{concern.pk}:{level}:{concern.version}"
    tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk), once=once), people, by=BY)
    note("concern:pass-up", concern, BY, was=was, to=level)


def _without_holder(today: date) -> Iterator[Concern]:
    """The open concerns of whose readers by role none is left, for all schools at once."""
    acting = _acting(today)
    keys = {pk: key_of(pk) for people in acting.values() for pk in people}
    rows = Concern.objects.exclude(state=State.CLOSED).select_related("school").order_by("pk")
    shut: dict[UUID, set[str]] = defaultdict(set)
    parts = Party.objects.filter(role__in=SHUT_OUT, ended_at__isnull=True).exclude(person_key="")
    parts = parts.exclude(concern__state=State.CLOSED)
    for pk, key in parts.values_list("concern", "person_key").order_by():
        shut[pk].add(key)
    by_name = set(_managers(today).values_list("concern", flat=True))
    for concern in rows.iterator():
        if concern.level == routing.LINE_MANAGER:
            held = concern.pk in by_name
        else:
            people = acting.get((concern.school_id, concern.level), set())
            held = any(keys[pk] not in shut[concern.pk] for pk in people)
        if not held:
            yield concern


def _acting(today: date) -> dict[tuple[UUID, str], set[UUID]]:
    """Who reads by role at each school and level, whether there or away; two queries."""
    still = still_here(today, "person__")
    rows = list(
        RoleHolding.objects.filter(current(today)).filter(still).values_list("role", "trust", "school", "person")
    )
    rows += (
        Cover.objects.filter(current(today), current(today, "holding__"))
        .filter(still)
        .values_list("holding__role", "holding__trust", "holding__school", "person")
    )
    schools: dict[UUID, list[UUID]] = defaultdict(list)
    for pk, trust in School.objects.values_list("pk", "trust").order_by():
        schools[trust].append(pk)
    levels = {role: [level for level, roles in routing.VIEWERS.items() if role in roles] for role, *_ in rows}
    found: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for role, trust, school, person in rows:
        for level in levels[role]:
            for place in [school] if school else schools[trust]:
                found[place, level].add(person)
    return found
