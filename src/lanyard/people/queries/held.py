"""Who holds what, where, today: the one place that answers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from lanyard.people.choices import STAFF_KINDS
from lanyard.people.models import Cover, Person, RoleHolding, School, Trust, User, current, still_here


class Held(NamedTuple):
    """A role (or the group `staff`, `parent`, `pupil`) held at a school, or at the trust if `school_id` is None."""

    role: str
    trust_id: UUID
    school_id: UUID | None


def roles_of(user: User, on: date) -> frozenset[Held]:
    """All roles and groups of the user on the day, cover included; nothing after the last day (leavers).

    Read once for each user object and day, that is once a request: every page asks several times.
    """
    read = user.__dict__.setdefault("_roles_on", {})
    if on not in read:
        read[on] = _read_roles(user, on)
    return read[on]


# In SQL because every request asks it: putting it together takes Django ten times as long as the answer takes.
_HELD = """
SELECT h.role, h.trust_id, h.school_id, 0 FROM people_roleholding h
WHERE h.person_id = %(person)s AND h.start <= %(on)s AND (h."end" IS NULL OR h."end" >= %(on)s)
UNION ALL
SELECT h.role, h.trust_id, h.school_id, 0 FROM people_cover c JOIN people_roleholding h ON h.id = c.holding_id
WHERE c.person_id = %(person)s AND c.start <= %(on)s AND c."end" >= %(on)s
  AND h.start <= %(on)s AND (h."end" IS NULL OR h."end" >= %(on)s)
