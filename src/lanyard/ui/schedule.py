"""What is done by the clock: rooms put their jobs here, and one worker (`lanyard work`) runs those that are due.

    @schedule.daily("05:30")
    def take_snapshot() -> None: ...

    @schedule.every(minutes=15)
    def escalate() -> None: ...

A run that was missed because the machine was off is made up for once, late. A job that fails harms no other; it is
logged by its name and the kind of error alone, because an error's text may name somebody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from traceback import extract_tb

logger = logging.getLogger("lanyard.schedule")


@dataclass(frozen=True)
class Job:
    """One job: its name, what it does, and at what local time of day or after how long it is due again."""

    name: str
    run: Callable[[], object]
    at: time | None = None
    interval: timedelta | None = None

    def is_due(self, now: datetime, last: datetime | None) -> bool:
        """Whether the job should run at `now` (aware, local time), when it last started at `last`."""
        if last is None:
            return True
        if self.interval is not None:
            return now - last >= self.interval
        return last < self._latest_moment(now)

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
    from lanyard.ui.models import LastRun

    last, made = LastRun.objects.get_or_create(job=job.name, defaults={"started": now})
    if made:
        return True
    if not job.is_due(now, last.started):
        return False
    mine = LastRun.objects.filter(job=job.name, started=last.started)
    return mine.update(started=now, finished=None, failed="") == 1


def _run(job: Job) -> bool:
    from django.utils import timezone

    from lanyard.ui.models import LastRun

    failed = ""
    try:
        job.run()
    except Exception as problem:  # noqa: BLE001  (whatever is wrong with one job, the others go on)
        failed = type(problem).__name__
        logger.error("Scheduled job %s stopped with %s at %s", job.name, failed, _where(problem))
    LastRun.objects.filter(job=job.name).update(finished=timezone.now(), failed=failed[:100])
    return True


def _where(problem: Exception) -> str:
    """The file and line that the error came from."""
    frame = extract_tb(problem.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
