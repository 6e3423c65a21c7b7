"""Everybody whom a concern at a school may be about, and whom of them a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lanyard.concerns.core.models import OutOfHours
from lanyard.people import naming
from lanyard.people.choices import STAFF_KINDS
from lanyard.people.models import Cover, Membership, Person, RoleHolding, School
from lanyard.people.naming import Fit, How
from lanyard.people.rules import routing

# Whoever holds one of these may be told of a concern, or read it.
HOLDING = frozenset(
    {role for roles in routing.VIEWERS.values() for role in roles}
    | {level for ladder in routing.LADDERS.values() for level in ladder}
)
_NAMES = ("trust_id", "given_name", "family_name", "preferred_name", "email", "left_on")
# By these somebody is named unmistakably, also where the reporter says that it is about a pupil or somebody outside.
_UNMISTAKABLE = frozenset({Fit.WHOLE, Fit.EMAIL, Fit.JOINED})


@dataclass(frozen=True)
class Everybody:
    """The adults of a school: who works, governs or helps there, or holds a role there or at its trust, now or later.

    `acting` are those of them who may be told of a concern or read it, now or from a day that is fixed already;
    `on_call` those who are named for out of hours.
    """

    names: naming.Register[UUID]
    people: dict[UUID, Person]
    acting: frozenset[UUID]
    on_call: frozenset[UUID] = frozenset()

    def only(self, people: Iterable[UUID]) -> naming.Register[UUID]:
        """The names of these of them alone, which is much quicker to look through."""
        wanted = set(people)
        return naming.register_of(person for person in self.names.people if person.id in wanted)

    def and_also(self, others: Iterable[Person]) -> Everybody:
        """The same with people who are not at the school any more, so that a name of theirs stays theirs."""
        more = {person.pk: person for person in others if person.pk not in self.people}
        if not more:
            return self
        names = naming.register_of([*self.names.people, *(known(person) for person in more.values())])
        return Everybody(names, {**self.people, **more}, self.acting, self.on_call)


@dataclass(frozen=True)
class Suspects:
    """Whom a name means: `certain` nobody else than them; `possible` may be meant, and could be told or read it."""

    certain: tuple[Person, ...] = ()
    possible: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.certain or self.possible)


def everybody_at(school: School, on: date) -> Everybody:
    """Who is at the school on the day or will be. Four queries, whatever the number of people."""
    roles = _roles_at(school, on)
    here = Membership.objects.filter(_not_over(on), person=OuterRef("pk"), school=school, kind__in=STAFF_KINDS)
    people = Person.objects.filter(Exists(here) | Q(pk__in=list(roles))).filter(_still(on)).only(*_NAMES)
    found = {person.pk: person for person in people.order_by("pk")}
    hours = on_call_at(school, on)
    names = naming.register_of([known(person, roles.get(person.pk, ())) for person in found.values()])
    acting = {pk for pk, held in roles.items() if HOLDING & held} | hours
    return Everybody(names, found, frozenset(acting & found.keys()), frozenset(hours & found.keys()))


def on_call_at(school: School, on: date) -> frozenset[UUID]:
    """Who is named for out of hours at the school, now or from a day that is fixed already."""
    return frozenset(OutOfHours.objects.filter(_not_over(on), school=school).values_list("person", flat=True))


def known(person: Person, roles: Iterable[str] = ()) -> naming.Known[UUID]:
    """The person as names are compared."""
    return naming.Known(
        person.pk, person.given_name, person.family_name, person.preferred_name, person.email, frozenset(roles)
    )


def suspects(text: str, everybody: Everybody, *, outside: bool = False, more: Iterable[UUID] = ()) -> Suspects:
    """Whom a name means, written where one is asked for. `more` could be told too: the reporter's line managers.

    Where it is said to be about a pupil or somebody from `outside`, only an unmistakable name of somebody who could be
    told counts, and it is asked about.
    """
    if not text.strip():
        return Suspects()
    meant = naming.meant_in_field(text, everybody.names)
    could_read = everybody.acting | set(more)
    if outside:
        titled = naming.is_titled(text)
        meant = [one for one in meant if one.fit in _UNMISTAKABLE or (titled and one.fit in (Fit.FAMILY, Fit.ROLE))]
        return Suspects((), _those(everybody, (one.id for one in meant if one.id in could_read)))
    certain = [one.id for one in meant if one.how is How.EXACT]
    return Suspects(
        _those(everybody, certain),
        _those(everybody, (one.id for one in meant if one.how is not How.EXACT and one.id in could_read)),
    )


def _those(everybody: Everybody, ids: Iterable[UUID]) -> tuple[Person, ...]:
    return tuple(everybody.people[pk] for pk in ids)


def _roles_at(school: School, on: date) -> dict[UUID, set[str]]:
    """Which roles each person holds or stands in for at the school, or will."""
    at = Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id)
    covered = Q(holding__school=school) | Q(holding__school__isnull=True, holding__trust_id=school.trust_id)
    found: dict[UUID, set[str]] = defaultdict(set)
    for person, role in RoleHolding.objects.filter(at, _not_over(on)).order_by().values_list("person", "role"):
        found[person].add(role)
    covers = Cover.objects.filter(covered, end__gte=on).order_by()
    for person, role in covers.values_list("person", "holding__role"):
        found[person].add(role)
    return found


def _not_over(on: date) -> Q:
    return Q(end__isnull=True) | Q(end__gte=on)


def _still(on: date) -> Q:
    return Q(left_on__isnull=True) | Q(left_on__gte=on)
