"""Whose access is suspended, and who may suspend whose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanyard.people.choices import Role
from lanyard.people.models import (
    Cover,
    Membership,
    Person,
    RoleHolding,
    School,
    Suspension,
    Trust,
    User,
    current,
    still_here,
)
from lanyard.people.queries import power
from lanyard.people.queries.held import roles_at
from lanyard.people.queries.register import names_begin
from lanyard.people.rules import SUSPENDS, may_suspend

Place = School | Trust


def people_of(place: Place, on: date) -> QuerySet[Person]:
    """Everybody who is something at the place that day, or holds a role at it or at its trust; suspended or not."""
    at: dict[str, object] = {"school": place} if isinstance(place, School) else {"school__trust": place}
    here = Membership.objects.filter(current(on), person=OuterRef("pk"), **at)
    trust = place.trust_id if isinstance(place, School) else place.pk
    holding = RoleHolding.objects.filter(current(on), person=OuterRef("pk"), trust=trust, school=None)
    return Person.objects.filter(Exists(here) | Exists(holding))


def find(text: str, place: Place, on: date) -> list[Person]:
    """Those of `people_of` with this address or exactly this name; at most twenty."""
    people = people_of(place, on)
    if "@" in text:
        return list(people.filter(email__iexact=text.strip())[:1])
    first, _, last = text.strip().partition(" ")
    named = Q(given_name__iexact=first) | Q(preferred_name__iexact=first)
    return list(people.filter(named, family_name__iexact=last.strip())[:20])


def search(text: str, place: Place, on: date, at_most: int = 10) -> list[Person]:
    """Those of `people_of` whose names begin with each of the words, whole names first; for lists that narrow."""
    rows = people_of(place, on).filter(names_begin(text)).order_by("family_name", "given_name", "pk")
    return list(dict.fromkeys([*find(text, place, on), *rows[:at_most]]))[:at_most]


def roles_held(person: Person | UUID, on: date) -> set[str]:
    """Every role that somebody holds or stands in for that day, anywhere, suspended or not."""
    held = RoleHolding.objects.filter(current(on), person=person).values_list("role", flat=True)
    covers = Cover.objects.filter(current(on), current(on, "holding__"), person=person)
    return set(held) | set(covers.values_list("holding__role", flat=True))


def stands_above(user: User, person: Person, place: Place, on: date) -> bool:
    """Whether the user may take somebody's access away and give it back: at a place where that person is."""
    if not people_of(place, on).filter(pk=person.pk).exists():
        return False
    return may_suspend(roles_at(user, place, on), roles_held(person, on))


def would_lock_in(person: Person, on: date) -> bool:
    """Whether without this person nobody would be left who could let in again one of those who are shut out now."""
    shut = [*Suspension.objects.filter(person__trust=person.trust_id, lifted_at__isnull=True).select_related("person")]
    people = [one.person for one in shut] + [person]
    return any(not _could_restore(one, person, on) for one in people)


def _could_restore(person: Person, without: Person, on: date) -> bool:
    schools = Membership.objects.filter(current(on), person=person).values("school")
    at = Q(school__in=schools) | Q(school__isnull=True, trust=person.trust_id)
    theirs = roles_held(person, on)
    rows = RoleHolding.objects.filter(at, current(on), still_here(on, "person__"), role__in=SUSPENDS)
    left = rows.exclude(person__in=[person.pk, without.pk])
    return any(may_suspend([role], theirs) for role in left.values_list("role", flat=True))


def told_of(person: Person, place: Place, on: date) -> Iterable[Person]:
    """Who hears of it: the leaders about each of the person's roles, and the leaders of the place; with data lead."""
    found = {one.pk: one for one in power.leaders_about(person, on)}
    found |= {one.pk: one for one in power.leaders_of(Role.HEADTEACHER, place, on)}
    trust = place.trust_id if isinstance(place, School) else place.pk
    data = current(on, "roles__") & Q(roles__role=Role.DATA_PROTECTION_LEAD, roles__trust=trust)
    found |= {one.pk: one for one in Person.objects.filter(data, still_here(on))}
    return found.values()


def suspended_at(place: Place, on: date) -> list[Suspension]:
    """Whose access is suspended at the place, the newest first."""
    rows = Suspension.objects.filter(lifted_at__isnull=True, person__in=people_of(place, on).values("pk"))
    return list(rows.select_related("person", "by"))
