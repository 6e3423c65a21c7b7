"""Who has access that could harm others, who confirms that somebody gets it, and who is told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.people.choices import Role
from lanyard.people.models import (
    AddressChange,
    Cover,
    Person,
    RoleHolding,
    RoleProposal,
    School,
    Trust,
    current,
    still_here,
)
from lanyard.people.power_models import ChangeState, ProposalState, WitnessedStep
from lanyard.people.rules import CONFIRMED_BY, LADDERS, who_confirms

# Whoever owes their own power to somebody counts as independent of them after this time.
RECENTLY = timedelta(days=30)
GUARDED = tuple(CONFIRMED_BY)

Place = School | Trust


def place_of(row: RoleHolding | RoleProposal) -> Place:
    """The school, or else the trust, of a role."""
    return row.school or row.trust


def powerful(on: date, among: Collection[UUID] | None = None, trust: Trust | None = None) -> set[UUID]:
    """The people who have a role that needs confirming, now or later, or stand in for one, or are proposed for one."""
    ahead = Q(end__isnull=True) | Q(end__gte=on)
    held = RoleHolding.objects.filter(ahead, role__in=GUARDED)
    covers = Cover.objects.filter(end__gte=on, holding__role__in=GUARDED)
    waits = RoleProposal.objects.filter(state=ProposalState.PENDING, role__in=GUARDED)
    these = Q()
    if among is not None:
        these &= Q(person__in=among)
    if trust is not None:
        these &= Q(person__trust=trust)
    ids = [rows.filter(these).order_by().values_list("person", flat=True) for rows in (held, covers, waits)]
    return set(ids[0].union(*ids[1:]))


def is_powerful(person: Person, on: date) -> bool:
    """Whether the person is one of `powerful`."""
    return person.pk in powerful(on, [person.pk])


def own_holders(place: Place, on: date) -> dict[str, list[UUID]]:
    """Who holds each role at the place themselves, as ids; nobody who only stands in.

    At a trust, those of its schools count besides: they are asked where nobody of the trust is left.
    """
    trust = place.trust if isinstance(place, School) else place
    at = Q(school=place) | Q(school__isnull=True) if isinstance(place, School) else Q()
    rows = RoleHolding.objects.filter(at, current(on), still_here(on, "person__"), trust=trust)
    found: dict[str, list[UUID]] = defaultdict(list)
    for role, person in rows.order_by("start", "pk").values_list("role", "person"):
        found[role].append(person)
    return found


def same_people(people: Iterable[Person]) -> set[UUID]:
    """The ids of these people and of every other record with a role that may be of one of them, in any trust.

    Another record is one with the same address, or the same names unless both birth dates are known and differ.
    """
    people = list(people)
    found = {person.pk for person in people}
    # From the few with a role, never through everybody on the register.
    acts = RoleHolding.objects.order_by().values("person").union(Cover.objects.order_by().values("person"))
    for person in people:
        same = Q(given_name__iexact=person.given_name, family_name__iexact=person.family_name)
        if person.date_of_birth:
            same &= Q(date_of_birth__isnull=True) | Q(date_of_birth=person.date_of_birth)
        if person.email:
            same |= Q(email__iexact=person.email) | Q(user__email__iexact=person.email)
        found |= set(Person.objects.filter(same, pk__in=acts).values_list("pk", flat=True))
    return found


def party_of(person: Person, on: date) -> set[UUID]:
    """Those who are not independent of a person.

    That is the person in every record; whoever they stand in for; and whoever has got their own role, or address, by
    them not long ago.
    """
    own = same_people([person])
    since = timezone.now() - RECENTLY
    covered = Cover.objects.filter(current(on), person__in=own).values_list("holding__person", flat=True)
    given = RoleProposal.objects.filter(
        proposed_by__in=own, state=ProposalState.CONFIRMED, decided_at__gte=since
    ).values_list("person", flat=True)
    moved = AddressChange.objects.filter(
        proposed_by__in=own, state=ChangeState.MADE, decided_by__isnull=True, decided_at__gte=since
    ).values_list("person", flat=True)
    return own | set(covered) | set(given) | set(moved)


def independent(person: Person, proposed_by: Person | None, on: date) -> set[UUID]:
    """The ids whose word does not count about a person: their own, and of all on the side of whoever proposed it."""
    return same_people([person]) | (party_of(proposed_by, on) if proposed_by else set())


def confirmers(proposal: RoleProposal, on: date) -> list[tuple[str, Person]]:
    """Who may confirm the proposal today, as (their role, they), whoever is asked first on top."""
    left_out = independent(proposal.person, proposal.proposed_by, on)
    return _named(who_confirms(proposal.role, own_holders(place_of(proposal), on), left_out))


def confirmers_of(change: AddressChange, on: date) -> list[tuple[str, Person]]:
    """Who may confirm a new address, or witness a second step: whoever confirms one of the roles of the person."""
    return vouchers(change.person, change.proposed_by, on)


def vouchers(person: Person, proposed_by: Person | None, on: date) -> list[tuple[str, Person]]:
    """Who may vouch for somebody: whoever confirms one of the roles that they have or shall have."""
    left_out = independent(person, proposed_by, on)
    found: list[tuple[str, UUID]] = []
    for role, place in roles_and_places(person, on):
        found += who_confirms(role, own_holders(place, on), left_out)
    return _named(list(dict.fromkeys(found)))


def witnesses(person: Person, on: date) -> list[tuple[str, Person]]:
    """Who may witness somebody's second step: nobody on the side of whoever gave them their role or address lately."""
    since = timezone.now() - RECENTLY
    given = RoleProposal.objects.filter(person=person, proposed_at__gte=since).values("proposed_by")
    moved = AddressChange.objects.filter(person=person, proposed_at__gte=since).values("proposed_by")
    askers = list(Person.objects.filter(Q(pk__in=given) | Q(pk__in=moved)).exclude(pk=person.pk))
    left_out = same_people([person])
    for asker in askers:
        left_out |= party_of(asker, on)
    found: list[tuple[str, UUID]] = []
    for role, place in roles_and_places(person, on):
        found += who_confirms(role, own_holders(place, on), left_out)
    return _named(list(dict.fromkeys(found)))


