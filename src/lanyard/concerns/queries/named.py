"""Everybody whose name a redacted text must not hold: the people of a case, the reporter, families, and colleagues."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from lanyard.concerns.choices import PartyRole
from lanyard.concerns.models import Concern
from lanyard.concerns.questions import QUESTIONS, Holds
from lanyard.concerns.rules.redaction import Named, labels
from lanyard.people.choices import STAFF_KINDS, Kind
from lanyard.people.models import FamilyLink, Person

_CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)


@dataclass
class _Somebody:
    kind: str
    names: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class _Roll:
    """Everybody once, in the order in which they were met."""

    def __init__(self) -> None:
        self.found: dict[str, _Somebody] = {}

    def add(self, kind: str, name: str = "", *, person: Person | None = None, other: str = "") -> None:
        """Add somebody, or what else they are called; `person` is who they are on the register."""
        names = [name] if name.strip() else []
        others = [other] if other else []
        if person:
            names += [person.full_name, f"{person.given_name} {person.family_name}"]
            others.append(person.email)
        key = str(person.pk) if person else f"name:{_folded(name)}"
        called = {_folded(one) for one in names}
        same = next((k for k, row in self.found.items() if called & set(map(_folded, row.names))), key)
        row = self.found.setdefault(key if key in self.found else same, _Somebody(kind))
        row.names += [one for one in names if one not in row.names]
        row.others += [one for one in others if one]


def named_in(concern: Concern, content: Mapping[str, Any]) -> list[Named]:
    """Who is who, with the label that stands instead of each. Never in the file itself.

    The reporter's name is used here and shown to nobody. Somebody who is several of these has one label.
    """
    roll, parties, reporter = _Roll(), list(concern.parties.all()), getattr(concern, "reporter", None)
    register = _register([*(party.person for party in parties), reporter.person if reporter else ""])
    for party in parties:
        person = register.get(party.person)
        roll.add("Child" if party.role in _CHILDREN or _is_pupil(person) else "Adult", party.name, person=person)
    if reporter:
        roll.add("Person", reporter.name, person=register.get(reporter.person), other=reporter.contact)
    _add_families(roll, register)
    for key, question in QUESTIONS.items():
        name = str(content["report"]["answers"].get(key, "")).strip()
        if name and question.holds in (Holds.NAME, Holds.NAMES):
            roll.add("Person", name)
    _add_colleagues(roll, content)
    everybody = list(roll.found.values())
    given = labels([row.kind for row in everybody])
    named = [Named(label, tuple(row.names), tuple(row.others)) for label, row in zip(given, everybody, strict=True)]
    return named + _user_names(content)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _register(ids: list[str]) -> dict[str, Person]:
    """The people on the register with these ids, with what they are. Two queries."""
    keys = {UUID(pk) for pk in ids if pk}
    people = Person.objects.filter(pk__in=keys).prefetch_related("memberships")
    return {str(person.pk): person for person in people}


def _is_pupil(person: Person | None) -> bool:
    kinds = {row.kind for row in person.memberships.all()} if person else set()
    return Kind.PUPIL in kinds and not kinds & STAFF_KINDS


def _add_families(roll: _Roll, register: Mapping[str, Person]) -> None:
    """The adults of the children's families, the children of the adults', and brothers and sisters."""
    people = [person.pk for person in register.values()]
    parents = FamilyLink.objects.filter(child__in=people).values("adult")
    rows = FamilyLink.objects.filter(Q(child__in=people) | Q(adult__in=people) | Q(adult__in=parents))
    near: dict[str, set[Person]] = defaultdict(set)
    for link in rows.select_related("child", "adult").order_by("start", "pk"):
        near["Adult"].add(link.adult)
        near["Child"].add(link.child)
    for kind in ("Adult", "Child"):
        for person in sorted(near[kind], key=lambda one: (one.family_name, one.given_name, str(one.pk))):
            roll.add(kind, person=person)


def _add_colleagues(roll: _Roll, content: Mapping[str, Any]) -> None:
    rows = [row for part in ("entries", "messages", "actions", "advice", "parents") for row in content[part]]
    rows += [edit for row in content["entries"] for edit in row["edits"]]
    names = {row.get(key, "") for row in [*rows, content["debrief"] or {}] for key in ("by", "owner")}
    for name in sorted(filter(None, names)):
        roll.add("Adult", name)


def _user_names(content: Mapping[str, Any]) -> list[Named]:
    """Accounts that a reporter named, whoever they belong to."""
    written = str(content["report"]["answers"].get("usernames", ""))
    found = [piece.strip("@.") for piece in re.split(r"[\s,;]+", written)]
    return [Named(f"[user name {n}]", (), (name,)) for n, name in enumerate(filter(None, found), 1)]
