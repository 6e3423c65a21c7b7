"""What stands on both sides of the question whether two are the same person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person, SameQuestion, School, current
from lanyard.people.packing import unpack
from lanyard.people.roster import Roster
from lanyard.people.roster.identity import fold

WHY = {
    "id": "The id in the information system is the same",
    "other_id": "The id is the same, in a file of another source",
    "upn": "The UPN is the same",
    "email": "The email address is the same",
    "child": "Both are parents or carers of the same child",
    "name_birth": "Name and date of birth are the same",
    "name": "The name is the same, at the same school",
}


class Compared(NamedTuple):
    """One line of the comparison; `differs` where both say something, and not the same."""

    label: str
    file: str
    register: str
    differs: bool


def side_by_side(question: SameQuestion, on: date) -> list[Compared]:
    """What the file says and what the register has, line by line."""
    roster = Roster.from_data(unpack(question.row))
    entry, person = roster.people[question.value], question.candidate
    places = roster.places.values()
    here = person.memberships.filter(Q(end__isnull=True) | Q(end__gte=on)).select_related("school")
    pairs = [
        ("Given name", entry.given_name, person.given_name),
        ("Family name", entry.family_name, person.family_name),
        ("Preferred name", entry.preferred_name, person.preferred_name),
        ("Date of birth", _day(entry.date_of_birth), _day(person.date_of_birth)),
        ("Kind of person", ", ".join(sorted({Kind(p.kind).label for p in places})), _kinds(here)),
        ("School", _schools({p.school for p in places}, person), ", ".join(sorted({m.school.name for m in here}))),
        ("Email address", entry.email, person.email),
        ("UPN", entry.upn, person.upn),
        ("Id in the information system", entry.id, ", ".join(ids_of(person))),
        ("Roles", "", ", ".join(sorted({Role(row.role).label for row in person.roles.filter(current(on))}))),
        ("Account", "", "has signed in" if hasattr(person, "user") else ""),
        ("Last day", "", _day(person.left_on)),
    ]
    return [
        Compared(label, file, register, bool(file and register) and fold(file) != fold(register))
        for label, file, register in pairs
        if file or register
    ]


def ids_of(person: Person) -> list[str]:
    """The ids by which sources know a person."""
    return sorted(set(person.source_ids.values_list("value", flat=True)))


def _kinds(memberships) -> str:
    return ", ".join(sorted({row.get_kind_display() for row in memberships}))


def _schools(slugs: set[str], person: Person) -> str:
    """The names of the schools that the file says; a short name that the trust has no school for stays as it is."""
    names = dict(School.objects.filter(trust=person.trust_id, slug__in=slugs).values_list("slug", "name"))
    return ", ".join(sorted(names.get(slug, slug) for slug in slugs))


def _day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else ""
