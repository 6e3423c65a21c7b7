"""The register of people: who may see whom, lists, one person's family, and counts by kind (AIM7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from lanyard.kernel.gate import table
from lanyard.people.choices import STAFF_KINDS, Kind
from lanyard.people.models import (
    Cover,
    FamilyLink,
    Membership,
    Merge,
    Person,
    RoleHolding,
    School,
    Trust,
    User,
    current,
    still_here,
)
from lanyard.people.queries.held import schools_where


@dataclass(frozen=True)
class KindsCount:
    """How many people of each kind a school has, and how many of its trust's register are of no kind anywhere."""

    counts: dict[Kind, int]
    without_kind: int

    @property
    def missing(self) -> list[Kind]:
        """The kinds of which the school has nobody."""
        return [kind for kind in Kind if not self.counts[kind]]


def visible_to(user: User, on: date) -> QuerySet[Person]:
    """The people whose entry on the register the user may open that day: those of the schools they read it for."""
    schools = schools_where(user, table["people:read-register"].roles, on)
    here = Membership.objects.filter(current(on), person=OuterRef("pk"), school__in=schools.values("pk"))
    return Person.objects.filter(Exists(here))


def people_at(school: School, on: date, *, name: str = "", kind: str = "") -> QuerySet[Person]:
    """Everybody who is something at the school that day, with what they are there as `here`; by name and kind.

    Each word of `name` must begin or be in one of the person's names.
    """
    memberships = Membership.objects.filter(current(on), school=school)
    if kind:
        memberships = memberships.filter(kind=kind)
    people = Person.objects.filter(Exists(memberships.filter(person=OuterRef("pk"))))
    for word in name.split():
        people = people.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(preferred_name__icontains=word)
        )
    shown = Membership.objects.filter(current(on), school=school).order_by("kind")
    return people.prefetch_related(Prefetch("memberships", queryset=shown, to_attr="here"))


def family_of(person: Person, on: date) -> tuple[list[FamilyLink], list[FamilyLink]]:
    """The adults of the person's family, and the children whose adult the person is, as of that day."""
    links = FamilyLink.objects.filter(current(on)).select_related("child", "adult")
    adults = links.filter(child=person).order_by("adult__family_name", "adult__given_name")
    children = links.filter(adult=person).order_by("child__given_name")
    return list(adults), list(children)


def staff_at(place: School | Trust, on: date) -> QuerySet[Person]:
    """The adults who work, govern or help at the place that day, or hold a role of its trust."""
    at: dict[str, object] = {"school": place} if isinstance(place, School) else {"school__trust": place}
    here = Membership.objects.filter(current(on), person=OuterRef("pk"), kind__in=STAFF_KINDS, **at)
    holding = RoleHolding.objects.filter(current(on), person=OuterRef("pk"), trust=_trust_id(place), school=None)
    return Person.objects.filter(Exists(here) | Exists(holding)).filter(still_here(on))


def is_staff_at(person: Person, place: School | Trust, on: date) -> bool:
    """Whether the person is one of `staff_at`."""
    return staff_at(place, on).filter(pk=person.pk).exists()


def find_staff(text: str, place: School | Trust, on: date) -> list[Person]:
    """Those of `staff_at` who have this email address or exactly this name; at most twenty."""
    people = staff_at(place, on)
    if "@" in text:
        return list(people.filter(email__iexact=text.strip())[:1])
    first, _, last = text.strip().partition(" ")
    named = Q(given_name__iexact=first) | Q(preferred_name__iexact=first)
    return list(people.filter(named, family_name__iexact=last.strip())[:20])


def search_staff(text: str, places: Iterable[School | Trust], on: date, at_most: int = 10) -> list[Person]:
    """Those of `staff_at` of the places whose names begin with each of the words, whole names first; for lists that
    narrow while somebody types."""
    places = list(places)
    exact = [person for place in places for person in find_staff(text, place, on)]
    found = Q(pk__in=[])
    for place in places:
        found |= Q(pk__in=staff_at(place, on).values("pk"))
    rows = Person.objects.filter(names_begin(text), found).order_by("family_name", "given_name", "pk")
    return list(dict.fromkeys([*exact, *rows[:at_most]]))[:at_most]


def names_begin(text: str) -> Q:
    """People of whose names some part begins with each of the words; nobody for an address or a single letter."""
    words = [word.strip(",") for word in text.split()][:5]
    if sum(map(len, words)) < 2 or "@" in text:
        return Q(pk__in=[])
    found = Q()
    for word in words:
        one = Q(pk__in=[])
        for name in ("given_name", "preferred_name", "family_name"):
            one |= Q(**{f"{name}__istartswith": word})
            one |= Q(**{f"{name}__icontains": f" {word}"}) | Q(**{f"{name}__icontains": f"-{word}"})
        found &= one
    return found


