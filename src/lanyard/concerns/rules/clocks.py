"""By when things have to be done on a concern. Pure: the calendar and the time are arguments.

Clocks for a child at risk run in minutes of school hours, and around the clock where somebody is named for out of
hours or somebody is in danger. Office clocks count working days. The regulator's and the data-protection clocks are
calendar time (domain facts, sections 3, 6 and 9).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lanyard.people.working_time import LONDON, add_working_days, add_working_hours, is_working_day, on_wall_clock

# When somebody answers at a school, unless its calendar says otherwise.
OPENS, CLOSES = time(8), time(16, 30)
DayTest = Callable[[date], bool]


@dataclass(frozen=True)
class Length:
    """How long a clock runs: so many of a unit (see `data/clocks.toml`)."""

    number: int
    unit: str


def ends_at(length: Length, start: datetime, is_school_day: DayTest = is_working_day) -> datetime:
    """When a clock that started at `start` (timezone-aware) runs out, in London time. Raises ValueError for a unit that
    is not known.

    Working days end with the working day: started on Monday, one working day runs to Tuesday 16:30.
    """
    local = on_wall_clock(start)
    if length.unit == "minutes":
        return local + timedelta(minutes=length.number)
    if length.unit == "hours":
        return on_wall_clock(start + timedelta(hours=length.number))
    if length.unit == "days":
        return datetime.combine(local.date() + timedelta(days=length.number), time(23, 59), LONDON)
    if length.unit == "working_days":
        return datetime.combine(add_working_days(local.date(), length.number), CLOSES, LONDON)
    if length.unit == "school_minutes":
        return add_working_hours(local, length.number / 60, usable(is_school_day, local.date()), OPENS, CLOSES)
    raise ValueError(f"«{length.unit}» is no unit of a clock.")


def usable(is_school_day: DayTest, on: date) -> DayTest:
    """The school's own days in term; working days in holidays, and where no calendar was filled in: a child at risk in
    August is not answered in September."""
    soon = any(is_school_day(on + timedelta(days=ahead)) for ahead in range(4))
    return is_school_day if soon else is_working_day


def in_school_hours(moment: datetime, is_school_day: DayTest) -> bool:
    """Whether somebody answers at the school at this moment."""
    local = on_wall_clock(moment)
    return is_school_day(local.date()) and OPENS <= local.time() < CLOSES


def acknowledge_key(*, safeguarding: bool, danger: bool, at_school: bool, named: bool) -> str:
    """Which length holds for acknowledging (the keys of `data/clocks.toml`).

    `at_school` says that it came in school hours, `named` that somebody is named for out of hours.
    """
    if danger:
        return "acknowledge_danger"
    if not safeguarding:
        return "acknowledge"
    return "acknowledge_out_of_hours" if named and not at_school else "acknowledge_safeguarding"


@dataclass(frozen=True)
class Running:
    """A clock as a list shows it."""

    kind: str
    due_at: datetime

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at < now


def to_the_minute(moment: datetime) -> datetime:
    """The moment without its seconds: what is kept of when somebody wrote."""
    return moment.replace(second=0, microsecond=0)