def needs_witness(person: Person, on: date, *, has_one: bool | None = None) -> bool:
    """Whether the next second step that the person sets up is their first, and would open what could harm others."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    if has_one is None:
        has_one = Authenticator.objects.filter(user__person=person, type__in=kinds).exists()
    return not has_one and is_powerful(person, on)


def _named(found: list[tuple[str, UUID]]) -> list[tuple[str, Person]]:
    people = Person.objects.in_bulk({pk for _, pk in found})
    return [(role, people[pk]) for role, pk in found]


def roles_and_places(person: Person, on: date) -> list[tuple[str, Place]]:
    """The roles that need confirming which the person has, stands in for, or is proposed for, each with its place."""
    ahead = Q(end__isnull=True) | Q(end__gte=on)
    held = RoleHolding.objects.filter(role__in=GUARDED).select_related("school", "trust")
    rows: list[RoleHolding | RoleProposal] = [
        *held.filter(ahead, person=person),
        *held.filter(covers__person=person, covers__end__gte=on),
        *RoleProposal.objects.filter(person=person, state=ProposalState.PENDING).select_related("school", "trust"),
    ]
    return list(dict.fromkeys((row.role, place_of(row)) for row in rows))


def leaders_of(role: str, place: Place, on: date) -> QuerySet[Person]:
    """Who is told of a change in a role: the level above, the headteacher, the chair; at the trust, its leaders."""
    if isinstance(place, School):
        at = Q(roles__school=place) | Q(roles__school__isnull=True, roles__trust_id=place.trust_id)
        always = {Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS}
    else:
        at = Q(roles__school__isnull=True, roles__trust=place)
        always = {Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES}
    held = own_holders(place, on)
    above = next((level for level in LADDERS[role] if held.get(level)), None)
    wanted = always | ({above} if above else set())
    if Role.CHAIR_OF_GOVERNORS not in held:
        wanted |= {Role.CHAIR_OF_TRUSTEES}
    return Person.objects.filter(at, current(on, "roles__"), still_here(on), roles__role__in=wanted).distinct()


def leaders_about(person: Person, on: date) -> list[Person]:
    """Who is told of what happens to somebody: `leaders_of` each of their roles, without themselves."""
    found: dict[UUID, Person] = {}
    for role, place in roles_and_places(person, on):
        found |= {leader.pk: leader for leader in leaders_of(role, place, on)}
    found.pop(person.pk, None)
    return list(found.values())


def waits_for(found: list[tuple[str, Person]]) -> str:
    """The sentence that says whom something waits for."""
    if not found:
        return (
            "Nobody here can confirm it: everyone who could is the person themselves, or not independent of the "
            "person who proposed it. Ask the person who runs your Lanyard server."
        )
    names = [f"{person}, {Role(role).label}" for role, person in found]
    if len(names) == 1:
        return f"Waiting for {names[0]}."
    return f"Waiting for one of these: {'; '.join(names)}."


def pending_at(place: Place) -> list[RoleProposal]:
    """What waits to be confirmed at the school itself, or at the trust itself, oldest first; one query."""
    at: dict[str, object] = {"school": place} if isinstance(place, School) else {"trust": place, "school__isnull": True}
    rows = RoleProposal.objects.filter(state=ProposalState.PENDING, **at)
    return list(rows.select_related("person")[:200])


def steps() -> QuerySet[WitnessedStep]:
    """Every second step that somebody witnesses, with whose it is."""
    return WitnessedStep.objects.select_related("person__trust")


def own_step(pk: str | None, person: UUID | None, since: datetime) -> WitnessedStep | None:
    """The person's own step, asked for since then."""
    return WitnessedStep.objects.filter(pk=pk, person=person, asked_at__gte=since).first() if pk else None
