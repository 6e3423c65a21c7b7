"""All schools of a trust side by side: by section, by clause, over the year; the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import TROUBLE
from lanyard.assurance.queries.figures import Figures, Read, figures, read_on, spans, status_about
from lanyard.assurance.readings import Status, of_section, worst
from lanyard.assurance.registry import all_controls, by_item
from lanyard.assurance.rules.standing_out import Trouble, size_of, stands_out, worst_first
from lanyard.people.models import School, Trust
from lanyard.policy.clause_ids import clause_ids


@dataclass(frozen=True)
class Group:
    """A section of the catalogue, or one clause ID: its key, its title, and its clause IDs."""

    key: str
    title: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class GridRow:
    """One row of the trust's table: a section (or clause ID) with a status for each school."""

    group: Group
    at: list[tuple[School, Status]]
    stands_out: str


@dataclass(frozen=True)
class SchoolRow:
    """One row of the same table turned: a school with a status for each section (or clause ID)."""

    school: School
    cells: list[tuple[Group, Status]]
    figures: Figures | None
    stands_out: str


@dataclass(frozen=True)
class Board:
    """What was read of schools on a day: their statuses and figures, without words."""

    schools: list[School]
    day: date
    figures: Mapping[UUID, Figures]
    rows: Mapping[UUID, Mapping[str, Read]]
    _serving: Mapping[str, list[str]] = field(default_factory=dict)
    _by_item: tuple[str, ...] = ()

    def status(self, school: School, group: Group) -> Status:
        """The word for a group of clause IDs at a school."""
        found = [worst(self._statuses(school.pk, member)) for member in group.members]
        return of_section(found) if len(found) > 1 else found[0]

    def _statuses(self, school: UUID, clause_id: str) -> list[Status]:
        """How it stands; a control that serves several clause IDs may say something else of each."""
        key, rows = f"id:{clause_id}", self.rows.get(school, {})
        found = [row for c in self._serving[clause_id] if (row := rows.get(c))]
        beside = (row for c in self._by_item if (row := rows.get(c)))
        found += [row for row in beside if any(item["key"] == key for item in row.items)]
        return [status_about(row, frozenset({key})) if row.items else Status(row.status) for row in found]

    def troubled(self, school: School, group: Group) -> list[str]:
        """The controls that are in trouble there."""
        rows = self.rows.get(school.pk, {})
        beside = [c for c in self._by_item if c in rows]
        keys = {f"id:{member}" for member in group.members}
        found = [c for member in group.members for c in self._serving[member] if c in rows]
        found += [c for c in beside if any(item["key"] in keys for item in rows[c].items)]
        return [c for c in dict.fromkeys(found) if rows[c].status in TROUBLE]


def board(schools: Iterable[School], day: date) -> Board:
    """What was read of schools on a day, the worst school first. Four queries."""
    found = list(schools)
    rows = spans(found, day, day) if found else {}
    counted = figures(found, [day], rows)[day] if found else {}
    serving: dict[str, list[str]] = {}
    for control in all_controls().values():
        for key in () if control.by_item else control.clauses:
            serving.setdefault(key, []).append(control.id)

    def rank(school: School) -> tuple:
        at = counted.get(school.pk)
        return worst_first(dict(at.counts) if at else None, school.name)

    read = {school: read_on(those, day) for school, those in rows.items()}
    return Board(sorted(found, key=rank), day, counted, read, serving, tuple(by_item()))


def schools_named(trust: Trust, words: str) -> list[School]:
    """The schools of a trust by name: all of them, or those whose names hold the words."""
    return list(trust.schools.filter(name__icontains=words).order_by("name"))


def groups(by: str, section: str = "") -> list[Group]:
    """What the table compares: sections, or clause IDs (of one section, if it is named). `by` is "section" or
    "clause"."""
    if by == "clause":
        return [Group(key, entry.asks, (key,)) for key, entry in clause_ids().items() if section in ("", entry.section)]
    members: dict[str, list[str]] = {}
    for key, entry in clause_ids().items():
        members.setdefault(entry.section, []).append(key)
    return [Group(key, title, tuple(members[key])) for key, title in sections().items()]


def sections() -> dict[str, str]:
    """The sections of the catalogue of clause IDs: their letters and their titles, in its order."""
    return {entry.section: entry.section_title for entry in clause_ids().values()}


def topic_name(topic: str) -> str:
    """What a topic is about: the title of a section of the catalogue, or what a clause ID asks for; nothing for
    others."""
    entry = clause_ids().get(topic)
    return entry.asks if entry else sections().get(topic, "")


def rows_across(of: Board, schools: list[School], compared: list[Group], *, hide: bool) -> list[GridRow]:
    """A row for each section or clause ID, with the worst of all schools, the school's name before it. One query."""
    words = _words(schools, of.day)
    found = []
    for group in compared:
        at = [(school, of.status(school, group)) for school in schools]
        trouble = (
            one
            for school in schools
            for one in _trouble(of, school, group, words, hide=hide, before=f"{school.name}: ")
        )
        found.append(GridRow(group, at, _says(trouble)))
    return found


def rows_down(of: Board, schools: list[School], compared: list[Group], *, hide: bool) -> list[SchoolRow]:
    """A row for each school, which a trust of many schools can read, with the worst of all groups. One query."""
    words = _words(schools, of.day)
    return [
        SchoolRow(
            school,
            [(group, of.status(school, group)) for group in compared],
            of.figures.get(school.pk),
            _says(one for group in compared for one in _trouble(of, school, group, words, hide=hide)),
        )
        for school in schools
    ]


def _words(schools: list[School], day: date) -> dict[tuple[UUID, str], Snapshot]:
    """The snapshots in trouble with all that they say."""
    rows = Snapshot.objects.filter(
        school__in=[s.pk for s in schools],
        first_day__lte=day,
        last_day__gte=day - timedelta(days=1),
        status__in=TROUBLE,
    )
    return {(row.school_id, row.control): row for row in rows.order_by("first_day").defer("items")}


def _trouble(
    of: Board, school: School, group: Group, words: Mapping[tuple[UUID, str], Snapshot], *, hide: bool, before: str = ""
) -> Iterable[Trouble]:
    for control in of.troubled(school, group):
        if row := words.get((school.pk, control)):
            reading = row.reading_of_all()
            says = before + reading.shown(counts_only=hide).says
            yield Trouble(Status(row.status), size_of(reading, counts_only=hide), reading.total or 0, says)


def _says(trouble: Iterable[Trouble]) -> str:
    worst_of = stands_out(trouble)
    return worst_of.says if worst_of else ""
