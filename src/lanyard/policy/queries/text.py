"""An edition as a document to read: on the page, in print, for anyone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lanyard.policy.models import Clause, Edition, Section
from lanyard.policy.print import PrintedClause, PrintedPolicy, PrintedSection


@dataclass(frozen=True)
class TextClause:
    """A clause as it is read. `lead` is set only where the words before it don't stand there already."""

    id: UUID
    number: str
    lead: str
    text: str
    depth: int


@dataclass(frozen=True)
class TextSection:
    """A section with its clauses in order."""

    number: int
    title: str
    clauses: tuple[TextClause, ...]


def text_of(edition: Edition) -> list[TextSection]:
    """The sections of an edition with their clauses. Two queries."""
    sections: dict[UUID, tuple[Section, list[TextClause]]] = {s.pk: (s, []) for s in edition.sections.all()}
    seen: dict[UUID, Clause] = {}
    depth: dict[UUID | None, int] = {None: -1}
    last_lead = ""
    for clause in edition.clauses.order_by("order"):
        seen[clause.pk] = clause
        depth[clause.pk] = depth.get(clause.parent_id, -1) + 1
        above = seen[clause.parent_id].text if clause.parent_id in seen else ""
        lead = "" if clause.lead in (above, last_lead) else clause.lead
        last_lead = clause.lead
        sections[clause.section_id][1].append(TextClause(clause.pk, clause.number, lead, clause.text, depth[clause.pk]))
    return [TextSection(s.number, s.title, tuple(clauses)) for s, clauses in sections.values() if clauses]


def printed(edition: Edition, place: str) -> PrintedPolicy:
    """An edition as it is printed for a place."""
    about = [str(edition)]
    if edition.in_force_from:
        about = [f"{edition}, in force from {_day(edition.in_force_from)}"]
    elif edition.state != "in_force":
        about = [f"{edition}: {edition.get_state_display().lower()}"]
    if edition.review_due:
        about.append(f"Next review due {_day(edition.review_due)}")
    return PrintedPolicy(
        title=edition.title,
        owner=edition.policy.get_owner_display(),
        place=place,
        footer=f"{place} · {edition}",
        about=tuple(about),
        sections=tuple(_printed_section(section) for section in text_of(edition)),
    )


def _printed_section(section: TextSection) -> PrintedSection:
    clauses = []
    for clause in section.clauses:
        if clause.lead:
            clauses.append(PrintedClause("", clause.lead, clause.depth))
        clauses.append(PrintedClause(clause.number, clause.text, clause.depth))
    return PrintedSection(f"{section.number} {section.title}", tuple(clauses))


def _day(day) -> str:
    return f"{day.day} {day:%B %Y}"