UNION ALL
SELECT m.kind, s.trust_id, m.school_id, 1 FROM people_membership m JOIN people_school s ON s.id = m.school_id
WHERE m.person_id = %(person)s AND m.start <= %(on)s AND (m."end" IS NULL OR m."end" >= %(on)s)
"""


def _read_roles(user: User, on: date) -> frozenset[Held]:
    person = user.person
    if not user.is_active or not person.is_here(on):
        return frozenset()
    key = Person._meta.pk.get_db_prep_value(person.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"person": key, "on": on.isoformat()})
        rows = cursor.fetchall()
    return frozenset(
        Held("staff" if is_kind and held in STAFF_KINDS else held, as_uuid(trust), as_uuid(school) if school else None)
        for held, trust, school, is_kind in rows
    )


def as_uuid(value: UUID | str) -> UUID:
    """SQLite gives ids as text."""
    return value if isinstance(value, UUID) else UUID(value)


def schools_where(user: User, roles: Iterable[str], on: date) -> QuerySet[School]:
    """The schools at which the user holds one of the roles that day; a role at the trust counts for all."""
    held = [h for h in roles_of(user, on) if h.role in set(roles)]
    at_school = {h.school_id for h in held if h.school_id}
    at_trust = {h.trust_id for h in held if not h.school_id}
    return School.objects.filter(Q(pk__in=at_school) | Q(trust_id__in=at_trust)).select_related("trust")


def own_schools(user: User, roles: Iterable[str], on: date) -> list[School]:
    """The same as a list by name, with the trusts. Read once for each user object and day, whatever the roles."""
    read = user.__dict__.setdefault("_schools_on", {})
    held = roles_of(user, on)
    if on not in read:
        read[on] = list(schools_where(user, {h.role for h in held}, on).order_by("name"))
    wanted = [h for h in held if h.role in set(roles)]
    at_school = {h.school_id for h in wanted if h.school_id}
    at_trust = {h.trust_id for h in wanted if not h.school_id}
    return [school for school in read[on] if school.pk in at_school or school.trust_id in at_trust]


def own_places(user: User, on: date) -> list[School | Trust]:
    """The places at which the user holds something that day: schools by name, then the trusts with a role for all their
    schools. Read from `own_schools`, which most pages ask for too."""
    held = roles_of(user, on)
    at_school = {h.school_id for h in held if h.school_id}
    at_trust = {h.trust_id for h in held if not h.school_id}
    schools = own_schools(user, {h.role for h in held}, on)
    trusts = {school.trust_id: school.trust for school in schools if school.trust_id in at_trust}
    trusts |= Trust.objects.in_bulk(at_trust - trusts.keys())
    return [*(school for school in schools if school.pk in at_school), *sorted(trusts.values(), key=lambda t: t.name)]


def holders(role: str, school: School, on: date) -> QuerySet[Person]:
    """Who holds the role at the school on the day: its own holders and those standing in for them, leavers left out."""
    at = Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id)
    cover_at = Q(holding__school=school) | Q(holding__school__isnull=True, holding__trust_id=school.trust_id)
    held = RoleHolding.objects.filter(at, current(on), role=role)
    covering = Cover.objects.filter(cover_at, current(on), current(on, "holding__"), holding__role=role)
    # From the few who hold it to the people, never through all people.
    who = held.order_by().values("person").union(covering.order_by().values("person"))
    return Person.objects.filter(still_here(on), pk__in=who)


def holders_at(roles: Iterable[str], schools: QuerySet[School], on: date) -> dict[UUID, list[Person]]:
    """Who holds one of the roles at each of the schools that day, as `holders` does for one: three queries."""
    asked, trusts = list(roles), schools.order_by().values("trust")
    held = RoleHolding.objects.filter(current(on), role__in=asked, trust__in=trusts)
    covered = Cover.objects.filter(
        current(on), current(on, "holding__"), holding__role__in=asked, holding__trust__in=trusts
    )
    rows = held.order_by().values_list("person", "trust", "school")
    more = covered.order_by().values_list("person", "holding__trust", "holding__school")
    by_place: dict[UUID, set[UUID]] = defaultdict(set)
    for person, trust, school in rows.union(more, all=True):
        by_place[school or trust].add(person)
    still = Person.objects.filter(still_here(on))
    people = still.in_bulk(set().union(*by_place.values()))
    places = schools.order_by().values_list("pk", "trust")
    return {pk: [people[key] for key in by_place[pk] | by_place[trust] if key in people] for pk, trust in places}


def names_in_roles(roles: Iterable[str], school: School, on: date) -> dict[str, list[str]]:
    """The names of those who hold each of the roles at the school that day, cover left out. One query."""
    here = Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id)
    still = Q(person__left_on__isnull=True) | Q(person__left_on__gte=on)
    held = RoleHolding.objects.filter(here, still, current(on), role__in=list(roles)).select_related("person")
    names: dict[str, list[str]] = defaultdict(list)
    for row in held.order_by("start"):
        names[row.role].append(str(row.person))
    return dict(names)


def roles_filled(schools: QuerySet[School], on: date) -> dict[UUID, set[str]]:
    """The roles that somebody holds or stands in for at each school that day, those of its trust among them.

    Three queries; leavers hold none.
    """
    still = Q(person__left_on__isnull=True) | Q(person__left_on__gte=on)
    trusts = schools.order_by().values("trust")
    held = RoleHolding.objects.filter(still, current(on), trust__in=trusts)
    covered = Cover.objects.filter(still, current(on), current(on, "holding__"), holding__trust__in=trusts)
    by_place: dict[UUID, set[str]] = defaultdict(set)
    for role, trust, school in held.order_by().values_list("role", "trust", "school").distinct():
        by_place[school or trust].add(role)
    for role, trust, school in covered.values_list("holding__role", "holding__trust", "holding__school"):
        by_place[school or trust].add(role)
    return {pk: by_place[pk] | by_place[trust] for pk, trust in schools.order_by().values_list("pk", "trust")}


def trust_of(slug: str) -> Trust:
    """The trust with this short name. Raises Trust.DoesNotExist."""
    return Trust.objects.get(slug=slug)


def roles_at(user: User, place: School | Trust, on: date) -> frozenset[str]:
    """The roles and groups that the user has at the place that day; those held at the trust count at its schools."""
    return frozenset(held.role for held in roles_of(user, on) if reaches(held, place))


def reaches(held: Held, place: School | Trust | None) -> bool:
    """Whether what is held counts at the place (anywhere if None)."""
    if place is None:
        return True
    if isinstance(place, School):
        return held.school_id == place.pk or (held.school_id is None and held.trust_id == place.trust_id)
    return held.school_id is None and held.trust_id == place.pk
