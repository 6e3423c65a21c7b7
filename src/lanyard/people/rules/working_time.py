"""Working days and hours in England, and the parts of a school day. Pure: time is always an argument.

Deadlines of office clocks skip weekends and England's bank holidays; clocks for a child at risk do not use these
functions. Times of day are compared on the wall clock in London, so that 10:30 break is at
10:30 in March and in November alike.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
ONCE = Path(__file__).parents[1] / "data" / "bank_holidays.toml"
# A calendar that has no open day for so long is one that nobody filled in.
LONGEST_SEARCH = 730

DayTest = Callable[[date], bool]


class Part(StrEnum):
    """Parts of a school's day (EXP4, CHI1). Closed means that the school has no pupils that day."""

    BEFORE = "before"
    LESSON = "lesson"
    BREAK = "break"
    LUNCH = "lunch"
    AFTER = "after"
    CLOSED = "closed"


class NoOpenDay(LookupError):
    """No day is open within two years: the calendar is empty or ended."""


@dataclass(frozen=True)
class Period:
    """A break or lunch; `ends` is its first minute that isn't."""

    kind: Part
    starts: time
    ends: time


@dataclass(frozen=True)
class SchoolDay:
    """The times of one school day, local; `ends` is the first minute after the day."""

    starts: time
    ends: time
    periods: tuple[Period, ...] = ()


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a calendar year: the usual ones, and those that happen once (`data/`)."""
    return with_once(frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year)), _once(), year)


def with_once(usual: frozenset[date], once: Mapping[date, bool], year: int) -> frozenset[date]:
    """The usual days of a year with those that are off once, and without those that are not off once."""
    of_year = {day: off for day, off in once.items() if day.year == year}
    added = {day for day, off in of_year.items() if off}
    return (usual | added) - (of_year.keys() - added)


@cache
def _once() -> dict[date, bool]:
    """The days of the file, and whether they are off."""
    read = tomllib.loads(ONCE.read_text(encoding="utf-8"))
    return {row["on"]: row["off"] for row in read["day"]}


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays left out."""
    return not is_weekend(day) and day not in bank_holidays(day.year)


def next_open_day(day: date, is_open: DayTest = is_working_day) -> date:
    """The first open day after `day`. Raises `NoOpenDay`."""
    for step in range(1, LONGEST_SEARCH + 1):
        if is_open(day + timedelta(days=step)):
            return day + timedelta(days=step)
    raise NoOpenDay(f"No open day within {LONGEST_SEARCH} days.")


def add_working_days(start: date, days: int, is_open: DayTest = is_working_day) -> date:
    """The day that lies `days` (0 or more) open days after `start`; `start` itself is never counted.

    Give `is_open` a school calendar's `is_school_day` to count school days. Zero days from a closed day is that day.
    Raises `NoOpenDay`.
    """
    day = start
    for _ in range(days):
        day = next_open_day(day, is_open)
    return day


def add_working_hours(
    start: datetime,
    hours: float,
    is_open: DayTest = is_working_day,
    opens: time = time(9),
    closes: time = time(17),
) -> datetime:
    """The moment `hours` (0 or more) working hours after `start`, counted between `opens` and `closes` on open days.

    `start` is timezone-aware; the answer is in London time. Raises `NoOpenDay`.
    """
    local = on_wall_clock(start).replace(tzinfo=None)
    left = timedelta(hours=hours)
    day = local.date()
    while True:
        begin, end = datetime.combine(day, opens), datetime.combine(day, closes)
        begin = max(begin, local)
        if is_open(day) and begin <= end:
            if left <= end - begin:
                return (begin + left).replace(tzinfo=LONDON)
            left -= end - begin
        day = next_open_day(day, is_open)


def on_wall_clock(moment: datetime) -> datetime:
    """The moment as clocks in London show it. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A time without a timezone can't be placed in a school day.")
    return moment.astimezone(LONDON)


def part_of_day(moment: datetime, day: SchoolDay) -> Part:
    """Which part of a school day the moment is in; on days without pupils don't ask. Raises ValueError if naive."""
    clock = on_wall_clock(moment).time()
    if clock < day.starts:
        return Part.BEFORE
    if clock >= day.ends:
        return Part.AFTER
    for period in day.periods:
        if period.starts <= clock < period.ends:
            return period.kind
    return Part.LESSON


# When year groups differ and the question is about the whole school, lessons of some outweigh the break of others.
STRICTEST_FIRST = (Part.LESSON, Part.LUNCH, Part.BREAK, Part.BEFORE, Part.AFTER, Part.CLOSED)


def strictest(parts: Iterable[Part]) -> Part:
    """The part that allows least."""
    return min(parts, key=STRICTEST_FIRST.index)
