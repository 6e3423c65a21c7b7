"""Whom a report means by the names that are written in it, as far as the register knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from lanyard.concerns.core.choices import Subject
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.queries.everybody import Everybody, suspects
from lanyard.concerns.core.report_input import ReportInput
from lanyard.people.models import Person

# Where the names of a case that another school sent stand.
TAKEN_IN = "taken_in"


@dataclass(frozen=True)
class Suspected:
    """Who it is about, and whom it may be about, each with where their name stands."""

    subjects: tuple[tuple[Person, str], ...] = ()
    possible: tuple[tuple[Person, str], ...] = ()

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(person.pk for person, _ in (*self.subjects, *self.possible))

    def and_possibly(self, people: Iterable[Person], source: str) -> Suspected:
        """The same, and that it may be about these people."""
        return Suspected(self.subjects, (*self.possible, *((person, source) for person in people)))


def suspected(sent: ReportInput, everybody: Everybody, managers: Iterable[UUID] = ()) -> Suspected:
    """Whom the report is, or may be, about: whom a colleague chose, the reporter themself, and who may be meant by a
    name. Nobody is cleared by a name that the register does not know."""
    subjects = {person.pk: (person, "about_name") for person in sent.about_people}
    if KINDS[sent.type].group == "myself" and sent.signed_in:
        subjects.setdefault(sent.signed_in.person_id, (sent.signed_in.person, ""))
    possible: dict[UUID, tuple[Person, str]] = {}
    for source, name, outside in names_in(sent):
        found = suspects(name, everybody, outside=outside, more=managers)
        for person in found.certain:
            subjects.setdefault(person.pk, (person, source))
        for person in found.possible:
            possible.setdefault(person.pk, (person, source))
    possible = {pk: one for pk, one in possible.items() if pk not in subjects}
    return Suspected(tuple(subjects.values()), tuple(possible.values()))


def names_in(sent: ReportInput) -> Iterator[tuple[str, str, bool]]:
    """The names of adults that a report gives where it asks for one: where, the name, and whether somebody from
    outside the staff is said to be meant."""
    said_outside = sent.answers.get("about") in (Subject.PUPIL, Subject.OUTSIDE)
    # Whoever tells on paper something about themselves is named here too, although the type does not ask for it.
    for key in ("about_name", "who_sent"):
        if name := str(sent.answers.get(key, "")).strip():
            yield key, name, said_outside or key == "who_sent"
    yield from ((TAKEN_IN, name, False) for name in sent.also_about if name.strip())
