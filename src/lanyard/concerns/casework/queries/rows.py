"""What a row of a list of concerns says beside the concern itself: metadata alone, nothing that is sealed is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lanyard.concerns.casework.queries.closing import CHILDREN
from lanyard.concerns.core.models import Clock, Concern, Party
from lanyard.people.choices import YearGroup
from lanyard.platforms.queries import names

_YEARS = {year.value: year.label for year in YearGroup}


@dataclass(frozen=True)
class Row:
    """One concern of a list. What nobody has said yet is "" or None.

    `year_group` is the one that was recorded for the concern, else those of the children in it. `clock` is the nearest
    that runs; `passed_on` says whether a clock that runs was told of to the next level.
    """

    concern: Concern
    year_group: str
    service: str
    clock: Clock | None
    passed_on: bool
    is_overdue: bool


def rows_for(concerns: list[Concern], now: datetime) -> list[Row]:
    """The concerns as rows, in the same order. Three queries, however many there are; none for an empty list.

    They have to be concerns that the reader may see: nothing is left out here.
    """
    if not concerns:
        return []
    clocks, years, services = _clocks(concerns), _years(concerns), dict(names())
    return [
        Row(
            concern,
            year_group=_YEARS.get(concern.year_group) or _in_words(years[concern.pk]),
            service=services.get(concern.platform, concern.platform),
            clock=next(iter(clocks[concern.pk]), None),
            passed_on=any(clock.passed_on for clock in clocks[concern.pk]),
            is_overdue=concern.due_at is not None and concern.due_at < now,
        )
        for concern in concerns
    ]


def _clocks(concerns: Iterable[Concern]) -> dict[UUID, list[Clock]]:
    """The running clocks of each concern, the nearest first."""
    running: dict[UUID, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(concern__in=concerns, met_at__isnull=True, stopped_at__isnull=True):
        running[clock.concern_id].append(clock)
    return running


def _years(concerns: Iterable[Concern]) -> dict[UUID, set[str]]:
    """The year groups of the children in each concern that has none of its own."""
    years: dict[UUID, set[str]] = defaultdict(set)
    unsaid = [concern.pk for concern in concerns if not concern.year_group]
    children = Party.objects.filter(concern__in=unsaid, role__in=CHILDREN, ended_at__isnull=True).order_by()
    for concern, year in children.exclude(year_group="").values_list("concern", "year_group"):
        years[concern].add(year)
    return years


def _in_words(years: set[str]) -> str:
    """The year groups in words, youngest first."""
    return ", ".join(label for year, label in _YEARS.items() if year in years)
