"""What is done by the clock: rooms put their jobs here, and one worker (`lanyard work`) runs those that are due.

    @schedule.daily("05:30")
    def take_snapshot() -> None: ...

    @schedule.every(minutes=15)
    def escalate() -> None: ...

A run that was missed because the machine was off is made up for once, late. A job that fails harms no other; it is
logged by its name and the kind of error alone, because an error's text may name somebody. One that failed, or was cut
off before its end, is tried again soon: a database that was locked at 05:30 must not cost a day.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic
from traceback import extract_tb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lanyard.kernel.models import LastRun

logger = logging.getLogger("lanyard.schedule")

# When a job that failed is tried again, and when one that never said it was done is taken for cut off.
AGAIN_AFTER, CUT_OFF_AFTER = timedelta(minutes=15), timedelta(hours=1)
# So long after the start of a process nothing is called late yet: the worker beside it may only just have begun.
GRACE_SECONDS = 120
_STARTED = monotonic()
LOOK_EVERY = 20


@dataclass(frozen=True)
class Job:
    """One job: its name, what it does, and at what local time of day or after how long it is due again."""

    name: str
    run: Callable[[], object]
    at: time | None = None
    interval: timedelta | None = None

    @property
    def turn(self) -> timedelta:
        """How long it is from one run to the next."""
        return self.interval or timedelta(days=1)

    def is_due(self, now: datetime, last: datetime | None, *, failed: bool = False, ended: bool = True) -> bool:
        """Whether the job should run at `now` (aware, local time), when it last started at `last`.

        `failed` says that it stopped with an error then, `ended` that it came to an end at all.
        """
        if last is None:
            return True
        if failed and now - last >= min(AGAIN_AFTER, self.turn):
            return True
        if not ended and now - last >= max(CUT_OFF_AFTER, self.turn if self.interval else CUT_OFF_AFTER):
            return True
        if self.interval is not None:
            return now - last >= self.interval
        return last < self._latest_moment(now)

    def is_late(self, now: datetime, last: datetime | None) -> bool:
        """Whether it has not started for more than twice as long as it should take to come round again."""
        return last is None or now - last > 2 * self.turn

    def _latest_moment(self, now: datetime) -> datetime:
        today = datetime.combine(now.date(), self.at, tzinfo=now.tzinfo)
        return today if today <= now else datetime.combine(now.date() - timedelta(days=1), self.at, tzinfo=now.tzinfo)


jobs: dict[str, Job] = {}


def daily(at: str) -> Callable[[Callable], Callable]:
    """Run the function once a day at this local time, such as "05:30"."""
    return _scheduled(at=time.fromisoformat(at))


def every(*, minutes: int) -> Callable[[Callable], Callable]:
    """Run the function again when this many minutes have passed since it last started."""
    return _scheduled(interval=timedelta(minutes=minutes))


def _scheduled(**when: time | timedelta) -> Callable[[Callable], Callable]:
    def keep(function: Callable) -> Callable:
        name = f"{function.__module__.removeprefix('lanyard.')}.{function.__name__}"
        jobs[name] = Job(name, function, **when)
        return function

    return keep


def run_due(now: datetime) -> list[str]:
    """Run every job that is due at `now` (aware); answers the names of those that this call ran."""
    from django.utils import timezone

    local = timezone.localtime(now)
    return [job.name for job in list(jobs.values()) if _claimed(job, local) and _run(job)]


def _claimed(job: Job, now: datetime) -> bool:
    """Take the job for this run; False if it is not due, or if another worker was quicker."""
    from lanyard.kernel.actions import claim_run

    def is_due(last: LastRun) -> bool:
        return job.is_due(now, last.started, failed=bool(last.failed), ended=last.finished is not None)

    return claim_run(job.name, now, is_due)


@dataclass(frozen=True)
class Row:
    """A job with what it does in words and when it ran last, for the page that shows all of them. `failed` is the kind
    of error."""

    name: str
    what: str
    started: datetime | None
    failed: str
    late: bool


def rows(now: datetime) -> list[Row]:
    """Every job, the late ones first. One query."""
    from lanyard.kernel.queries import last_runs

    known = last_runs()
    found = []
    for job in jobs.values():
        last = known.get(job.name)
        started = last.started if last else None
        failed = last.failed if last else ""
        found.append(Row(job.name, _in_words(job), started, failed, job.is_late(now, started)))
    return sorted(found, key=lambda row: (not row.late, not row.failed, row.name))


def _in_words(job: Job) -> str:
    """What the job says of itself, or its name where it says nothing."""
    return (job.run.__doc__ or job.name).strip().partition("\n")[0]


def up_for() -> float:
    """For how many seconds this process has been there."""
    return monotonic() - _STARTED


def behind(now: datetime) -> datetime | None:
    """Since when background work has not been done: the last time that a late job started; None when none is late.

    A job that never ran is late since this process began. One query.
    """
    from lanyard.kernel.queries import last_runs

    started = {name: row.started for name, row in last_runs().items()}
    if up_for() < GRACE_SECONDS:
        return None
    late = [job.name for job in jobs.values() if job.is_late(now, started.get(job.name))]
    return min((started.get(name) or now - timedelta(seconds=up_for()) for name in late), default=None)


class _Seen:
    """What was found last, and when: the first page asks at every look, and this need not be asked anew each time."""

    at: float = float("-inf")
    since: datetime | None = None


def lately_behind(now: datetime) -> datetime | None:
    """As `behind`, asked at most every `LOOK_EVERY` seconds by each process."""
    if up_for() >= GRACE_SECONDS and monotonic() - _Seen.at >= LOOK_EVERY:
        _Seen.since, _Seen.at = behind(now), monotonic()
    return _Seen.since


def _run(job: Job) -> bool:
    from django.utils import timezone

    from lanyard.kernel.actions import end_run

    failed = ""
    try:
        job.run()
    except Exception as problem:  # noqa: BLE001  (whatever is wrong with one job, the others go on)
        failed = type(problem).__name__
        logger.error("Scheduled job %s stopped with %s at %s", job.name, failed, where(problem))
    end_run(job.name, timezone.now(), failed)
    return True


def where(problem: Exception) -> str:
    """The file and line that the error came from: what the log may hold of it, beside its kind."""
    frame = extract_tb(problem.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
