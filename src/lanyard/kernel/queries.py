"""When jobs ran last."""

from __future__ import annotations

from lanyard.kernel.models import LastRun


def last_runs() -> dict[str, LastRun]:
    """The last run of every job that ever ran, by its name. One query."""
    return {row.job: row for row in LastRun.objects.all()}
