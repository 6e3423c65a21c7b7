"""Reads the file that describes a trust (TOML): schools, calendar, day, people with roles, covers, listed channels.

Nothing is stored here. Whatever is wrong raises `BadTrustFile` with one line naming the file, the table and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from lanyard.people.choices import SCHOOL_ROLES, TRUST_ROLES, ClosureKind, Kind, PeriodKind, Role, YearGroup
from lanyard.people.trust_tables import BadTrustFile, Table

__all__ = ["BadTrustFile", "TrustFile", "read_trust_file"]

Made = TypeVar("Made")


@dataclass(frozen=True)
class TermRow:
    name: str
    start: date
    end: date


@dataclass(frozen=True)
class ClosureRow:
    kind: str
    start: date
    end: date


@dataclass(frozen=True)
class DayRow:
    valid_from: date
    valid_until: date | None
    starts: time
    ends: time
    year_groups: tuple[str, ...]
    periods: tuple[tuple[str, time, time], ...]


@dataclass(frozen=True)
class SchoolRow:
    """A school of the file; `facts` are the fields of the model of the same name."""

    slug: str
    facts: dict[str, Any]
    terms: tuple[TermRow, ...]
    closures: tuple[ClosureRow, ...]
    days: tuple[DayRow, ...]


@dataclass(frozen=True)
class PlaceRow:
    school: str
    kind: str
    job_title: str
    start: date
    end: date | None


@dataclass(frozen=True)
class RoleRow:
    role: str
    school: str
    start: date
    end: date | None


@dataclass(frozen=True)
class PersonRow:
    """A person of the file; `id` is how the file itself and a roster name them."""

    id: str
    facts: dict[str, str]
    places: tuple[PlaceRow, ...]
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True)
class CoverRow:
    person: str
    holder: str
    role: str
    school: str
    start: date
    end: date
    reason: str


@dataclass(frozen=True)
class TrustFile:
    """All that a file says. Without `has_ids` its ids are of no information system: people are known by address."""

    slug: str
    facts: dict[str, Any]
    schools: tuple[SchoolRow, ...]
    people: tuple[PersonRow, ...] = ()
    covers: tuple[CoverRow, ...] = field(default=())
    has_ids: bool = True


def read_trust_file(path: Path) -> TrustFile:
    """Read and check a file. Raises `BadTrustFile`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadTrustFile(f"{path}: it can't be read ({problem.strerror}).") from problem
    except UnicodeDecodeError as problem:
        raise BadTrustFile(f"{path}: it is not written in UTF-8.") from problem
    except tomllib.TOMLDecodeError as problem:
        raise BadTrustFile(f"{path}: it is not TOML: {problem}.") from problem
    whole = Table(data, str(path), "")
    trust = whole.table("trust")
    slug = trust.slug("slug")
    facts = {
        "name": trust.text("name", required=True, longest=200),
        "website": trust.web_address("website"),
        "is_demonstration": trust.flag("demonstration"),
    }
    trust.close()
    schools = _each(whole, "school", _school)
    if not schools:
        raise BadTrustFile(f"{path}: there is no [[school]] in it. A trust has at least one.")
    slugs = {school.slug for school in schools}
    _no_doubles(whole, "school", "slug", [school.slug for school in schools])
    people = _each(whole, "person", lambda table: _person(table, slugs))
    _no_doubles(whole, "person", "id", [person.id for person in people])
    _no_doubles(whole, "person", "email", [person.facts["email"] for person in people if person.facts["email"]])
    covers = _each(whole, "cover", lambda table: _cover(table, slugs, people))
    whole.close()
    return TrustFile(slug, facts, schools, people, covers)


def _each(parent: Table, name: str, read: Callable[[Table], Made]) -> tuple[Made, ...]:
    made = []
    for table in parent.tables(name):
        made.append(read(table))
        table.close()
    return tuple(made)


def _school(table: Table) -> SchoolRow:
    facts = {
        "name": table.text("name", required=True, longest=200),
        "urn": table.digits("urn", 6),
        "laestab": table.digits("laestab", 7),
        "website": table.web_address("website"),
        "email_domains": table.texts("email_domains"),
        "year_groups": table.choices("year_groups", YearGroup.values),
        "opened": table.day("opened"),
        "closed": table.day("closed"),
        "listed_channels": list(_each(table, "channel", _channel)),
    }
    terms = _each(table, "term", _term)
    _apart(table, "term", terms)
    closures = _each(table, "closure", _closure)
    _apart(table, "closure", closures)
    return SchoolRow(table.slug("slug"), facts, terms, closures, _each(table, "day", _day))


