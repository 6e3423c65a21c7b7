"""Who is answerable at each school, where nobody is, and who stands in (AIM5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet

from lanyard.people.choices import TRUST_ROLES, Role
from lanyard.people.models import Cover, Person, RoleHolding, School, Trust, User, current
from lanyard.people.rules import LADDERS, StandIn, stand_in

# Each school must have these (AIM5); where one is missing, that is an alarm.
REQUIRED_ROLES = (Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL)


@dataclass(frozen=True)
class RoleGap:
    """A required role that nobody holds at a school. `since` is the first day without a holder, None: there was none.

    `days` counts from that day to the day asked about, both included.
    """

    school_id: UUID
    role: Role
    since: date | None
    days: int | None


@dataclass
class RoleRow:
    """One role of a place: its holdings that day with their covers, and whether its emptiness is an alarm."""

    role: Role
    required: bool
    holdings: list[RoleHolding] = field(default_factory=list)
    gap: RoleGap | None = None


def role_gaps(schools: QuerySet[School], on: date) -> dict[UUID, list[RoleGap]]:
    """The required roles that nobody holds that day, for each school; an empty list where all are held. Two queries.

    A cover doesn't fill a gap: it stands in for a holder. A holder who has left leaves a gap from the day after.
    """
    places = list(schools.order_by().values_list("pk", "trust_id"))
    at = schools.order_by()
    rows = RoleHolding.objects.filter(
        Q(school__in=at.values("pk")) | Q(school__isnull=True, trust__in=at.values("trust_id")),
        role__in=REQUIRED_ROLES,
        start__lte=on,
    ).values_list("role", "school_id", "trust_id", "end", "person__left_on")
    ends: dict[tuple[UUID, str], list[date]] = defaultdict(list)
    for role, school, trust, *limits in rows:
        ends[school or trust, role].append(min((day for day in limits if day), default=date.max))
    return {
        school: [
            gap for role in REQUIRED_ROLES if (gap := _gap(school, role, ends[school, role] + ends[trust, role], on))
        ]
        for school, trust in places
    }


def _gap(school: UUID, role: Role, ends: list[date], on: date) -> RoleGap | None:
    last = max(ends, default=None)
    if last is None:
        return RoleGap(school, role, None, None)
    if last >= on:
        return None
    since = last + timedelta(days=1)
    return RoleGap(school, role, since, (on - since).days + 1)


def gaps_of(school: School, on: date) -> list[RoleGap]:
    """The required roles that nobody holds at one school."""
    return role_gaps(School.objects.filter(pk=school.pk), on)[school.pk]


def role_rows(place: School | Trust, on: date) -> list[RoleRow]:
    """The roles of the place with who holds them at the place itself: all that a school or a trust should have.

    A role that counts for every school, such as the data protection lead's, is shown where somebody holds it.
    """
    is_school = isinstance(place, School)
    found: dict[str, list[RoleHolding]] = defaultdict(list)
    for holding in holdings_at(place, on):
        found[holding.role].append(holding)
    roles = [role for role in Role if role in found or (role not in TRUST_ROLES if is_school else role in TRUST_ROLES)]
    gaps = {gap.role: gap for gap in gaps_of(place, on)} if isinstance(place, School) else {}
    return [RoleRow(role, role in REQUIRED_ROLES, found[role], gaps.get(role)) for role in roles]


def holdings_at(place: School | Trust, on: date) -> QuerySet[RoleHolding]:
    """The holdings of the school itself, or of the trust itself, that last that day."""
    at: dict[str, object] = {"school": place} if isinstance(place, School) else {"trust": place, "school__isnull": True}
    return _current_holdings(on).filter(**at)


def own_holdings(user: User, on: date) -> QuerySet[RoleHolding]:
    """The roles that the user holds themselves that day, with covers from that day on."""
    return _current_holdings(on).filter(person=user.person)


def covers_today(user: User, on: date) -> QuerySet[Cover]:
    """The covers of the user's own roles that are going on that day."""
    return Cover.objects.filter(current(on), current(on, "holding__"), holding__person=user.person_id)


def _current_holdings(on: date) -> QuerySet[RoleHolding]:
    covers = Cover.objects.filter(end__gte=on).select_related("person").order_by("start")
    return (
        RoleHolding.objects.filter(current(on))
        .filter(Q(person__left_on__isnull=True) | Q(person__left_on__gte=on))
        .select_related("person", "school", "trust")
        .prefetch_related(Prefetch("covers", queryset=covers, to_attr="covers_ahead"))
        .order_by("start", "person__family_name", "pk")
    )


def stand_in_for(role: str, school: School, on: date, subjects: Iterable[Person | UUID] = ()) -> StandIn[Person] | None:
    """Who acts for a role at a school that day, and in which role: never a subject, never somebody covered for.

    None when nobody is left on the whole ladder (see `rules.LADDERS`). One query.
    """
    ladder = (role, *LADDERS[role])
    rows = RoleHolding.objects.filter(
        Q(school=school) | Q(school__isnull=True, trust_id=school.trust_id), current(on), role__in=ladder
    ).filter(Q(person__left_on__isnull=True) | Q(person__left_on__gte=on))
    # A holding comes once for each cover that is going on.
    cover = FilteredRelation("covers", condition=current(on, "covers__"))
    rows = rows.annotate(cover=cover)
    rows = rows.select_related("person", "cover__person")  # type: ignore[misc]  # FilteredRelation is unknown
    people: dict[UUID, Person] = {}
    holders: dict[str, list[UUID]] = defaultdict(list)
    covers: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    for holding in rows.order_by("start", "pk", "cover__start", "cover__pk"):
        people[holding.person_id] = holding.person
        holders[holding.role].append(holding.person_id)
        standing_in = holding.cover.person if getattr(holding, "cover", None) else None
        if standing_in and standing_in.is_here(on):
            people[standing_in.pk] = standing_in
            covers[holding.role, holding.person_id].append(standing_in.pk)
    # Whose access is suspended acts in nothing; whoever stands in for them does.
    suspended = {pk for pk, person in people.items() if person.suspended_at}
    found = stand_in(role, holders, covers, _ids(subjects) | suspended)
    return StandIn(found.role, tuple(people[pk] for pk in found.people)) if found else None


def _ids(subjects: Iterable[Person | UUID]) -> set[UUID]:
    return {subject.pk if isinstance(subject, Person) else subject for subject in subjects}


def cover_by_id(pk: str) -> Cover | None:
    """A cover with its role and who covers; None if it is gone."""
    return Cover.objects.select_related("holding__school", "holding__trust", "person").filter(pk=pk).first()
