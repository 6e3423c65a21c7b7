"""What waits for somebody in the policy: what is not kept where their role answers for it, and missing statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lanyard.assurance.models import Snapshot
from lanyard.assurance.queries.snapshots import Reader, latest_snapshots, roles_at
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import ATTESTED, Control, all_controls
from lanyard.people.models import School, User

_WRONG = {Status.NOT_KEPT: 0, Status.NEEDS_ATTENTION: 1, Status.NOT_MEASURED: 2}


@dataclass(frozen=True)
class Gap:
    """A control that is not kept, needs attention, or lacks a statement, with what was read as the user may see it."""

    school: School
    control: Control
    row: Snapshot
    reading: Reading

    @property
    def wants_statement(self) -> bool:
        """Whether it is a statement that is missing."""
        return self.row.status == Status.NOT_MEASURED

    @property
    def is_stated(self) -> bool:
        """Whether nothing can measure it: somebody states how it stands."""
        return self.control.kind == ATTESTED

    @property
    def causes(self) -> dict[str, str]:
        """What lies behind it, by the key of each cause, in words."""
        keyed = {one.cause or self.control.id: one.missing or one.says for one in self.reading.attention}
        return keyed or {self.control.id: self.reading.says}


@dataclass(frozen=True)
class Checks:
    """How many checks are kept of those that have something to check, and the gaps that wait for somebody."""

    kept: int
    of: int
    gaps: list[Gap]


def checks_at(user: User, schools: list[School], day: date) -> Checks:
    """The latest readings of a few schools, with the user's own gaps, the worst first. One query."""
    rows = latest_snapshots(day, [school.pk for school in schools])
    counted = [row for row in rows if row.status != Status.NOT_IN_USE]
    kept = sum(row.status == Status.KEPT for row in counted)
    return Checks(kept, len(counted), list(_own(user, schools, rows)))


def _own(user: User, schools: list[School], rows: Iterable[Snapshot]) -> Iterator[Gap]:
    controls = all_controls()
    by_id = {school.pk: school for school in schools}
    readers = {school.pk: Reader(user, school) for school in schools}
    owned = {school.pk: roles_at(user, school) for school in schools}
    wrong = [row for row in rows if row.status in _WRONG]
    for row in sorted(wrong, key=lambda row: (_WRONG[Status(row.status)], row.control)):
        control = controls.get(row.control)
        measured = row.status != Status.NOT_MEASURED
        if control and control.owner in owned[row.school_id] and (measured or control.kind == ATTESTED):
            yield Gap(by_id[row.school_id], control, row, readers[row.school_id].sees(row.reading(), control))


@dataclass(frozen=True)
class ManySchools:
    """Of many schools: where something is not kept, where the user's role answers for it, and since when."""

    not_kept: set[UUID]
    own: set[UUID]
    since: date | None


def gaps_at_many(user: User, schools: list[School], day: date) -> ManySchools:
    """The same of many schools, without the words. One query, that opens no text."""
    owned = {school.pk: roles_at(user, school) for school in schools}
    read = Snapshot.objects.filter(school__in=owned, first_day__lte=day, last_day__gte=day - timedelta(days=1))
    rows = read.order_by("first_day").values_list("school", "control", "status", "first_day")
    latest = {(school, control): (status, first) for school, control, status, first in rows}
    controls = all_controls()
    wrong = {key: first for key, (status, first) in latest.items() if status == Status.NOT_KEPT}
    own = {
        school: first
        for (school, control), first in wrong.items()
        if control in controls and controls[control].owner in owned[school]
    }
    return ManySchools({school for school, _ in wrong}, set(own), min(own.values(), default=None))
