"""What a roster says: people, what each is at which school, and families; and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple


class RosterError(Exception):
    """The file as a whole can't be read; the text is one plain sentence."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `line` counts from 1 with the heading; None when it isn't about one row."""

    says: str
    line: int | None = None
    column: str = ""
    file: str = ""

    @property
    def where(self) -> str:
        """ "users.csv, line 12, email": what there is of it."""
        parts = [self.file, f"line {self.line}" if self.line else "", self.column]
        return ", ".join(part for part in parts if part)


def same_as(line: int, what: str) -> str:
    """The problem of somebody whose `what` another person of the file has too."""
    return f"The person on line {line} has the same {what}. Each needs their own, or none."


class Entry(NamedTuple):
    """A person as the file has them; `id` is their id in the information system."""

    id: str
    given_name: str
    family_name: str
    preferred_name: str = ""
    date_of_birth: date | None = None
    email: str = ""
    upn: str = ""
    signs_in: bool = True


class Place(NamedTuple):
    """What a person is at a school. `line_manager` is that person's id; without `start` it is the day of the import."""

    person: str
    school: str
    kind: str
    year_group: str = ""
    class_name: str = ""
    job_title: str = ""
    line_manager: str = ""
    start: date | None = None
    end: date | None = None


class Link(NamedTuple):
    """An adult of a child's family, both by id."""

    child: str
    adult: str
    relationship: str = ""
    parental_responsibility: bool = False
    must_not_be_contacted: bool = False


def group_of(kind: str) -> str:
    """Among whom an id of that kind of person is counted."""
    return kind if kind in ("pupil", "parent") else "staff"


PERSON_FIELDS = Entry._fields[1:]
PLACE_FIELDS = Place._fields[3:]
LINK_FIELDS = Link._fields[2:]


@dataclass(frozen=True)
class SchoolRef:
    """A school that the file may speak of, and all the ways of naming it."""

    slug: str
    name: str
    urn: str = ""
    laestab: str = ""
    year_groups: tuple[str, ...] = ()

    def named(self) -> Iterable[str]:
        return (text.casefold() for text in (self.slug, self.name, self.urn, self.laestab) if text)


@dataclass(frozen=True)
class Known:
    """What the reader has to know: the schools the file may speak of, whose ids the register has, and the day."""

    schools: tuple[SchoolRef, ...]
    on: date
    ids: frozenset[str] = frozenset()
    # The short name of the school whose file it is; "" for a file of the trust.
    source: str = ""
    # What a trust said that headings of its files mean: folded heading -> column, "" for not used.
    headings: Mapping[str, str] = field(default_factory=dict)
    # What everybody in a file is that has no column for it.
    kind: str = ""

    def school(self, text: str) -> SchoolRef | None:
        """The school of that short name, name, URN or LAESTAB; the only one if nothing is said."""
        if not text and len(self.schools) == 1:
            return self.schools[0]
        return self._by_name.get(text.casefold().replace("/", ""))

    @cached_property
    def _by_name(self) -> dict[str, SchoolRef]:
        return {name: school for school in self.schools for name in school.named()}


@dataclass
class Roster:
    """All that was read. `speaks_of` names the fields the file has; what it is silent about stays as it is.

    `is_whole` is False for a file that says itself that it holds only what has changed; with `rows_tell_all` its rows
    say all of the people they name. `gone` are people (by id, with the day if it is said) and `ended` places that the
    file marks as deleted. `lines` says, by id, on which
    line each person is first. `notes` are what is well to know of how the file was read.
    """

    people: dict[str, Entry] = field(default_factory=dict)
    places: dict[tuple[str, str, str], Place] = field(default_factory=dict)
    links: dict[tuple[str, str], Link] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    speaks_of: frozenset[str] = frozenset()
    is_whole: bool = True
    gone: dict[str, date | None] = field(default_factory=dict)
    ended: set[tuple[str, str, str]] = field(default_factory=set)
    rows_tell_all: bool = False
    notes: list[str] = field(default_factory=list)

    @cached_property
    def groups(self) -> dict[str, str]:
        """By id, among whom the person's id is counted: pupil, staff, or parent who is nothing else."""
        found: dict[str, str] = {}
        for place in self.places.values():
            group = group_of(place.kind)
            if group == "pupil" or found.get(place.person, "parent") == "parent":
                found[place.person] = group
        return found

    def part(self, person: str) -> Roster:
        """What it says of one person, for keeping until somebody has decided who that is."""
        return Roster(
            people={person: self.people[person]},
            places={key: place for key, place in self.places.items() if place.person == person},
            links={pair: link for pair, link in self.links.items() if person in pair},
            lines={person: self.lines.get(person, 0)},
            speaks_of=self.speaks_of,
        )

    @cached_property
    def parents(self) -> frozenset[str]:
        """The ids of those who are a parent or carer and nothing else, as far as the file says."""
        others = {place.person for place in self.places.values() if place.kind != "parent"}
        return frozenset(place.person for place in self.places.values()) - others

    def as_data(self) -> dict[str, Any]:
        """For keeping between preview and confirmation, in JSON's types."""
        return {
            "people": [_plain(row) for row in self.people.values()],
            "places": [_plain(row) for row in self.places.values()],
            "links": [_plain(row) for row in self.links.values()],
            "lines": self.lines,
            "speaks_of": sorted(self.speaks_of),
            "is_whole": self.is_whole,
            "ended": sorted(self.ended),
            "rows_tell_all": self.rows_tell_all,
            "gone": {person: day.isoformat() if day else None for person, day in self.gone.items()},
            "notes": self.notes,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Roster:
        people = (Entry(*row[:4], _day(row[4]), *row[5:]) for row in data["people"])
        places = (Place(*row[:7], _day(row[7]), _day(row[8])) for row in data["places"])
        links = (Link(*row) for row in data["links"])
        return cls(
            people={row.id: row for row in people},
            places={row[:3]: row for row in places},
            links={row[:2]: row for row in links},
            lines=data["lines"],
            speaks_of=frozenset(data["speaks_of"]),
            is_whole=data["is_whole"],
            gone={person: _day(day) for person, day in data.get("gone", {}).items()},
            notes=data.get("notes", []),
            ended={tuple(place) for place in data.get("ended", ())},
            rows_tell_all=data.get("rows_tell_all", False),
        )


def _plain(row: tuple) -> list:
    return [value.isoformat() if isinstance(value, date) else value for value in row]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
