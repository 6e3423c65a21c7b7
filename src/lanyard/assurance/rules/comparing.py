"""Whether a policy is kept better or worse than it was, by what was known on each of the two days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lanyard.assurance.readings import Status


def a_month_before(day: date) -> date:
    """The same day of the month before, or its last day where it is shorter."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Change:
    """How clauses stand now and stood `then`. Both count by status; nothing is assumed of statuses left out."""

    then_on: date
    now: Mapping[Status, int]
    then: Mapping[Status, int]

    @property
    def more_kept(self) -> int:
        """How many more clauses are kept than then; fewer is less than nothing."""
        return _difference(self, Status.KEPT)

    @property
    def by(self) -> int:
        """The same number, for words that say which way."""
        return abs(self.more_kept)

    @property
    def kept_then(self) -> int:
        """How many were kept."""
        return self.then.get(Status.KEPT, 0)

    @property
    def not_kept_then(self) -> int:
        """How many were not kept."""
        return self.then.get(Status.NOT_KEPT, 0)

    @property
    def of_then(self) -> int:
        """How many clauses there were."""
        return sum(self.then.values())

    @property
    def verdict(self) -> str:
        """Better, Worse, The same, or Mixed: better is more kept and no more not kept, or fewer not kept and no fewer
        kept; worse is the reverse. What is neither and not the same is mixed."""
        kept, not_kept = self.more_kept, _difference(self, Status.NOT_KEPT)
        if kept >= 0 >= not_kept and (kept, not_kept) != (0, 0):
            return "Better"
        if kept <= 0 <= not_kept and (kept, not_kept) != (0, 0):
            return "Worse"
        return "Mixed" if (kept, not_kept) != (0, 0) else "The same"


def _difference(change: Change, status: Status) -> int:
    return change.now.get(status, 0) - change.then.get(status, 0)
