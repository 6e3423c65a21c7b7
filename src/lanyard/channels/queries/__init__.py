"""Who sees which channels, and the named reads of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from lanyard.channels.choices import State
from lanyard.channels.models import AddressChange, Channel, Condition, Decision, Hazard, ProtectionCheck, Told
from lanyard.channels.rules import RENEW_BEFORE, ChannelStatus, not_in
from lanyard.kernel import gate
from lanyard.people.choices import Role
from lanyard.people.models import Person, School, User, current
from lanyard.people.queries import own_schools, roles_of, stand_in_for

# Those that the public page lists: real accounts, in use or resting.
LISTED = (State.LIVE, State.PAUSED)
# Those on their way: nobody may say yet that they are official.
WAITING = (State.PROPOSED, State.ASSESSED, State.APPROVED)


def with_status(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    """The channels with what `readiness_of` reads, in the same query."""
    last = Decision.objects.filter(channel=OuterRef("pk")).order_by("-number")
    unmet = of_last_decisions().filter(decision__channel=OuterRef("pk"), met_on__isnull=True)
    return rows.select_related("school", "trust", "platform", "assessment").annotate(
        **{
            "approved_until": Subquery(last.values("until")[:1]),
            "first_due": Subquery(unmet.order_by("due").values("due")[:1]),
        }
    )


def status_of(channel: Channel, on: date, *, posting: int = 0) -> ChannelStatus:
    """How a channel of `with_status` stands on the day. Nothing of it is stored: it lapses by itself.

    `posting` is how many people may post on it, from `authority.how_many_may_post`.
    """
    held = getattr(channel, "assessment", None)
    return ChannelStatus(
        state=channel.state,
        approved_until=channel.approved_until,
        agreed=held is not None and held.agreed_on is not None,
        review_on=held.review_on if held else None,
        first_due=channel.first_due,
        on=on,
        posting=posting,
    )


def visible_to(user: User) -> QuerySet[Channel]:
    """The channels that the user may open: all of the places that they lead, else what they proposed or run."""
    today = timezone.localdate()
    mine = Q(proposer=user.person_id) | Q(pk__in=_operated_by(user.person, today).order_by().values("channel"))
    return with_status(Channel.objects.filter(mine | at_places_of(user, "channels:read-all")))


def live_where(user: User) -> QuerySet[Channel]:
    """The live channels of the places where the user works, those for their whole trust among them."""
    held = roles_of(user, timezone.localdate())
    schools = {one.school_id for one in held if one.school_id}
    all_of = {one.trust_id for one in held if not one.school_id}
    whole = Q(school__isnull=True, trust__in={one.trust_id for one in held})
    return Channel.objects.filter(Q(school__in=schools) | Q(trust__in=all_of) | whole, state=State.LIVE)


def _operated_by(person: Person, on: date) -> QuerySet:
    return person.operates.filter(current(on))


def at_places_of(user: User, permission: str) -> Q:
    """The channels of the places where the user holds the permission today."""
    held = [one for one in roles_of(user, timezone.localdate()) if one.role in gate.table[permission].roles]
    at_school = {one.school_id for one in held if one.school_id}
    at_trust = {one.trust_id for one in held if not one.school_id}
    return Q(school__in=at_school) | Q(trust__in=at_trust)


def agreeing(channel: Channel, on: date) -> Iterable[Person]:
    """Who agrees the channel's risk assessment: the headteacher, never the proposer (EXP6).

    For the whole trust it is whoever decides on it.
    """
    if channel.school is None:
        return deciding(channel, on)
    found = stand_in_for(Role.HEADTEACHER, channel.school, on, subjects=[channel.proposer_id])
    return found.people if found else ()


def deciding(channel: Channel, on: date) -> Iterable[Person]:
    """Who decides on the channel: the executive headteacher, or whoever stands in, never the proposer (OFF2)."""
    at = channel.school or channel.trust.schools.first()
    return _acting(at, on, [channel.proposer_id]) if at else ()


def deciding_address(change: AddressChange, on: date) -> Iterable[Person]:
    """Who decides whether a channel is another account: as for the channel, and never who asked for it."""
    channel = change.channel
    at = channel.school or channel.trust.schools.first()
    return _acting(at, on, [channel.proposer_id, change.asked_by_id]) if at else ()


def open_address(channel: Channel) -> AddressChange | None:
    """The account that a channel of `with_address` is to be and that nobody has decided on yet."""
    return getattr(channel, "open_change", None)


def with_address(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    """The channels with the account that waits for approval: there is one at most."""
    waiting = FilteredRelation("address_changes", condition=Q(address_changes__verdict=""))
    rows = rows.annotate(open_change=waiting)
    return rows.select_related("open_change__asked_by")  # type: ignore[misc]  # FilteredRelation is unknown


@dataclass(frozen=True)
class Waiting:
    """What waits for one person's decision: channels, proposals before renewals and the oldest first; and the accounts
    that channels are to be, oldest first."""

    channels: list[Channel]
    accounts: list[AddressChange]


def decisions_for(user: User) -> Waiting:
    """What waits for this person's decision.

    The number of queries depends on the number of trusts, never on that of channels.
    """
    today = timezone.localdate()
    rows = with_address(with_status(Channel.objects.filter(at_places_of(user, "channels:decide"))))
    due = Q(approved_until__lte=today + RENEW_BEFORE)
    ends = Q(state__in=[State.APPROVED, State.LIVE, State.PAUSED]) & due
    rows = rows.exclude(proposer=user.person_id).annotate(ends=ExpressionWrapper(ends, BooleanField()))
    waiting = rows.filter(Q(state=State.ASSESSED) | ends | Q(open_change__isnull=False)).order_by("proposed_on", "pk")
    decides = _decides(user, today)
    found = [row for row in waiting if decides(row.trust_id, {row.proposer_id})]
    channels = [row for row in found if row.state == State.ASSESSED or row.ends]
    changes = [(row, open_address(row)) for row in waiting]
    accounts = [one for row, one in changes if one and decides(row.trust_id, {row.proposer_id, one.asked_by_id})]
    return Waiting(
        sorted(channels, key=lambda row: row.state != State.ASSESSED), sorted(accounts, key=lambda one: one.asked_at)
    )


def _decides(user: User, on: date) -> Callable[[UUID, set[UUID]], bool]:
    """Whether the user decides at a trust on what those people want. Who leads is asked for once for each trust, and
    again only where one of those people leads it."""
    schools = {school.trust_id: school for school in own_schools(user, gate.table["channels:decide"].roles, on)}
    leads: dict[tuple, set[UUID]] = {}

    def acting(trust: UUID, without: frozenset[UUID]) -> set[UUID]:
        if (trust, without) not in leads:
            leads[trust, without] = {person.pk for person in _acting(schools[trust], on, without)}
        return leads[trust, without]

    def decides(trust: UUID, wanting: set[UUID]) -> bool:
        usual = acting(trust, frozenset())
        out = frozenset(wanting & usual)
        return user.person_id not in wanting and user.person_id in (acting(trust, frozenset(wanting)) if out else usual)

    return decides


def _acting(at: School, on: date, subjects: Iterable[UUID]) -> Iterable[Person]:
    found = stand_in_for(Role.EXECUTIVE_HEADTEACHER, at, on, subjects=subjects)
    return found.people if found else ()


def speaking_for(school: School, rows: QuerySet[Channel]) -> QuerySet[Channel]:
    """Of these channels, those of the school and those of its whole trust."""
    return rows.filter(Q(school=school) | Q(school__isnull=True, trust=school.trust_id))


def listed_at(school: School) -> QuerySet[Channel]:
    """The official accounts of a school, with those of its whole trust: what anybody may know (OFF1)."""
    looked = ProtectionCheck.objects.filter(channel=OuterRef("pk"), url=OuterRef("url")).order_by("-on")
    return (
        speaking_for(school, Channel.objects.filter(state__in=LISTED))
        .select_related("platform")
        .annotate(checked_on=Subquery(looked.values("on")[:1]))
        .order_by(F("school").asc(nulls_last=True), "name", "pk")
    )


def named_at(school: School) -> list[Mapping[str, str]]:
    """The accounts that the trust's file names and on which nothing was decided here: real ones, to be proposed yet."""
    decided = speaking_for(school, Channel.objects.exclude(state__in=WAITING))
    return not_in(school.listed_channels, decided.order_by().values_list("name", flat=True))


