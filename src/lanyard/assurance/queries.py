"""What pages of assurance show: the live policy of a school on a day, and all schools of a trust side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.assurance.models import Attestation, Snapshot
from lanyard.assurance.page import Evidence, LiveClause, LiveSection, controls_of
from lanyard.assurance.readings import Reading, Status, of_section, worst
from lanyard.assurance.registry import ATTESTED, Control, all_controls, attested
from lanyard.people.models import School, Trust, User
from lanyard.people.resolver import held_today
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.models import Clause, Edition
from lanyard.policy.queries import clauses_of, edition_in_force
from lanyard.ui import gate

NOT_READ = Reading(Status.NOT_MEASURED, "Not read on this day")


@dataclass(frozen=True)
class LivePolicy:
    """A school's policy on a day, clause by clause."""

    school: School
    edition: Edition | None
    day: date
    is_today: bool
    sections: list[LiveSection]

    @property
    def clauses(self) -> list[LiveClause]:
        return [c for s in self.sections for c in s.clauses]


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


def snapshots_on(day: date, schools: QuerySet[School] | Iterable[UUID]) -> QuerySet[Snapshot]:
    """The snapshot rows that hold the day."""
    return Snapshot.objects.filter(school__in=schools, first_day__lte=day, last_day__gte=day)


def live_policy(school: School, day: date, user: User) -> LivePolicy:
    """The policy in force at the school on the day, each clause with that day's evidence, as this user may see it."""
    edition = edition_in_force(school, day)
    hide = counts_only(user, school)
    rows = {row.control: row for row in snapshots_on(day, [school.pk])}
    sections = _sections(edition, rows, hide) if edition else []
    return LivePolicy(school, edition, day, day == timezone.localdate(), sections)


def _sections(edition: Edition, rows: dict[str, Snapshot], hide: bool) -> list[LiveSection]:
    controls = all_controls()
    serving: dict[str, list[str]] = {}
    for entry in controls.values():
        for key in entry.clauses:
            serving.setdefault(key, []).append(entry.id)
    grouped: dict[Any, list[LiveClause]] = {}
    sections = {}
    for clause in clauses_of(edition):
        sections[clause.section_id] = clause.section
        evidence = tuple(
            evidence_of(controls[key], rows.get(key), hide)
            for key in controls_of(clause.confirmed_controls, clause.clause_ids, serving)
            if key in controls
        )
        grouped.setdefault(clause.section_id, []).append(_live(clause, evidence))
    return [
        LiveSection(str(s.number), s.title, tuple(grouped[pk]))
        for pk, s in sorted(sections.items(), key=lambda item: item[1].number)
    ]


def _live(clause: Clause, evidence: tuple[Evidence, ...]) -> LiveClause:
    return LiveClause(
        clause.pk, clause.number, clause.text, int(clause.parent_id is not None), tuple(clause.audience), evidence
    )


def evidence_of(control: Control, row: Snapshot | None, hide: bool) -> Evidence:
    """A control with its snapshot of the day, as the reader may see it."""
    reading = row.reading() if row else NOT_READ
    return Evidence(
        control.id,
        control.checks,
        control.asks,
        control.owner,
        control.owner_label,
        control.kind,
        reading.shown(counts_only=hide),
        row.checked_at if row else None,
    )


def attested_evidence(school: School, day: date, user: User) -> list[Evidence]:
    """Every clause that nothing can measure, as it stands on the day: what nobody has stated first."""
    rows = {row.control: row for row in snapshots_on(day, [school.pk])}
    hide = counts_only(user, school)
    found = [evidence_of(c, rows.get(c.id), hide) for c in attested()]
    return sorted(found, key=lambda e: (e.status == Status.ATTESTED, e.control_id))


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


@dataclass(frozen=True)
class GridRow:
    """One row of the trust's table: a section (or clause ID) with a status for each school."""

    key: str
    title: str
    cells: list[Status]
    stands_out: str


def trust_grid(schools: list[School], day: date, *, by: str, hide: bool) -> list[GridRow]:
    """Sections or clause IDs by schools on a day, from snapshots in one query.

    `by` is "section" or "clause". What stands out is the worst sentence of the row, with the school's name.
    """
    table = _statuses(schools, day)
    rows = []
    for key, title, members in _groups(by):
        cells, sentences = [], []
        for school in schools:
            found = [worst(table.statuses(school.pk, member)) for member in members]
            cells.append(of_section(found) if by == "section" else found[0])
            sentences += table.sentences(school, members, hide)
        rows.append(GridRow(key, title, cells, _loudest(sentences)))
    return rows


