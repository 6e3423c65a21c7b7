"""Snapshots as one reader may see them: what was read, when, and which of its links lead somewhere for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.assurance.models import Attestation, Snapshot
from lanyard.assurance.page import Evidence
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import ATTESTED, Control
from lanyard.kernel import gate
from lanyard.people.models import School, Trust, User
from lanyard.people.resolver import held_today

NOT_READ = Reading(Status.NOT_MEASURED, "Not read on this day")


def counts_only(user: User, school: School | Trust) -> bool:
    """Whether this reader sees counts with small numbers hidden: governors, trustees, inspectors and other staff."""
    return not gate.may(user, "assurance:read-exact", school)


def roles_at(user: User, school: School) -> frozenset[str]:
    """The roles the user holds at the school, or at its trust, today."""
    return frozenset(
        h.role
        for h in held_today(user)
        if h.school_id == school.pk or (not h.school_id and h.trust_id == school.trust_id)
    )


class Reader:
    """Who looks at a school's evidence: what they may see of a reading, and which of its links they may follow."""

    def __init__(self, user: User, school: School, *, for_governors: bool = False) -> None:
        self._hide = for_governors or counts_only(user, school)
        self._roles = roles_at(user, school)
        self._opens = cache(lambda url: gate.opens(user, url, school))

    def sees(self, reading: Reading, control: Control) -> Reading:
        """The reading as it is shown to this person; only those who are asked for a statement are led to its form."""
        if control.kind == ATTESTED and control.owner not in self._roles:
            return reading.shown(counts_only=self._hide, opens=lambda url: False)
        return reading.shown(counts_only=self._hide, opens=self._opens)


def snapshots_on(day: date, schools: QuerySet[School] | Iterable[UUID]) -> QuerySet[Snapshot]:
    """The snapshot rows that hold the day."""
    return Snapshot.objects.filter(school__in=schools, first_day__lte=day, last_day__gte=day)


def latest_snapshots(day: date, schools: Iterable[UUID]) -> list[Snapshot]:
    """What was read on the day or, until the night's reading is done, on the day before; the newest of each control."""
    rows = Snapshot.objects.filter(
        school__in=schools, first_day__lte=day, last_day__gte=day - timedelta(days=1)
    ).order_by("first_day")
    return list({(row.school_id, row.control): row for row in rows}.values())


def evidence_of(
    control: Control,
    row: Snapshot | None,
    reader: Reader,
    about: Collection[str] = frozenset(),
    day: date | None = None,
) -> Evidence:
    """A control with its snapshot of the day, as the reader may see it; of the items that a clause is about, if any.

    `day` is a past day that is asked about.
    """
    reading = row.reading().about(about) if row else NOT_READ
    return Evidence(
        control.id,
        control.checks,
        control.asks,
        control.owner,
        control.owner_label,
        control.kind,
        reader.sees(reading, control),
        row.checked_at if row else None,
        # A row of many days was read on each of them: its clock time is that of the last time alone.
        day if row and day and timezone.localdate(row.checked_at) != day else None,
    )


def history_of(school: School, controls: Iterable[str], since: date, until: date) -> list[Snapshot]:
    """The snapshot rows of some controls that touch the days asked for, oldest first."""
    return list(
        Snapshot.objects.filter(
            school=school, control__in=list(controls), last_day__gte=since, first_day__lte=until
        ).order_by("control", "first_day")
    )


def statements(school: School, control_id: str) -> QuerySet[Attestation]:
    """What has been stated about a clause at a school, newest first."""
    return Attestation.objects.filter(school=school, control=control_id).select_related("by")


def first_day_read(school: School) -> date | None:
    """The first day that has a snapshot at the school."""
    return Snapshot.objects.filter(school=school).order_by("first_day").values_list("first_day", flat=True).first()
