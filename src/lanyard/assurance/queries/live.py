"""The live policy of a school on a day: each clause of the edition in force with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanyard.assurance.page import Evidence, LiveClause, LiveSection, Worded, controls_of, counts, promises
from lanyard.assurance.queries.snapshots import Reader, evidence_of, latest_snapshots, snapshots_on
from lanyard.assurance.readings import DOCUMENT, Status
from lanyard.assurance.registry import all_controls, attested, by_item, control_by_id
from lanyard.assurance.rules.causes import Cause, causes
from lanyard.people.models import School, User
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.items import suggested
from lanyard.policy.models import Clause, Edition
from lanyard.policy.queries import clauses_of, edition_in_force


@dataclass(frozen=True)
class LivePolicy:
    """A school's policy on a day, clause by clause. `plan` is what keeps the clauses that are counted, each with its
    parts."""

    school: School
    edition: Edition | None
    day: date
    is_today: bool
    sections: list[LiveSection]
    plan: list[list[Keeping]] = field(default_factory=list)

    @property
    def clauses(self) -> list[LiveClause]:
        """The clauses that are counted: the points of a list count with the clause that introduces it."""
        return [c for s in self.sections for c in s.clauses]

    @cached_property
    def causes(self) -> list[Cause]:
        """What lies behind the clauses that are not kept, the worst first."""
        return causes(self.clauses)

    @property
    def is_past(self) -> bool:
        return not self.is_today

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many clauses stand how, in the order of the bar."""
        return counts(self.sections)

    def find(self, pk: UUID) -> LiveClause | None:
        """One clause, or one point of a list, by its id."""
        return next((c for clause in self.clauses for c in (clause, *clause.parts) if c.id == pk), None)


def live_policy(school: School, day: date, user: User, *, for_governors: bool = False) -> LivePolicy:
    """The policy in force at the school on the day, each clause with that day's evidence, as this user may see it.

    `for_governors`: as governors may see it, whoever asks; for what is handed to them.
    """
    edition = edition_in_force(school, day)
    is_today = day == timezone.localdate()
    rows = {row.control: row for row in (latest_snapshots if is_today else snapshots_on)(day, [school.pk])}
    past = None if is_today else day
    if edition is None:
        return LivePolicy(school, None, day, is_today, [])
    clauses = clauses_of(edition)
    counts_with = promises(Worded(c.pk, c.parent_id, c.text, c.lead) for c in clauses)
    keeping = keeping_of(clauses, counts_with)
    reader = Reader(user, school, for_governors=for_governors)

    def evidence(kept_by: Keeping) -> tuple[Evidence, ...]:
        chosen = kept_by.chosen(rows)
        return tuple(evidence_of(control_by_id(key), rows.get(key), reader, kept_by.wanted, past) for key in chosen)

    sections = _sections(clauses, counts_with, keeping, evidence)
    return LivePolicy(school, edition, day, is_today, sections, plan_of(counts_with, keeping))


def plan_of(counts_with: Mapping[Any, Any], keeping: Mapping[Any, Keeping]) -> list[list[Keeping]]:
    """The clauses that count, each as what keeps it and its points."""
    grouped: dict[Any, list[Keeping]] = {}
    for clause, root in counts_with.items():
        grouped.setdefault(root, []).append(keeping[clause])
    return list(grouped.values())


def _sections(
    clauses: list[Clause],
    counts_with: Mapping[Any, Any],
    keeping: Mapping[Any, Keeping],
    evidence: Callable[[Keeping], tuple[Evidence, ...]],
) -> list[LiveSection]:
    points: dict[Any, list[LiveClause]] = {}
    grouped: dict[Any, list[LiveClause]] = {}
    sections = {}
    # The points of a list come after their clause: read backwards, they are there when it is made.
    for clause in reversed(clauses):
        root, kept_by = counts_with[clause.pk], keeping[clause.pk]
        made = LiveClause(
            clause.pk,
            clause.number,
            clause.text,
            int(root != clause.pk or clause.parent_id is not None),
            tuple(clause.audience),
            evidence(kept_by),
            tuple(reversed(points.get(clause.pk, ()))),
            kept_by.wanted,
            _topics(clause, points.get(clause.pk, ())),
        )
        if root == clause.pk:
            sections[clause.section_id] = clause.section
            grouped.setdefault(clause.section_id, []).append(made)
        else:
            points.setdefault(root, []).append(made)
    return [
        LiveSection(str(s.number), s.title, tuple(reversed(grouped[pk])))
        for pk, s in sorted(sections.items(), key=lambda item: item[1].number)
    ]


