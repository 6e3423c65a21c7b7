"""What the register holds, as the comparison sees it, and what the comparison makes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lanyard.people.roster.model import Problem


class PersonState(NamedTuple):
    """A row of the register's people."""

    pk: UUID
    source_id: str
    given_name: str
    family_name: str
    preferred_name: str
    date_of_birth: date | None
    email: str
    upn: str
    left_on: date | None

    @property
    def full_name(self) -> str:
        return f"{self.preferred_name or self.given_name} {self.family_name}"


class PlaceState(NamedTuple):
    """A membership that lasts today or begins later."""

    pk: UUID
    person: UUID
    school: str
    kind: str
    year_group: str
    class_name: str
    job_title: str
    line_manager: UUID | None
    start: date
    end: date | None


class LinkState(NamedTuple):
    """A family link that has no end."""

    pk: UUID
    child: UUID
    adult: UUID
    relationship: str
    parental_responsibility: bool
    must_not_be_contacted: bool
    start: date


@dataclass
class Existing:
    """The register of one trust. `prohibited` are (child, adult) of ended links that said «must not be contacted».

    `guarded` are people whose access could harm others: no file changes at once the address that opens it.
    """

    people: dict[UUID, PersonState]
    places: list[PlaceState]
    links: list[LinkState]
    prohibited: frozenset[tuple[UUID, UUID]] = frozenset()
    guarded: frozenset[UUID] = frozenset()


class Detail(NamedTuple):
    """One thing that changes: what it is, how it was and how it will be (empty where there is nothing)."""

    label: str
    before: str
    after: str


class Line(NamedTuple):
    """One person in the preview. `section` is added, changed or left."""

    section: str
    name: str
    what: str
    details: tuple[Detail, ...] = ()


@dataclass
class Plan:
    """Everything an import would write, and how it is shown before."""

    on: date
    # Somebody missing from a roster of today was here yesterday at the latest.
    last_day: date
    problems: list[Problem] = field(default_factory=list)
    # What is well to know and stops nothing; never an address.
    notes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unchanged: int = 0
    # How many people the register has of those that the file speaks for.
    spoken_for: int = 0
    new_people: list[PersonState] = field(default_factory=list)
    changed_people: list[PersonState] = field(default_factory=list)
    new_places: list[PlaceState] = field(default_factory=list)
    changed_places: list[PlaceState] = field(default_factory=list)
    removed_places: list[UUID] = field(default_factory=list)
    new_links: list[LinkState] = field(default_factory=list)
    changed_links: list[LinkState] = field(default_factory=list)
    ended_links: list[UUID] = field(default_factory=list)
    leavers: dict[UUID, date] = field(default_factory=dict)
    returned: list[UUID] = field(default_factory=list)
    # New addresses of guarded people: they are asked for, not written.
    held_addresses: dict[UUID, str] = field(default_factory=dict)
    # For each person whom the import touches, what of them: names of fields, or "added", or "left".
    touched: dict[UUID, list[str]] = field(default_factory=dict)

    def count(self, section: str) -> int:
        return sum(line.section == section for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many people are added, changed, left and unchanged."""
        return {name: self.count(name) for name in ("added", "changed", "left")} | {"unchanged": self.unchanged}

    @property
    def changes_nothing(self) -> bool:
        return not self.lines

    @property
    def many_leave(self) -> bool:
        """More than a fifth of those the file speaks for would leave: more often a wrong file than the truth."""
        return self.count("left") * 5 > self.spoken_for

    @property
    def digest(self) -> str:
        """The same for plans that do the same: what was confirmed is what is done."""
        said = repr((self.on, sorted(self.lines), self.notes, sorted(p.says for p in self.problems)))
        return hashlib.sha256(said.encode()).hexdigest()
