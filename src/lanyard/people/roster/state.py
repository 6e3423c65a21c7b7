"""What the register holds, as the comparison sees it, and what the comparison makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lanyard.people.roster.model import Problem, SchoolRef


class PersonState(NamedTuple):
    """A row of the register's people."""

    pk: UUID
    given_name: str
    family_name: str
    preferred_name: str
    date_of_birth: date | None
    email: str
    upn: str
    signs_in: bool
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


class IdKey(NamedTuple):
    """Where an id counts: in a school's files (its short name) or the trust's (""), among pupils, parents or staff."""

    source: str
    group: str
    value: str


class Settled(NamedTuple):
    """A question that a person answered: the id, whom it was taken for, and what the row said of them."""

    value: str
    candidate: UUID
    said: str


@dataclass
class Existing:
    """The register of one trust. `prohibited` are (child, adult) of ended links that said “must not be contacted”.

    `ids` answers the row and the person of an id. `roles` says in words what somebody holds, today or later, as
    (school or "", words); `accounts` are those who have signed in. `settled` are the answers given at this source.
    `guarded` are people whose access could harm others: no file changes at once the address that opens it.
    """

    people: dict[UUID, PersonState]
    places: list[PlaceState]
    links: list[LinkState]
    prohibited: frozenset[tuple[UUID, UUID]] = frozenset()
    ids: dict[IdKey, tuple[UUID, UUID]] = field(default_factory=dict)
    roles: dict[UUID, list[tuple[str, str]]] = field(default_factory=dict)
    accounts: frozenset[UUID] = frozenset()
    settled: dict[Settled, str] = field(default_factory=dict)
    guarded: frozenset[UUID] = frozenset()


class Detail(NamedTuple):
    """One thing that changes: what it is, how it was and how it will be (empty where there is nothing)."""

    label: str
    before: str
    after: str


class Asked(NamedTuple):
    """A person of the file who may be somebody on the register; `why` are codes of what speaks against it."""

    value: str
    candidate: UUID
    key: str
    why: tuple[str, ...]
    said: str


class Ask(NamedTuple):
    """What has to be confirmed before people leave: `key` names it ("old-quay:teacher", "roles")."""

    key: str
    says: str
    count: int


class Line(NamedTuple):
    """One person in the preview. `section` is asked, added, changed or left."""

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
    # What is confirmed before people leave; and kinds of whom the register has people and a whole file nobody.
    asks: list[Ask] = field(default_factory=list)
    silent: list[Ask] = field(default_factory=list)
    # Who a person has to decide on, and whom the register has for them: nothing is changed about either.
    asked: list[Asked] = field(default_factory=list)
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
    # Who works at a school no more, though elsewhere: (person, school, last day).
    left_schools: list[tuple[UUID, str, date]] = field(default_factory=list)
    new_ids: list[tuple[IdKey, UUID]] = field(default_factory=list)
    dropped_ids: list[UUID] = field(default_factory=list)
    # Whose ids are kept: everybody of the file who is on the register after it.
    on_register: set[UUID] = field(default_factory=set)
    # New addresses of guarded people: they are asked for, not written.
    held_addresses: dict[UUID, str] = field(default_factory=dict)
    # For each person whom the import touches, what of them: names of fields, or "added", or "left".
    touched: dict[UUID, list[str]] = field(default_factory=dict)

    def count(self, section: str) -> int:
        return sum(line.section == section for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many people are added, changed, left and unchanged; and asked about, if any are."""
        asked = {"asked": len(self.asked)} if self.asked else {}
        return {name: self.count(name) for name in ("added", "changed", "left")} | {"unchanged": self.unchanged} | asked

    @property
    def many_leave(self) -> bool:
        """Whether something has to be confirmed before people leave."""
        return bool(self.asks)

    @property
    def digest(self) -> str:
        """The same for plans that do the same: what was confirmed is what is done."""
        problems = sorted(problem.says for problem in self.problems)
        said = repr((self.on, sorted(self.lines), self.notes, self.asks, self.silent, problems))
        return hashlib.sha256(said.encode()).hexdigest()


def described(schools: Mapping[str, SchoolRef], place: PlaceState) -> str:
    """What somebody is where, in words."""
    year = f", year group {place.year_group}" if place.year_group else ""
    school = schools.get(place.school)
    return f"{place.kind} at {school.name if school else place.school}{year}"


def all_described(schools: Mapping[str, SchoolRef], places: Iterable[PlaceState]) -> str:
    """Everything that somebody is, in words."""
    return "; ".join(sorted({described(schools, place) for place in places}))
