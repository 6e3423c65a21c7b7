"""The live policy of a school on a day: each clause of the edition in force with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lanyard.assurance.models import Snapshot
from lanyard.assurance.page import Evidence, LiveClause, LiveSection, controls_of
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
        return [c for s in self.sections for c in s.clauses]


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
    grouped: dict[Any, list[LiveClause]] = {}
    sections = {}
    for clause in clauses_of(edition):
        sections[clause.section_id] = clause.section
        keys = controls_of(clause.confirmed_controls, clause.clause_ids, serving)
        evidence = tuple(
            evidence_of(control, rows.get(control.id), reader)
            for control in on_record([controls[key] for key in keys if key in controls], clause.clause_ids, rows)
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
