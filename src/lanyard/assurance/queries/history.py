"""How the evidence of a clause went over a year, control by control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import LiveClause
from lanyard.assurance.queries.snapshots import history_of
from lanyard.assurance.rules.history import Change, Stretch, changes, stretches
from lanyard.people.models import School

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class History:
    """One control over the days from `since` to `until`: its stretches, oldest first, and its changes, newest first."""

    control_id: str
    checks: str
    since: date
    until: date
    stretches: list[Stretch]
    changes: list[Change]

    @property
    def never_changed(self) -> bool:
        """Whether it had one status on all days that were read."""
        return len(self.changes) == 1


def histories(school: School, clause: LiveClause, until: date, *, hide: bool) -> list[History]:
    """The year before a day for each control beside a clause; those that were never read are left out. One query.

    With `hide`, small counts of people in the evidence are hidden as on the page of the day.
    """
    since = until - YEAR
    checks = {one.control_id: one.checks for one in clause.everything}
    rows: dict[str, list[Stretch]] = {}
    for row in history_of(school, checks, since, until):
        rows.setdefault(row.control, []).append(_stretch(row, clause, hide))
    return [_history(key, checks[key], since, until, rows[key]) for key in checks if key in rows]


def _stretch(row: Snapshot, clause: LiveClause, hide: bool) -> Stretch:
    shown = row.reading().about(clause.about).shown(counts_only=hide)
    return Stretch(row.first_day, row.last_day, str(shown.status), shown.says)


def _history(key: str, checks: str, since: date, until: date, read: list[Stretch]) -> History:
    found = stretches(read, since, until)
    return History(key, checks, since, until, found, changes(found))
