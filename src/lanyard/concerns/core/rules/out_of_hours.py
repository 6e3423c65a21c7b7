"""On which days nobody is named for out of hours (BRE1). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Gap:
    """Days, both included, on which nobody is named."""

    start: date
    end: date


def gaps(named: Iterable[tuple[date, date | None]], start: date, end: date) -> list[Gap]:
    """The days from `start` to `end` that none of the periods holds; a period without an end goes on."""
    found, day = [], start
    for begins, ends in sorted(named, key=lambda one: one[0]):
        if begins > end:
            break
        if begins > day:
            found.append(Gap(day, begins - timedelta(days=1)))
        if ends is None:
            return found
        day = max(day, ends + timedelta(days=1))
    if day <= end:
        found.append(Gap(day, end))
    return found
