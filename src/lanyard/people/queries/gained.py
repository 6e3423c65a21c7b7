"""Who gained access in a month, by which way, on whose word: for the chair and the data protection lead."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.people.choices import Role
from lanyard.people.models import (
    AddressChange,
    Cover,
    Membership,
    Person,
    RoleHolding,
    RoleProposal,
    School,
    Suspension,
    Trust,
    WitnessedStep,
)
from lanyard.people.power_models import ChangeState, ProposalState
from lanyard.records.models import AuditEvent
from lanyard.records.required import required

Place = School | Trust
_STEPS = {"totp": "An authenticator app", "webauthn": "A passkey", "recovery_codes": "Recovery codes"}


@dataclass(frozen=True)
class Gain:
    """One thing that gave access, or took it away. `asked` and `confirmed` are names, or a way; empty where nobody."""

    on: date
    who: str
    what: str
    asked: str = ""
    confirmed: str = ""


@dataclass(frozen=True)
class Month:
    """A month, and those beside it (`after` is None for this month)."""

    first: date
    last: date
    before: date
    after: date | None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first moment to the first of the next."""
        zone = timezone.get_current_timezone()
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(self.last + timedelta(days=1), time(), zone),
        )


def month_of(text: str, today: date) -> Month:
    """The month written as 2026-11; this month for anything else, and for months to come."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        first = today
    first = min(first, today).replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    before = (first - timedelta(days=1)).replace(day=1) if first > date(2000, 1, 1) else first
    return Month(first, last, before, last + timedelta(days=1) if last < today else None)


def gained(place: Place, month: Month) -> list[Gain]:
    """Roles, covers, addresses, second steps and suspensions of the month, the newest first. Ten queries."""
    found = [
        *_roles_and_covers(place, month),
        *_addresses(place, month),
        *_second_steps(place, month),
        *_suspensions(place, month),
    ]
    return sorted(found, key=lambda gain: (gain.on, gain.who), reverse=True)


def _at(place: Place, prefix: str = "") -> Q:
    """Rows of the school, with those of its trust for every school; or all of the trust."""
    if isinstance(place, School):
        own = Q(**{f"{prefix}school": place})
        return own | Q(**{f"{prefix}school__isnull": True, f"{prefix}trust": place.trust_id})
    return Q(**{f"{prefix}trust": place})


def _people(place: Place) -> QuerySet:
    """Everybody who was ever something at the place, or held a role there, as ids."""
    if not isinstance(place, School):
        return Person.objects.filter(trust=place).values("pk")
    here = Membership.objects.filter(school=place).order_by().values("person")
    return here.union(RoleHolding.objects.filter(_at(place)).order_by().values("person"))


def _of_role(row: RoleHolding) -> str:
    return f"{Role(row.role).label}, {row.school or row.trust}"


def _givers(ids: list[UUID]) -> dict[str, str]:
    """Who gave the roles and covers that nobody had to confirm, by what it is: from the audit trail."""
    events = AuditEvent.objects.filter(event__in=["role:appoint", "cover:add"], about_id__in=[str(pk) for pk in ids])
    actors = dict(events.values_list("about_id", "actor"))
    kept = {actor.partition(":")[2] for actor in actors.values() if actor.startswith("person:")}
    names = {str(pk): str(person) for pk, person in Person.objects.in_bulk([UUID(pk) for pk in kept]).items()}
    return {about: names.get(actor.partition(":")[2], "A command") for about, actor in actors.items()}


def _roles_and_covers(place: Place, month: Month) -> Iterator[Gain]:
    within = (month.first, month.last)
    roles = list(
        RoleHolding.objects.filter(_at(place), start__range=within).select_related("person", "school", "trust")
    )
    covers = list(
        Cover.objects.filter(_at(place, "holding__"), start__range=within).select_related(
            "person", "holding__person", "holding__school", "holding__trust"
        )
    )
    began, stand_ins = _proposals(roles, covers)
    givers = _givers([row.pk for row in (*roles, *covers)])
    for role in roles:
        word = _word(began.get(role.pk), givers.get(str(role.pk), "The trust’s file"))
        yield Gain(role.start, str(role.person), _of_role(role), *word)
    for row in covers:
        word = _word(stand_ins.get((row.holding_id, row.person_id)), givers.get(str(row.pk), "The trust’s file"))
        what = f"Covers for {row.holding.person} until {row.end:%-d %B %Y}: {_of_role(row.holding)}"
        yield Gain(row.start, str(row.person), what, *word)


def _proposals(
    roles: list[RoleHolding], covers: list[Cover]
) -> tuple[dict[UUID, RoleProposal], dict[tuple[UUID, UUID], RoleProposal]]:
    """What was confirmed: by the role that began with it, and by whose role is covered and who covers it."""
    confirmed = Q(holding__in=[row.holding_id for row in covers], state=ProposalState.CONFIRMED)
    found = RoleProposal.objects.filter(Q(begun__in=roles) | confirmed).select_related("proposed_by", "decided_by")
    began = {row.begun_id: row for row in found if row.begun_id}
    return began, {(row.holding_id, row.person_id): row for row in found if row.holding_id}


def _word(proposal: RoleProposal | None, otherwise: str) -> tuple[str, str]:
    """Who asked, and who confirmed."""
    if proposal is None:
        return otherwise, ""
    asked = str(proposal.proposed_by) if proposal.proposed_by else "The trust’s file"
    return asked, str(proposal.decided_by) if proposal.decided_by else "A command"


def _addresses(place: Place, month: Month) -> Iterator[Gain]:
    made = AddressChange.objects.filter(
        state=ChangeState.MADE, decided_at__range=month.moments, person__in=_people(place)
    )
    for row in made.select_related("person", "proposed_by", "decided_by"):
        asked = str(row.proposed_by) if row.proposed_by else "A file"
        confirmed = str(row.decided_by) if row.decided_by else "Nobody stopped it within a day"
        yield Gain(_day(required(row.decided_at)), str(row.person), "Another sign-in address", asked, confirmed)


def _second_steps(place: Place, month: Month) -> Iterator[Gain]:
    """Those of people with a role: what somebody without one opens harms nobody."""
    trust = place.trust_id if isinstance(place, School) else place.pk
    events = AuditEvent.objects.filter(event="second-step:add", trust_id=trust, at__range=month.moments)
    actors = [(at, UUID(actor.partition(":")[2]), detail) for at, actor, detail in _by_people(events)]
    holds = RoleHolding.objects.filter(_at(place), person__in={who for _, who, _ in actors}).values("person")
    people = Person.objects.filter(pk__in=holds).in_bulk()
    steps = WitnessedStep.objects.filter(person__in=list(people), done_at__isnull=False).select_related("witness")
    witnesses = {(row.person_id, _day(required(row.done_at))): str(row.witness or "A command") for row in steps}
    for at, who, detail in actors:
        kind = next((says for code, says in _STEPS.items() if f'"{code}"' in detail), "")
        if who in people and kind:
            word = witnesses.get((who, _day(at)), "")
            yield Gain(_day(at), str(people[who]), f"{kind} as second step", str(people[who]), word)


def _by_people(events: QuerySet[AuditEvent]) -> list[tuple[datetime, str, str]]:
    return list(events.filter(actor__startswith="person:").values_list("at", "actor", "detail"))


def _suspensions(place: Place, month: Month) -> Iterator[Gain]:
    inside = Q(at__range=month.moments) | Q(lifted_at__range=month.moments)
    rows = Suspension.objects.filter(inside, person__in=_people(place)).select_related("person", "by", "lifted_by")
    for row in rows:
        if month.moments[0] <= row.at < month.moments[1]:
            yield Gain(_day(row.at), str(row.person), "Access suspended", str(row.by or "A command"))
        if row.lifted_at and month.moments[0] <= row.lifted_at < month.moments[1]:
            yield Gain(_day(row.lifted_at), str(row.person), "Access restored", str(row.lifted_by or "A command"))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
