"""How many clauses of its policy a school keeps, on one day or on several: the figures of the live policy alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import Worded, promises
from lanyard.assurance.queries.live import Keeping, LivePolicy, keeping_of, plan_of
from lanyard.assurance.readings import Status, items_worst, worst
from lanyard.people.models import School
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition, Policy
from lanyard.policy.queries import clauses_of_many


@dataclass(frozen=True)
class Figures:
    """How many clauses stand how. Points of a list count with their clause."""

    counts: Mapping[Status, int]

    @property
    def of(self) -> int:
        """How many clauses there are."""
        return sum(self.counts.values())

    @property
    def kept(self) -> int:
        """How many are kept."""
        return self.counts.get(Status.KEPT, 0)

    @property
    def not_kept(self) -> int:
        """How many are not kept."""
        return self.counts.get(Status.NOT_KEPT, 0)

    @property
    def needs_attention(self) -> int:
        """How many need attention."""
        return self.counts.get(Status.NEEDS_ATTENTION, 0)


class Read(NamedTuple):
    """A snapshot without its words: all that figures are made of, and a hundred schools have seven thousand of them."""

    school_id: UUID
    control: str
    first_day: date
    last_day: date
    status: str
    items: list[dict[str, Any]]


Spans = Mapping[UUID, list[Read]]


def spans(schools: Iterable[School], since: date, until: date) -> Spans:
    """What was read of each school on the days asked about, and the day before, the oldest first. One query."""
    found: dict[UUID, list[Read]] = defaultdict(list)
    rows = Snapshot.objects.filter(
        school__in=[s.pk for s in schools], last_day__gte=since - timedelta(days=1), first_day__lte=until
    )
    for row in rows.order_by("first_day").values_list(*Read._fields):
        found[row[0]].append(Read(*row))
    return found


def read_on(found: Iterable[Read], day: date) -> dict[str, Read]:
    """What holds of each control on a day: today that is what was last read, until the night is over."""
    last = day - timedelta(days=1) if day == timezone.localdate() else day
    return {row.control: row for row in found if row.first_day <= day and row.last_day >= last}


def status_about(row: Snapshot | Read, about: frozenset[str]) -> Status:
    """The status of a snapshot for a clause that is about these items."""
    return items_worst(row.items, about) or Status(row.status)


def figures_then(policy: LivePolicy, day: date) -> Figures | None:
    """The figures of a school on an earlier day, by what was known then; None where nothing was read.

    Two queries, and two more where another edition was in force.
    """
    school = policy.school
    edition = _editions([school], [day])[day].get(school.pk)
    rows = read_on(spans([school], day, day).get(school.pk, ()), day)
    if edition is None or not rows:
        return None
    is_same = policy.edition is not None and policy.edition.pk == edition
    return _figures(policy.plan if is_same else _plans({edition})[edition], rows)


def figures(schools: list[School], days: Iterable[date], known: Spans | None = None) -> dict[date, dict[UUID, Figures]]:
    """For each day and school the figures of the edition that held there; none where none did, or nothing was read.

    Four queries, however many days, or three with what is `known` from these days.
    """
    wanted = sorted(days)
    editions = _editions(schools, wanted)
    plans = _plans({pk for by_school in editions.values() for pk in by_school.values()})
    rows = spans(schools, wanted[0], wanted[-1]) if known is None else known
    return {
        day: {
            school: _figures(plans[edition], read)
            for school, edition in editions[day].items()
            if (read := read_on(rows.get(school, ()), day))
        }
        for day in wanted
    }


def _editions(schools: list[School], days: list[date]) -> dict[date, dict[UUID, UUID]]:
    held = Edition.objects.filter(
        Q(school__isnull=True) | Q(school__in=[s.pk for s in schools]),
        policy__trust__in={s.trust_id for s in schools},
        policy__key=Policy.SOCIAL_MEDIA,
        state__in=(EditionState.IN_FORCE, EditionState.REPLACED),
        in_force_from__lte=days[-1],
    ).values_list("pk", "school", "policy__trust", "in_force_from", "in_force_until")
    found: dict[date, dict[UUID, UUID]] = {}
    rows = list(held)
    for day in days:
        at = {
            school or trust: pk
            for pk, school, trust, first, last in rows
            if first and first <= day and (not last or last >= day)
        }
        both = ((s.pk, at.get(s.pk) or at.get(s.trust_id)) for s in schools)
        found[day] = {school: pk for school, pk in both if pk}
    return found


def _plans(editions: set[UUID]) -> dict[UUID, list[list[Keeping]]]:
    """For each edition the clauses that count, each as what keeps it and its points."""
    plans = {}
    for edition, clauses in clauses_of_many(editions).items():
        counts_with = promises(Worded(c.pk, c.parent_id, c.text, c.lead) for c in clauses)
        keeping = keeping_of(clauses, counts_with)
        plans[edition] = plan_of(counts_with, keeping)
    return plans


def _figures(plan: list[list[Keeping]], rows: Mapping[str, Read]) -> Figures:
    # Most of what stands beside clauses tells nothing apart: its status is the same for each.
    alike = {key: Status(row.status) for key, row in rows.items() if not row.items}

    def status(key: str, part: Keeping) -> Status:
        return alike.get(key) or (status_about(rows[key], part.wanted) if key in rows else Status.NOT_MEASURED)

    return Figures(Counter(worst([status(key, part) for part in parts for key in part.chosen(rows)]) for parts in plan))
