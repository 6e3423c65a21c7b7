"""What waits for somebody: clauses in trouble that they answer for, and statements they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lanyard.assurance.models import Snapshot
from lanyard.assurance.queries.snapshots import latest_snapshots, roles_at
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Control, all_controls
from lanyard.people.models import School, User


def answered_for(user: User, schools: list[School], day: date) -> Iterator[tuple[School, Control, Snapshot]]:
    """The latest readings that are not kept, need attention, or lack a statement, where the user's role answers for it.

    One query, the worst first.
    """
    controls = all_controls()
    by_id = {school.pk: school for school in schools}
    owned = {school.pk: roles_at(user, school) for school in schools}
    wrong = {Status.NOT_KEPT: 0, Status.NEEDS_ATTENTION: 1, Status.NOT_MEASURED: 2}
    rows = [row for row in latest_snapshots(day, list(by_id)) if row.status in wrong]
    for row in sorted(rows, key=lambda row: (wrong[Status(row.status)], row.control)):
        control = controls.get(row.control)
        if control and control.owner in owned[row.school_id]:
            yield by_id[row.school_id], control, row
