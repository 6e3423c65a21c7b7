"""Pure decisions of telling people: when an email is tried again, and when silence is passed on to the next role.

Times are timezone-aware; working days and hours are England's, counted by the register's clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from lanyard.people.rules.working_time import LONDON, add_working_days, add_working_hours, is_working_day, on_wall_clock

# When somebody in a school can be expected to look.
OPENS = time(8)
CLOSES = time(17)

# Waits after the first, second, … failed try; the last one repeats.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
# With the waits above, about three days of trying: longer than any weekend without a mail server.
MOST_TRIES = 22


@dataclass(frozen=True)
class WorkingTime:
    """A wait that only working time counts towards: whole working days, then hours between 08:00 and 17:00."""

    days: int = 0
    hours: int = 0


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` (1 or more) failed tries; None once it has been tried often enough."""
    if tries >= MOST_TRIES:
        return None
    return now + WAITS[min(tries, len(WAITS)) - 1]


def is_working_time(moment: datetime) -> bool:
    """Whether somebody can be expected to look at this moment."""
    local = on_wall_clock(moment)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def after_working_time(start: datetime, wait: WorkingTime) -> datetime:
    """The moment at which `wait` has passed since `start`. It always lies in working time (17:00 included)."""
    local = on_wall_clock(start)
    day = add_working_days(local.date(), wait.days)
    return add_working_hours(datetime.combine(day, local.time(), LONDON), wait.hours, is_working_day, OPENS, CLOSES)


def next_step_at(waits: Sequence[WorkingTime], taken: int, created: datetime) -> datetime | None:
    """When the next step of an escalation is due, counted from when the notice was made; None after the last."""
    return after_working_time(created, waits[taken]) if taken < len(waits) else None
