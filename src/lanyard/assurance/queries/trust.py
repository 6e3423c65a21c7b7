"""All schools of a trust side by side: by section, by clause, over the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import TROUBLE
from lanyard.assurance.queries.figures import Figures, status_about
from lanyard.assurance.queries.snapshots import latest_snapshots, snapshots_on
from lanyard.assurance.readings import Status, of_section, worst
from lanyard.assurance.registry import all_controls, by_item
from lanyard.people.models import School
from lanyard.policy.clause_ids import clause_ids


@dataclass(frozen=True)
class GridRow:
    """One row of the trust's table: a section (or clause ID) with a status for each school."""

    key: str
    title: str
    at: list[tuple[School, Status]]
    stands_out: str


@dataclass(frozen=True)
class SchoolRow:
    """One row of the same table turned: a school with a status for each section (or clause ID)."""

    school: School
    cells: list[tuple[GridRow, Status]]
    figures: Figures | None


def turned(schools: list[School], rows: list[GridRow], figures: Mapping[UUID, Figures]) -> list[SchoolRow]:
    """The table with a row for each school: what a trust of many schools can read."""
    return [
        SchoolRow(school, [(row, row.at[n][1]) for row in rows], figures.get(school.pk))
        for n, school in enumerate(schools)
    ]


def sections() -> dict[str, str]:
    """The sections of the catalogue of clause IDs: their letters and their titles, in its order."""
    return {entry.section: entry.section_title for entry in clause_ids().values()}


def trust_grid(schools: list[School], day: date, *, by: str, hide: bool, section: str = "") -> list[GridRow]:
    """Sections or clause IDs (of one section, if it is named) by schools on a day, from snapshots in one query.

    `by` is "section" or "clause". What stands out is the worst sentence of the row, with the school's name.
    """
    table = _statuses(schools, day)
    rows = []
    for key, title, members in _groups(by, section):
        cells, sentences = [], []
        for school in schools:
            found = [worst(table.statuses(school.pk, member)) for member in members]
            cells.append((school, of_section(found) if by == "section" else found[0]))
            sentences += table.sentences(school, members, hide)
        rows.append(GridRow(key, title, cells, _loudest(sentences)))
    return rows


class _Table:
    """Snapshot rows of a day, found by school and clause ID."""

    def __init__(self, rows: Iterable[Snapshot]) -> None:
        self._serving: dict[str, list[str]] = {}
        for control in all_controls().values():
            for key in () if control.by_item else control.clauses:
                self._serving.setdefault(key, []).append(control.id)
        self._rows = {(row.school_id, row.control): row for row in rows}

    def _found(self, school_id: UUID, clause_id: str) -> list[Snapshot]:
        found = [row for c in self._serving[clause_id] if (row := self._rows.get((school_id, c)))]
        beside = (row for c in by_item() if (row := self._rows.get((school_id, c))))
        return found + [row for row in beside if any(item["key"] == f"id:{clause_id}" for item in row.items)]

    def statuses(self, school_id: UUID, clause_id: str) -> list[Status]:
        """How it stands; a control that serves several clause IDs may say something else of each."""
        return [status_about(row, frozenset({f"id:{clause_id}"})) for row in self._found(school_id, clause_id)]

    def sentences(self, school: School, members: list[str], hide: bool) -> list[tuple[Status, str]]:
        return [
            (Status(row.status), f"{school.name}: {row.says_to(counts_only=hide)}")
            for member in members
            for row in self._found(school.pk, member)
            if row.status in TROUBLE
        ]


def _statuses(schools: list[School], day: date) -> _Table:
    read = latest_snapshots if day == timezone.localdate() else snapshots_on
    return _Table(read(day, [s.pk for s in schools]))


def _groups(by: str, section: str) -> list[tuple[str, str, list[str]]]:
    if by == "clause":
        return [(key, entry.asks, [key]) for key, entry in clause_ids().items() if section in ("", entry.section)]
    members: dict[str, list[str]] = {}
    for key, entry in clause_ids().items():
        members.setdefault(entry.section, []).append(key)
    return [(key, title, members[key]) for key, title in sections().items()]


def _loudest(sentences: list[tuple[Status, str]]) -> str:
    kept = [text for status, text in sentences if status == Status.NOT_KEPT] or [text for _, text in sentences]
    return kept[0] if kept else ""
