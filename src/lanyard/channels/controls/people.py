"""Whether those who run channels may, and those who use them are old enough (OFF12, CHI4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Max, Q

from lanyard.assurance.readings import Attention, Item, Reading, Status, worst
from lanyard.assurance.registry import Scope, control
from lanyard.channels.controls.common import MOVED_BY, One, all_of, is_live, readings_of
from lanyard.channels.models import Operator
from lanyard.channels.queries.authority import authorities
from lanyard.channels.rules import ENOUGH_OPERATORS
from lanyard.people.choices import Kind, Role
from lanyard.people.models import Membership, current
from lanyard.platforms.models import Platform
from lanyard.platforms.rules import born_by
from lanyard.policy.items import known
from lanyard.records.models import AuditEvent

NO_CHILD = "No live channel is used by pupils who are too young for it"


@control(
    id="channels.operators",
    clauses=("OFF12",),
    checks="Nobody runs a live channel without authority, and each has two people who can post: all have signed, "
    "hold the role, use a school address and have up-to-date training.",
    owner=Role.HEADTEACHER,
    moved_by=(
        *MOVED_BY, "channel:add-operator", "channel:end-operator", "channel:suspend-operator",
        "channel:restore-operator", "sign-off:sign", "sign-off:enter-paper", "training-session:record",
        "training-session:take-back", "role:appoint", "role:end", "roster:apply",
    ),
)  # fmt: skip
def operators(scope: Scope) -> dict[UUID, Reading]:
    """OFF12: not kept where fewer than two may post; attention where somebody named may not."""
    schools = scope.schools.order_by()
    here = Q(channel__school__in=schools.values("pk")) | Q(
        channel__school__isnull=True, channel__trust__in=schools.values("trust")
    )
    able: dict[UUID, int] = defaultdict(int)
    unable: dict[UUID, int] = defaultdict(int)
    for one in authorities(Operator.objects.filter(here), scope.on):
        counts = able if one.may_post else unable
        counts[one.operator.channel_id] += 1

    def fails(one: One) -> Iterable[tuple[Status, Attention]]:
        pk = one.channel.pk
        if able[pk] < ENOUGH_OPERATORS:
            yield Status.NOT_KEPT, one.ask("fewer than two people can post", Role.HEADTEACHER)
        elif unable[pk]:
            yield Status.NEEDS_ATTENTION, one.ask("someone who runs it can’t post", Role.HEADTEACHER)

    found = readings_of(scope, is_live, fails, "live channels have two people with authority", "No channel is live")
    # Authority hangs on signing and on training; of the other duties of operators this says nothing.
    return {pk: replace(reading, items=_parts_of(reading)) for pk, reading in found.items()}


def _parts_of(reading: Reading) -> tuple[Item, ...]:
    return tuple(Item(key, known()[key].name, reading) for key in ("operator:sign", "operator:trained"))


@control(
    id="channels.minimum-age",
    clauses=("CHI4",),
    checks="No live channel asks pupils to use a service whose minimum age they have not reached.",
    owner=Role.HEADTEACHER,
    moved_by=(*MOVED_BY, "platform-age:block", "roster:apply"),
)
def minimum_age(scope: Scope) -> dict[UUID, Reading]:
    """CHI4: by days of birth; not kept with one pupil too young, attention where a day of birth is missing."""
    ones = all_of(scope)
    youngest, blocked = _youngest(scope), _blocked(scope)
    ages = _ages(scope)
    readings = {}
    for school, chosen in ones.items():
        measured = [(one, age) for one in chosen if one.in_use and (age := ages.get(one.channel.platform_id))]
        asks, status = _too_young(school, measured, youngest, scope)
        says = NO_CHILD
        if status is not Status.KEPT:
            says = "Channels whose pupils are too young for them, or may be"
        if not measured:
            status, says = Status.NOT_IN_USE, "No live channel is on a service with a minimum age"
        if blocked[school]:
            stopped = "1 attempt was" if blocked[school] == 1 else f"{blocked[school]} attempts were"
            says += f"; {stopped} stopped within a year"
        readings[school] = Reading(status, says, attention=tuple(asks))
    return readings


def _too_young(
    school: UUID, measured: list[tuple[One, int]], youngest: dict[tuple[UUID, str], tuple], scope: Scope
) -> tuple[list[Attention], Status]:
    asks, found = [], [Status.KEPT]
    for one, age in measured:
        rows = [youngest.get((school, year)) for year in one.channel.year_groups]
        if any(row and row[0] and row[0] > born_by(scope.on, age) for row in rows):
            found.append(Status.NOT_KEPT)
            asks.append(one.ask(f"some of its pupils are under {age}", Role.HEADTEACHER))
        elif any(row and row[1] for row in rows):
            found.append(Status.NEEDS_ATTENTION)
            asks.append(one.ask("days of birth are missing", Role.HEADTEACHER))
    return asks, worst(found)


def _youngest(scope: Scope) -> dict[tuple[UUID, str], tuple]:
    """For each school and year group: the last day of birth among its pupils, and how many have none."""
    pupils = Membership.objects.filter(
        current(scope.on), kind=Kind.PUPIL, school__in=scope.schools.order_by().values("pk")
    )
    none = Count("pk", filter=Q(person__date_of_birth__isnull=True))
    rows = pupils.order_by().values_list("school", "year_group")
    rows = rows.annotate(last=Max("person__date_of_birth"), none=none)
    return {(school, year): (last, without) for school, year, last, without in rows}


def _blocked(scope: Scope) -> dict[UUID, int]:
    since = scope.now.replace(year=scope.now.year - 1, day=min(scope.now.day, 28))
    rows = AuditEvent.objects.filter(
        event="platform-age:block", at__gte=since, school_id__in=scope.schools.order_by().values("pk")
    )
    counted = rows.order_by().values_list("school_id").annotate(n=Count("pk"))
    return defaultdict(int, dict(counted))


def _ages(scope: Scope) -> dict[UUID, int]:
    rows = Platform.objects.filter(channels__isnull=False).distinct().prefetch_related("ages")
    return {row.pk: age.age for row in rows if (age := row.minimum_age(scope.on))}