def with_history(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    """The channels with everything that the page of one shows."""
    return (
        with_address(rows)
        .select_related("proposer", "assessment__agreed_by", "link_check")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.select_related("by")),
            Prefetch("decisions__asks", Condition.objects.select_related("met_by")),
            Prefetch("checks", ProtectionCheck.objects.filter(url=F("channel__url")).select_related("by")),
            "told",
        )
    )


def with_risks(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    """The channels with their whole risk assessment."""
    return rows.select_related("assessment__agreed_by").prefetch_related("assessment__hazards")


def of_last_decisions() -> QuerySet[Condition]:
    """What the last decision on each channel asks for; what an earlier one asked for has fallen away."""
    later = Decision.objects.filter(channel=OuterRef("decision__channel"), number__gt=OuterRef("decision__number"))
    return Condition.objects.filter(~Exists(later))


def late_conditions(on: date) -> QuerySet[Condition]:
    """What was to be met by a day before this one, and was not."""
    return of_last_decisions().filter(due__lt=on).filter(Q(met_on__isnull=True) | Q(met_on__gt=on))


def asked(channel: Channel) -> QuerySet[Condition]:
    """What the last decision on the channel asks for."""
    return of_last_decisions().filter(decision__channel=channel)


def conditions_of(channel: Channel) -> list[Condition]:
    """The same from a channel of `with_history`, without asking again."""
    decisions = list(channel.decisions.all())
    return list(decisions[0].asks.all()) if decisions else []


def version_of(channel: Channel) -> str:
    """A mark of all that is read before the risks are agreed or the channel is decided on; any change changes it."""
    held = channel.assessment
    parts = [repr(getattr(channel, name)) for name in _READ_BEFORE]
    parts += [repr(held.agreed_on), repr(held.review_on), repr(channel.platform_id)]
    for row in held.hazards.all():
        parts += [repr(getattr(row, field.attname)) for field in Hazard._meta.concrete_fields]
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


_READ_BEFORE = (*Channel.Data.personal, "name", "url", "openness", "purpose", "year_groups", "state", "approved_until")


def conditions_asked_of(channel: Channel) -> QuerySet[Condition]:
    """Every condition of its decisions, met or not."""
    return Condition.objects.filter(decision__channel=channel)


def told(pk: str) -> Told:
    """That families were told of a channel, with its place."""
    return Told.objects.select_related("channel__school", "channel__trust").get(pk=pk)


def condition_for(user: User, pk: str) -> Condition | None:
    """A condition of a channel that the user may open, with its channel."""
    rows = Condition.objects.filter(pk=pk, decision__channel__in=visible_to(user).order_by().values("pk"))
    return rows.select_related("decision__channel__school", "decision__channel__trust").first()