def by_ids(school: School, ids: Iterable[UUID | str]) -> list[Person]:
    """People of the school's trust by their ids, whatever school they are at, with what they are; at most twenty."""
    people = Person.objects.filter(trust=school.trust_id, pk__in=[pk for pk in ids if _is_id(pk)])
    return list(people.prefetch_related("memberships__school")[:20])


def _is_id(text: UUID | str) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def alike(person: Person) -> list[Person]:
    """Records of the trust that may be of the same person, by name or birth date; at most thirty."""
    like = Q(family_name__iexact=person.family_name) & Q(given_name__istartswith=person.given_name[:1])
    like |= Q(given_name__iexact=person.given_name, family_name__istartswith=person.family_name[:1])
    if person.date_of_birth:
        like |= Q(date_of_birth=person.date_of_birth, family_name__iexact=person.family_name)
    people = Person.objects.filter(like, trust=person.trust_id, merged_into=None).exclude(pk=person.pk)
    return list(people.prefetch_related("memberships__school")[:30])


def merges_of(trust: Trust, since: datetime) -> QuerySet[Merge]:
    """The merges of a trust since then that still stand, newest first."""
    return Merge.objects.filter(trust=trust, undone_at=None, at__gte=since).select_related("kept", "other", "by")


def ending_roles(person: Person, school: School, on: date) -> list[str]:
    """What somebody holds or covers, that ends when they leave the school, in words."""
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    elsewhere = Membership.objects.filter(lasting, person=person).exclude(school=school).exists()
    at = Q(school=school) if elsewhere else Q()
    held = RoleHolding.objects.filter(lasting, at, person=person)
    covered = Cover.objects.filter(Q(holding__school=school) if elsewhere else Q(), end__gte=on, person=person)
    words = [row.get_role_display() for row in held]
    return words + [f"cover for {row.holding.get_role_display()}" for row in covered.select_related("holding")]


def _trust_id(place: School | Trust) -> UUID:
    return place.trust_id if isinstance(place, School) else place.pk


def open_schools(on: date) -> QuerySet[School]:
    """The schools that are open on the day, by trust and name."""
    schools = School.objects.filter(Q(closed__isnull=True) | Q(closed__gte=on)).select_related("trust")
    return schools.order_by("trust__name", "name")


def kinds_count(schools: QuerySet[School], on: date) -> dict[UUID, KindsCount]:
    """People per kind at each school that day, each person once a kind. Three queries.

    `without_kind` counts people of the school's trust who have not left and are of no kind at any school (AIM7).
    """
    at = schools.order_by()
    rows = (
        Membership.objects.filter(current(on), school__in=at.values("pk"))
        .order_by()
        .values_list("school_id", "kind")
        .annotate(people=Count("person", distinct=True))
    )
    counts = {(school, kind): people for school, kind, people in rows}
    here = Membership.objects.filter(current(on), person=OuterRef("pk"))
    without = dict(
        Person.objects.filter(~Exists(here), trust__in=at.values("trust_id"))
        .filter(Q(left_on__isnull=True) | Q(left_on__gte=on))
        .order_by()
        .values_list("trust_id")
        .annotate(people=Count("pk"))
    )
    return {
        pk: KindsCount({kind: counts.get((pk, kind), 0) for kind in Kind}, without.get(trust, 0))
        for pk, trust in at.values_list("pk", "trust_id")
    }


def schools_of(people: Iterable[Person], on: date) -> set[UUID]:
    """The schools at which any of these people is something, or holds a role, that day; two queries.

    A role held at the trust counts at each of its schools that is open.
    """
    ids = [person.pk for person in people]
    found = set(Membership.objects.filter(current(on), person__in=ids).values_list("school", flat=True))
    held = RoleHolding.objects.filter(current(on), person__in=ids)
    found |= {pk for pk in held.filter(school__isnull=False).values_list("school", flat=True)}
    wide = held.filter(school__isnull=True).order_by().values("trust")
    return found | set(open_schools(on).filter(trust__in=wide).values_list("pk", flat=True))


def without_anybody(schools: QuerySet[School], on: date) -> set[UUID]:
    """The schools at which nobody is anything that day, and nobody holds a role of the school's own. One query."""
    somebody = Membership.objects.filter(current(on), school=OuterRef("pk"))
    role = RoleHolding.objects.filter(current(on), school=OuterRef("pk"))
    return set(schools.order_by().filter(~Exists(somebody), ~Exists(role)).values_list("pk", flat=True))


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people by id, for pages that show who did something."""
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=set(ids))}


def family_links_of(child: Person) -> QuerySet[FamilyLink]:
    """The links of a child to the adults of their families, with both."""
    return FamilyLink.objects.filter(child=child).select_related("adult", "child")


def people_with(ids: Iterable[UUID]) -> QuerySet[Person]:
    """The people with these ids."""
    return Person.objects.filter(pk__in=set(ids))
