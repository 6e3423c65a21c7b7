"""By when things have to be done on a concern. Pure: the calendar and the time are arguments.

Clocks for a child at risk run in minutes of the hours in which somebody answers at the school, and around the clock
where somebody is named for out of hours or somebody is in danger. Office clocks count working days. The regulator's
and the data-protection clocks are calendar time (sources: KCSIE part four; gov.uk, managing breaches; Data (Use and
Access) Act 2025).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lanyard.people.calendar import SchoolCalendar
from lanyard.people.rules.working_time import LONDON, add_working_days, is_working_day, next_open_day, on_wall_clock

# When somebody answers at a school; a day timetable that begins earlier or ends later makes it longer.
OPENS, CLOSES = time(8), time(16, 30)
# Who hears of a child at risk has so long to acknowledge it. With less than that left before the school closes, whoever
# is named for out of hours is told too: what comes on a Friday at 16:20 must not wait for Monday.
MINUTES_TO_ANSWER = 30
DayTest = Callable[[date], bool]
HoursOf = Callable[[date], tuple[time, time]]


@dataclass(frozen=True)
class Length:
    """How long a clock runs: so many of a unit (see `data/clocks.toml`)."""

    number: int
    unit: str


@dataclass(frozen=True)
class Act:
    """Something people do that clocks ask for: in words, as in "It stops when you …", and the kinds that it meets."""

    says: str
    meets: tuple[str, ...]


ACKNOWLEDGING = Act("acknowledge it here", ("acknowledge",))
WRITING = Act("write to the reporter", ("update", "complaint_acknowledge", "data_complaint"))
DECIDING = Act("decide the outcome and tell the reporter", ("complaint_answer", "complaint_review"))
TELLING_LADO = Act("record that the LADO was told", ("lado",))
JUDGING_BREACH = Act("decide whether to tell the regulator", ("regulator",))
ACTS = (ACKNOWLEDGING, WRITING, DECIDING, TELLING_LADO, JUDGING_BREACH)


def met_by(kind: str) -> Act:
    """The one act that meets clocks of this kind. Raises KeyError for a kind that is not known."""
    found = {one: act for act in ACTS for one in act.meets}
    return found[kind]


def usual_hours(day: date) -> tuple[time, time]:
    """From when to when somebody answers at a school of which nothing else is known."""
    return OPENS, CLOSES


def hours_on(calendar: SchoolCalendar) -> HoursOf:
    """From when to when somebody answers at the school: the usual hours, and the whole of its own day."""

    def hours(day: date) -> tuple[time, time]:
        days = calendar.days_for(day)
        return min([OPENS, *(one.starts for one in days)]), max([CLOSES, *(one.ends for one in days)])

    return hours


def ends_at(
    length: Length, start: datetime, is_school_day: DayTest = is_working_day, hours: HoursOf = usual_hours
) -> datetime:
    """When a clock that started at `start` (timezone-aware) runs out, in London time. Raises ValueError for a unit that
    is not known.

    Working days end with the working day: started on Monday, one working day runs to Tuesday 16:30. Minutes and hours
    are real ones, also in the night in which the clocks change.
    """
    local = on_wall_clock(start)
    if length.unit == "minutes":
        return _later(start, timedelta(minutes=length.number))
    if length.unit == "hours":
        return _later(start, timedelta(hours=length.number))
    if length.unit == "days":
        return datetime.combine(local.date() + timedelta(days=length.number), time(23, 59), LONDON)
    if length.unit == "working_days":
        return datetime.combine(add_working_days(local.date(), length.number), CLOSES, LONDON)
    if length.unit == "school_minutes":
        return _in_hours(local, timedelta(minutes=length.number), answers_on(is_school_day), hours)
    raise ValueError(f"“{length.unit}” is no unit of a clock.")


def answers_on(is_school_day: DayTest) -> DayTest:
    """The days on which a clock for a child at risk runs: school days, and every other working day.

    Half term, INSET days and the summer are no time in which a child waits, and a calendar that nobody filled in isn't
    either: then it goes up the ladder until somebody answers. The same days count wherever a clock begins, so that what
    came later is never due earlier.
    """
    return lambda day: is_school_day(day) or is_working_day(day)


def in_school_hours(moment: datetime, is_school_day: DayTest, hours: HoursOf = usual_hours) -> bool:
    """Whether somebody at the school will answer what comes at this moment: it is open, and for long enough."""
    local = on_wall_clock(moment)
    opens, closes = hours(local.date())
    still = (datetime.combine(local.date(), closes) - timedelta(minutes=MINUTES_TO_ANSWER)).time()
    return is_school_day(local.date()) and opens <= local.time() <= still


def _later(start: datetime, by: timedelta) -> datetime:
    return on_wall_clock(start.astimezone(UTC) + by)


def _in_hours(start: datetime, left: timedelta, is_open: DayTest, hours: HoursOf) -> datetime:
    local = start.replace(tzinfo=None)
    day = local.date()
    while True:
        opens, closes = (datetime.combine(day, at) for at in hours(day))
        begin = max(opens, local)
        if is_open(day) and begin <= closes:
            if left <= closes - begin:
                return (begin + left).replace(tzinfo=LONDON)
            left -= closes - begin
        day = next_open_day(day, is_open)


def acknowledge_key(*, quick: bool, danger: bool, at_school: bool, named: bool) -> str:
    """Which length holds for acknowledging (the keys of `data/clocks.toml`).

    `quick` says that a child is, or may be, at risk (`rules.answers.is_quick`), `at_school` that it came in school
    hours, `named` that somebody is named for out of hours and hears of it.
    """
    if danger:
        return "acknowledge_danger"
    if not quick:
        return "acknowledge"
    return "acknowledge_out_of_hours" if named and not at_school else "acknowledge_safeguarding"


def to_the_minute(moment: datetime) -> datetime:
    """The moment without its seconds: what is kept of when somebody wrote."""
    return moment.replace(second=0, microsecond=0)
