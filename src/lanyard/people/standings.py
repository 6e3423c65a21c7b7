"""How the register stands on a day, for all schools at once: who leads safeguarding (AIM5), who is there (AIM7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lanyard.people.choices import Kind, Role
from lanyard.people.models import Cover, Membership, Person, RoleHolding, School, current

# The roles that every school must have somebody in (AIM5; KCSIE part two asks for a DSL in every school).
LEADING_ROLES = (Role.HEADTEACHER, Role.DSL, Role.DEPUTY_DSL)


@dataclass(frozen=True)
class RoleStanding:
    """Whether a role has a holder at a school. `since` is the first day without one, where somebody held it before."""

    role: str
    held: bool
    since: date | None = None

    def days_without(self, on: date) -> int | None:
        """Days without a holder up to and with `on`; None where nobody ever held it, or where it is held."""
        return None if self.held or self.since is None else (on - self.since).days + 1


def role_standings(schools: QuerySet[School], on: date) -> dict[UUID, dict[str, RoleStanding]]:
    """By school id and role: whether headteacher, DSL and deputy DSL are held on the day. Three queries in all.

    A holder who has left holds nothing; somebody who covers for a holder does hold the role.
    """
    here = Q(school__in=schools, role__in=LEADING_ROLES, start__lte=on)
    still_here = Q(person__left_on__isnull=True) | Q(person__left_on__gte=on)
    held = set(RoleHolding.objects.filter(here, current(on)).filter(still_here).values_list("school_id", "role")) | set(
        Cover.objects.filter(
            current(on),
            current(on, "holding__"),
            still_here,
            holding__school__in=schools,
            holding__role__in=LEADING_ROLES,
        ).values_list("holding__school_id", "holding__role")
    )
    last: dict[tuple[UUID, str], date] = {}
    rows = RoleHolding.objects.filter(here).values_list("school_id", "role", "end", "person__left_on")
    for school_id, role, end, left_on in rows:
        ended = min((day for day in (end, left_on) if day), default=None)
        if ended:
            last[school_id, role] = max(last.get((school_id, role), ended), ended)
    return {
        pk: {role: _standing(role, (pk, role) in held, last.get((pk, role))) for role in LEADING_ROLES}
        for pk in schools.values_list("pk", flat=True)
    }


def _standing(role: str, held: bool, ended: date | None) -> RoleStanding:
    since = ended + timedelta(days=1) if ended and not held else None
    return RoleStanding(str(role), held, since)


@dataclass(frozen=True)
class KindStanding:
    """How many people of each kind a school has on the day, and how many of its people have lost theirs.

    `without` counts people who have not left, whose last membership was at this school and has ended.
    """

    counts: dict[str, int] = field(default_factory=dict)
    without: int = 0

    @property
    def known(self) -> int:
        """People with a kind, each counted once a kind."""
        return sum(self.counts.values())


def kind_standings(schools: QuerySet[School], on: date) -> dict[UUID, KindStanding]:
    """By school id: people on the register of each kind (AIM7), and those of no kind any more. Three queries in all."""
    still_here = Q(person__left_on__isnull=True) | Q(person__left_on__gte=on)
    counts: dict[UUID, dict[str, int]] = {}
    rows = (
        Membership.objects.filter(current(on), still_here, school__in=schools)
        .values("school_id", "kind")
        .annotate(n=Count("pk"))
    )
    for row in rows:
        counts.setdefault(row["school_id"], {})[row["kind"]] = row["n"]
    going_on = Membership.objects.filter(current(on), person=OuterRef("pk"))
    lost = Person.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=on),
        ~Exists(going_on),
        memberships__school__in=schools,
        memberships__end__lt=on,
    )
    without: Counter[UUID] = Counter()
    latest: dict[UUID, tuple[date, UUID]] = {}
    for person, school_id, end in lost.values_list("pk", "memberships__school_id", "memberships__end"):
        latest[person] = max(latest.get(person, (end, school_id)), (end, school_id))
    without.update(school_id for _, school_id in latest.values())
    return {pk: KindStanding(counts.get(pk, {}), without[pk]) for pk in schools.values_list("pk", flat=True)}


# Every school has pupils, parents, leaders, teachers, support staff and governors; the others may be none.
EXPECTED_KINDS = (Kind.PUPIL, Kind.PARENT, Kind.LEADER, Kind.TEACHER, Kind.SUPPORT, Kind.GOVERNOR)