def _topics(clause: Clause, parts: Iterable[LiveClause]) -> frozenset[str]:
    known = clause_ids()
    own = {key for key in clause.clause_ids if key in known}
    return frozenset(own | {known[key].section for key in own}).union(*(part.topics for part in parts))


def about_of(clauses: Iterable[Clause], counts_with: Mapping[Any, Any]) -> dict[Any, frozenset[str]]:
    """What each clause is about among several things; one that introduces a list is about all that its points name."""
    found: dict[Any, frozenset[str]] = {}
    ids = {clause.pk: clause.clause_ids for clause in clauses}
    for clause in clauses:
        named = clause.about
        if named is None:
            named = suggested(clause.text, [*clause.clause_ids, *ids.get(counts_with[clause.pk], ())])
        found[clause.pk] = frozenset(named)
    for clause in clauses:
        root = counts_with[clause.pk]
        if root != clause.pk:
            found[root] |= found[clause.pk]
    return found


@dataclass(frozen=True)
class Keeping:
    """What keeps a clause, as far as its edition says: the ids of its controls, and of the statements asked for before
    anything measured it; what it is about; and the same with its clause IDs, of which a control may tell apart.

    `by_item` are the controls that stand beside it only where they have an item for it.
    """

    controls: list[str]
    before: list[str]
    about: frozenset[str]
    wanted: frozenset[str]
    by_item: tuple[str, ...]

    def chosen(self, rows: Mapping[str, Any]) -> list[str]:
        """The ids of the controls that stand beside it, with what was read: where none of them was, the statement that
        was asked for before; where it is about some things alone, those that say something of them."""
        found = self.controls
        if not any(key in rows for key in found):
            found = [key for key in self.before if key in rows] or found
        beside = [key for key in self.by_item if key in rows and _has_item(rows[key], self.wanted)]
        if not self.about:
            return found + beside
        apart = [key for key in found if key in rows and _has_item(rows[key], self.about)]
        return (apart or [key for key in found if key not in rows or not _tells_apart(rows[key])] or found) + beside


def _has_item(row: Any, keys: Collection[str]) -> bool:
    return any(item["key"] in keys for item in row.items)


def _tells_apart(row: Any) -> bool:
    return any(not item["key"].startswith(DOCUMENT) for item in row.items)


def keeping_of(clauses: list[Clause], counts_with: Mapping[Any, Any]) -> dict[Any, Keeping]:
    """What keeps each clause. A point of a list that nothing was said of is kept by what keeps its clause."""
    known = all_controls()
    serving: dict[str, list[str]] = {}
    for entry in known.values():
        for key in () if entry.by_item else entry.clauses:
            serving.setdefault(key, []).append(entry.id)
    beside = tuple(by_item())
    about, by_id = about_of(clauses, counts_with), {c.pk: c for c in clauses}
    found = {}
    for clause in clauses:
        of, root = clause, by_id[counts_with[clause.pk]]
        controls = controls_of(clause.confirmed_controls, clause.clause_ids, serving)
        if not controls:
            of, controls = root, controls_of(root.confirmed_controls, root.clause_ids, serving)
        wanted = about[clause.pk] | {f"id:{key}" for key in clause.clause_ids or root.clause_ids}
        before = [f"attest.{key.lower()}" for key in of.clause_ids]
        found[clause.pk] = Keeping([key for key in controls if key in known], before, about[clause.pk], wanted, beside)
    return found


def attested_evidence(school: School, day: date, user: User) -> list[Evidence]:
    """Every clause that nothing can measure, as it stands on the day: what nobody has stated first."""
    rows = {row.control: row for row in latest_snapshots(day, [school.pk])}
    reader = Reader(user, school)
    found = [evidence_of(c, rows.get(c.id), reader) for c in attested()]
    return sorted(found, key=lambda e: (e.status == Status.ATTESTED, e.control_id))
