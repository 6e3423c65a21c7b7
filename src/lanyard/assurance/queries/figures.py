"""How many clauses of its policy a school keeps, on one day or on several: the figures of the live policy alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import Worded, promises
from lanyard.assurance.queries.live import Keeping, keeping_of
from lanyard.assurance.readings import Status, items_worst, worst
from lanyard.people.models import School
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition, Policy
from lanyard.policy.queries import clauses_of_many


@dataclass(frozen=True)
class Figures:
    """Of how many clauses how many are kept, and how many are not. Points of a list count with their clause."""

    kept: int
    not_kept: int
    of: int


def status_about(row: Snapshot, about: frozenset[str]) -> Status:
    """The status of a snapshot for a clause that is about these items."""
    return items_worst(row.items, about) or Status(row.status)


def figures(schools: list[School], days: Iterable[date]) -> dict[date, dict[UUID, Figures]]:
    """For each day and school the figures of the edition that held there; none where none did, or nothing was read.

    Four queries, however many days: today reads as the live policy does, with what was last read until the night is
    over.
    """
    wanted = sorted(days)
    editions = _editions(schools, wanted)
    plans = _plans({pk for by_school in editions.values() for pk in by_school.values()})
    spans: dict[UUID, list[Snapshot]] = defaultdict(list)
    rows = Snapshot.objects.filter(
        school__in=[s.pk for s in schools], last_day__gte=wanted[0] - timedelta(days=1), first_day__lte=wanted[-1]
    ).order_by("first_day")
    for row in rows.defer("attention", "says"):
        spans[row.school_id].append(row)
    today = timezone.localdate()
    return {
        day: {
            school: _figures(plans[edition], read)
            for school, edition in editions[day].items()
            if (read := _read_on(spans[school], day, is_today=day == today))
        }
        for day in wanted
    }


def _read_on(spans: list[Snapshot], day: date, *, is_today: bool) -> dict[str, Snapshot]:
    last = day - timedelta(days=1) if is_today else day
    return {row.control: row for row in spans if row.first_day <= day and row.last_day >= last}


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
        grouped: dict[Any, list[Keeping]] = defaultdict(list)
        for clause in clauses:
            grouped[counts_with[clause.pk]].append(keeping[clause.pk])
        plans[edition] = list(grouped.values())
    return plans


def _figures(plan: list[list[Keeping]], rows: Mapping[str, Snapshot]) -> Figures:
    # Most of what stands beside clauses tells nothing apart: its status is the same for each.
    alike = {key: Status(row.status) for key, row in rows.items() if not row.items}
    statuses = [
        worst(
            alike.get(key) or (status_about(rows[key], part.wanted) if key in rows else Status.NOT_MEASURED)
            for part in parts
            for key in part.chosen(rows)
        )
        for parts in plan
    ]
    return Figures(statuses.count(Status.KEPT), statuses.count(Status.NOT_KEPT), len(statuses))
