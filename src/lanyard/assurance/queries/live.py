"""The live policy of a school on a day: each clause of the edition in force with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import Evidence, LiveClause, LiveSection, Worded, controls_of, promises
from lanyard.assurance.queries.snapshots import Reader, evidence_of, latest_snapshots, snapshots_on
from lanyard.assurance.readings import Status
from lanyard.assurance.registry import Control, all_controls, attested, attested_control
from lanyard.people.models import School, User
from lanyard.policy.models import Clause, Edition
from lanyard.policy.queries import clauses_of, edition_in_force


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
        """The clauses that are counted: the points of a list count with the clause that introduces it."""
        return [c for s in self.sections for c in s.clauses]

    def find(self, pk: UUID) -> LiveClause | None:
        """One clause, or one point of a list, by its id."""
        return next((c for clause in self.clauses for c in (clause, *clause.parts) if c.id == pk), None)


def live_policy(school: School, day: date, user: User) -> LivePolicy:
    """The policy in force at the school on the day, each clause with that day's evidence, as this user may see it."""
    edition = edition_in_force(school, day)
    is_today = day == timezone.localdate()
    rows = {row.control: row for row in (latest_snapshots if is_today else snapshots_on)(day, [school.pk])}
    sections = _sections(edition, rows, Reader(user, school)) if edition else []
    return LivePolicy(school, edition, day, is_today, sections)


def _sections(edition: Edition, rows: dict[str, Snapshot], reader: Reader) -> list[LiveSection]:
    controls = all_controls()
    serving: dict[str, list[str]] = {}
    for entry in controls.values():
        for key in entry.clauses:
            serving.setdefault(key, []).append(entry.id)
    clauses = clauses_of(edition)
    counts_with = promises(Worded(c.pk, c.parent_id, c.text, c.lead) for c in clauses)
    about = about_of(clauses, counts_with)
    points: dict[Any, list[LiveClause]] = {}
    grouped: dict[Any, list[LiveClause]] = {}
    sections = {}
    # The points of a list come after their clause: read backwards, they are there when it is made.
    for clause in reversed(clauses):
        keys = controls_of(clause.confirmed_controls, clause.clause_ids, serving)
        evidence = tuple(
            evidence_of(control, rows.get(control.id), reader, about[clause.pk])
            for control in on_record([controls[key] for key in keys if key in controls], clause.clause_ids, rows)
        )
        root = counts_with[clause.pk]
        made = _live(clause, evidence, tuple(reversed(points.get(clause.pk, ()))), is_point=root != clause.pk)
        if root == clause.pk:
            sections[clause.section_id] = clause.section
            grouped.setdefault(clause.section_id, []).append(made)
        else:
            points.setdefault(root, []).append(made)
    return [
        LiveSection(str(s.number), s.title, tuple(reversed(grouped[pk])))
        for pk, s in sorted(sections.items(), key=lambda item: item[1].number)
    ]


def about_of(clauses: Iterable[Clause], counts_with: Mapping[Any, Any]) -> dict[Any, frozenset[str]]:
    """What each clause is about among several things; one that introduces a list is about all that its points name."""
    found: dict[Any, frozenset[str]] = {}
    for clause in clauses:
        found[clause.pk] = frozenset(clause.about)
    for clause in clauses:
        root = counts_with[clause.pk]
        if root != clause.pk:
            found[root] |= found[clause.pk]
    return found


def _live(
    clause: Clause, evidence: tuple[Evidence, ...], parts: tuple[LiveClause, ...], *, is_point: bool
) -> LiveClause:
    is_nested = is_point or clause.parent_id is not None
    return LiveClause(clause.pk, clause.number, clause.text, int(is_nested), tuple(clause.audience), evidence, parts)


def on_record(controls: list[Control], clause_ids: Iterable[str], rows: dict[str, Snapshot]) -> list[Control]:
    """The controls beside a clause; where none of them was read, the statement that was asked for before they were."""
    if any(control.id in rows for control in controls):
        return controls
    before = [c for key in clause_ids if (c := attested_control(key)).id in rows]
    return before or controls


def attested_evidence(school: School, day: date, user: User) -> list[Evidence]:
    """Every clause that nothing can measure, as it stands on the day: what nobody has stated first."""
    rows = {row.control: row for row in latest_snapshots(day, [school.pk])}
    reader = Reader(user, school)
    found = [evidence_of(c, rows.get(c.id), reader) for c in attested()]
    return sorted(found, key=lambda e: (e.status == Status.ATTESTED, e.control_id))
