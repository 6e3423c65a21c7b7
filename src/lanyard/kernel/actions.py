"""When jobs ran: taken by one worker alone, and noted when they end. No audit event: nobody does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from lanyard.kernel.models import LastRun


def claim_run(job: str, now: datetime, is_due: Callable[[LastRun], bool]) -> bool:
    """Take the job for a run that begins now; False if it is not due, or if another worker was quicker."""
    last, made = LastRun.objects.get_or_create(job=job, defaults={"started": now})
    if made:
        return True
    if not is_due(last):
        return False
    mine = LastRun.objects.filter(job=job, started=last.started)
    return mine.update(started=now, finished=None, failed="") == 1


def end_run(job: str, at: datetime, failed: str) -> None:
    """Note that the run has ended; `failed` is the kind of error, empty if it went well."""
    LastRun.objects.filter(job=job).update(finished=at, failed=failed[:100])