def _channel(table: Table) -> dict[str, str]:
    return {
        "name": table.text("name", required=True, longest=200),
        "platform": table.text("platform", longest=50),
        "openness": table.choice("openness", ("open", "closed"), required=True),
        "url": table.web_address("url"),
    }


def _term(table: Table) -> TermRow:
    return TermRow(table.text("name", required=True, longest=50), *table.days("start", "end"))


def _closure(table: Table) -> ClosureRow:
    return ClosureRow(table.choice("kind", ClosureKind.values, required=True), *table.days("start", "end"))


def _day(table: Table) -> DayRow:
    starts, ends = table.times("starts", "ends")
    periods = sorted(_each(table, "period", _period), key=lambda period: period[1])
    before = starts
    for kind, begin, end in periods:
        if begin < before or end > ends:
            raise table.wrong("period", f"the {kind} at {begin:%H:%M} is outside the day or within another period")
        before = end
    valid_from, valid_until = table.days("valid_from", "valid_until", last_required=False)
    years = tuple(table.choices("year_groups", YearGroup.values))
    return DayRow(valid_from, valid_until, starts, ends, years, tuple(periods))


def _period(table: Table) -> tuple[str, time, time]:
    return (table.choice("kind", PeriodKind.values, required=True), *table.times("starts", "ends"))


def _person(table: Table, schools: set[str]) -> PersonRow:
    facts = {
        "given_name": table.text("given_name", required=True),
        "family_name": table.text("family_name", required=True),
        "preferred_name": table.text("preferred_name"),
        "email": table.email("email"),
    }
    places = _each(table, "place", lambda row: _place(row, schools))
    roles = _each(table, "role", lambda row: _role(row, schools))
    return PersonRow(table.text("id", required=True), facts, places, roles)


def _place(table: Table, schools: set[str]) -> PlaceRow:
    school = table.choice("school", schools, required=True)
    kind = table.choice("kind", [kind for kind in Kind.values if kind != Kind.PUPIL], required=True)
    return PlaceRow(school, kind, table.text("job_title"), *table.days("start", "end", last_required=False))


def _role(table: Table, schools: set[str]) -> RoleRow:
    role = table.choice("role", Role.values, required=True)
    return RoleRow(role, _school_of_role(table, role, schools), *table.days("start", "end", last_required=False))


def _school_of_role(table: Table, role: str, schools: set[str]) -> str:
    """A role of the trust names no school; one that each school fills for itself names one; others as they are held."""
    school = table.choice("school", schools)
    if school and role in TRUST_ROLES:
        raise table.wrong("school", f"the role “{role}” is held at the trust, not at a school")
    if not school and role in SCHOOL_ROLES:
        raise table.wrong("school", f"the role “{role}” is held at one school: name it")
    return school


def _cover(table: Table, schools: set[str], people: Sequence[PersonRow]) -> CoverRow:
    ids = [person.id for person in people]
    role = table.choice("role", Role.values, required=True)
    school = _school_of_role(table, role, schools)
    holder = table.choice("holder", ids, required=True)
    held = {(row.role, row.school) for person in people if person.id == holder for row in person.roles}
    if (role, school) not in held:
        raise table.wrong("holder", f"“{holder}” does not hold this role there")
    person = table.choice("person", [other for other in ids if other != holder], required=True)
    return CoverRow(person, holder, role, school, *table.days("start", "end"), reason=table.text("reason", longest=200))


def _apart(table: Table, name: str, rows: Sequence[TermRow] | Sequence[ClosureRow]) -> None:
    ordered = sorted(rows, key=lambda row: row.start)
    for one, other in pairwise(ordered):
        if other.start <= one.end:
            raise table.wrong(name, f"the one from {other.start} begins before the one from {one.start} ends")


def _no_doubles(table: Table, name: str, key: str, values: Sequence[str]) -> None:
    double = next((value for value in values if values.count(value) > 1), None)
    if double:
        raise BadTrustFile(f"{table.file}: [[{name}]], key “{key}”: “{double}” is there twice.")
