"""Who is meant by a name that somebody wrote: with titles and roles, short forms, slips, and letters that only look
like ours.

A plain package without Django. There are two doors: `meant_in_field` for a field that asks for a name, and `mentions`
for any other text. Both take everybody who may be meant, arranged once by `register_of`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from lanyard.people.naming.keys import keys_for, keys_in, keys_of, person_keys
from lanyard.people.naming.reading import Fit, Seen, Sure, looked_up
from lanyard.people.naming.register import Id, Known, Register, looks_like, register_of
from lanyard.people.naming.taking_apart import Class, taken_apart

__all__ = [
    "Fit", "How", "Known", "Meant", "Mention", "Register", "is_titled", "keys_for", "keys_in", "keys_of",
    "looks_like", "meant_in_field", "mentions", "person_keys", "register_of",
]  # fmt: skip


class How(StrEnum):
    """How sure it is that somebody is meant."""

    EXACT = "exact"
    LIKELY = "likely"
    # As the holder of a role that the text says.
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Meant(Generic[Id]):
    """Somebody whom a name may mean."""

    id: Id
    how: How
    fit: Fit


@dataclass(frozen=True, slots=True)
class Mention(Generic[Id]):
    """A place of a text, from the letter `start` up to `end`, that may mean somebody."""

    start: int
    end: int
    id: Id
    how: How
    fit: Fit
    slips: int = 0


def meant_in_field(text: str, register: Register[Id]) -> list[Meant[Id]]:
    """Everybody whom a name, written where one is asked for, may mean; the surest first.

    `EXACT` is whoever is named so clearly that nobody else on the register can be meant; all others may be.
    """
    seen = looked_up(text, register, is_name=True)
    found: dict[Id, Meant[Id]] = {}
    for one in sorted(seen, key=lambda one: -one.sure):
        person = register.people[one.who]
        found.setdefault(person.id, Meant(person.id, _how(one, seen), one.fit))
    return list(found.values())


def is_titled(text: str) -> bool:
    """Whether a name stands with a title, as a grown-up's does at school, or with a role."""
    return bool({Class.TITLE, Class.ROLE} & set(taken_apart(text, is_name=True).classes))


def mentions(text: str, register: Register[Id]) -> list[Mention[Id]]:
    """Everywhere that a text of any kind may name somebody, in its order.

    A likeness in ordinary words is among them: what the words around it say is for the caller to judge.
    """
    places = taken_apart(text, is_name=False).tokens
    seen = looked_up(text, register, is_name=False)
    found = [
        Mention(
            places[one.first].start, places[one.end - 1].end, register.people[one.who].id, _how(one, seen), one.fit,
            one.slips,
        )
        for one in seen
        if one.end > one.first
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.start, one.end, -one.slips))


def _how(one: Seen, seen: Iterable[Seen]) -> How:
    if one.fit is Fit.ROLE:
        return How.ROLE
    others = (o for o in seen if o.who != one.who and o.first < one.end and one.first < o.end and o.fit is not Fit.ROLE)
    alone = all(other.sure < Sure.FAMILY for other in others)
    return How.EXACT if one.sure >= Sure.FAMILY and alone else How.LIKELY