class _Table:
    """Snapshot rows of a day, found by school and clause ID."""

    def __init__(self, rows: Iterable[Snapshot]) -> None:
        self._serving: dict[str, list[str]] = {}
        for control in all_controls().values():
            for key in control.clauses:
                self._serving.setdefault(key, []).append(control.id)
        self._rows = {(row.school_id, row.control): row for row in rows}

    def _found(self, school_id: UUID, clause_id: str) -> list[Snapshot]:
        return [row for c in self._serving[clause_id] if (row := self._rows.get((school_id, c)))]

    def statuses(self, school_id: UUID, clause_id: str) -> list[Status]:
        return [Status(row.status) for row in self._found(school_id, clause_id)]

    def sentences(self, school: School, members: list[str], hide: bool) -> list[tuple[Status, str]]:
        trouble = (Status.NOT_KEPT, Status.NEEDS_ATTENTION)
        return [
            (Status(row.status), f"{school.name}: {row.says_to(counts_only=hide)}")
            for member in members
            for row in self._found(school.pk, member)
            if row.status in trouble
        ]


def _statuses(schools: list[School], day: date) -> _Table:
    return _Table(snapshots_on(day, [s.pk for s in schools]).only(
        "school_id", "control", "status", "says", "done", "total", "counts"
    ))  # fmt: skip


def _groups(by: str) -> list[tuple[str, str, list[str]]]:
    if by == "clause":
        return [(key, f"{key} {entry.asks}", [key]) for key, entry in clause_ids().items()]
    sections: dict[str, tuple[str, list[str]]] = {}
    for key, entry in clause_ids().items():
        sections.setdefault(entry.section, (entry.section_title, []))[1].append(key)
    return [(key, title, members) for key, (title, members) in sections.items()]


def _loudest(sentences: list[tuple[Status, str]]) -> str:
    kept = [text for status, text in sentences if status == Status.NOT_KEPT] or [text for _, text in sentences]
    return kept[0] if kept else ""


def over_the_year(schools: list[School], days: list[date]) -> dict[UUID, list[tuple[date, int, int]]]:
    """For each school and day: how many controls were kept, of how many read. One query."""
    found: dict[UUID, list[tuple[date, int, int]]] = {s.pk: [] for s in schools}
    spans = list(
        Snapshot.objects.filter(
            school__in=[s.pk for s in schools], last_day__gte=min(days), first_day__lte=max(days)
        ).values_list("school_id", "first_day", "last_day", "status")
    )
    for day in days:
        kept = dict.fromkeys(found, 0)
        read = dict.fromkeys(found, 0)
        for school_id, first, last, status in spans:
            if first <= day <= last and status != Status.NOT_MEASURED:
                read[school_id] += 1
                kept[school_id] += status in (Status.KEPT, Status.ATTESTED)
        for school_id, series in found.items():
            series.append((day, kept[school_id], read[school_id]))
    return found


def waiting_for(user: User, schools: list[School], day: date) -> list[Snapshot]:
    """What is not kept or needs attention where the user holds the role that answers for it, today."""
    controls = all_controls()
    owned = {s.pk: roles_at(user, s) for s in schools}
    rows = snapshots_on(day, [s.pk for s in schools]).filter(status__in=[Status.NOT_KEPT, Status.NEEDS_ATTENTION])
    return [
        row
        for row in rows.select_related("school")
        if row.control in controls and controls[row.control].owner in owned[row.school_id]
    ]


def statement_due(user: User, schools: list[School], day: date) -> list[Snapshot]:
    """Attested controls that nobody has stated yet, or not for too long, where the user is the one to ask."""
    controls = {key: c for key, c in all_controls().items() if c.kind == ATTESTED}
    owned = {s.pk: roles_at(user, s) for s in schools}
    rows = snapshots_on(day, [s.pk for s in schools]).filter(status=Status.NOT_MEASURED, control__in=list(controls))
    return [row for row in rows.select_related("school") if controls[row.control].owner in owned[row.school_id]]
