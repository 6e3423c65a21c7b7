"""Who seals and who opens the log-ins of channels, and what is still to be changed after an opening (OFF6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lanyard.channels.models import Channel, Opening, Operator, SealedLogIn
from lanyard.kernel import gate
from lanyard.people.choices import Role
from lanyard.people.models import Person, User, current, still_here
from lanyard.people.queries import holders, roles_of
from lanyard.records.required import required


def may_open(user: User, channel: Channel) -> bool:
    """Whether this person leads the place that the channel speaks for: by their role there, not by any other."""
    return gate.may(user, "channels:open-log-in", channel.place)


def may_seal(user: User, channel: Channel) -> bool:
    """Whether this person runs the channel, or is one of those who put channels live there."""
    return gate.may(user, "channels:run", channel.place) or _runs(user.person, channel)


def sees(user: User, channel: Channel, operators: Iterable[Operator] | None = None) -> bool:
    """Whether the page about the log-in, which never shows one, is for this person.

    `operators` are those who run the channel today, where they have been read already.
    """
    if may_open(user, channel) or gate.may(user, "channels:run", channel.place):
        return True
    if operators is None:
        return _runs(user.person, channel)
    return user.person_id in {one.person_id for one in operators if one.suspended_on is None}


def _runs(person: Person, channel: Channel) -> bool:
    runs = Operator.objects.filter(current(timezone.localdate()), channel=channel, person=person)
    return runs.filter(suspended_on__isnull=True).exists()


def told_of(channel: Channel, on: date) -> list[Person]:
    """Who is told that a log-in is opened: everybody who might have opened it, and those who run the channel."""
    at = channel.school or channel.trust.schools.first()
    # Of a channel for the whole trust, those who lead the whole trust.
    leaders = gate.table["channels:open-log-in"].roles if channel.school else {Role.EXECUTIVE_HEADTEACHER}
    found = {person.pk: person for role in leaders if at for person in holders(role, at, on)}
    return list((found | {person.pk: person for person in running(channel, on)}).values())


def running(channel: Channel, on: date) -> QuerySet[Person]:
    """Who runs the channel on the day, without leavers and those who are suspended."""
    operators = Operator.objects.filter(current(on), channel=channel, suspended_on__isnull=True)
    return Person.objects.filter(still_here(on), pk__in=operators.order_by().values("person"))


def to_change(user: User, on: date) -> QuerySet[Opening]:
    """The openings after which this person is to see that the password is changed: of what they run, of the schools
    that they lead, and of the whole trust where they lead that. One query."""
    held = roles_of(user, on)
    led = {one.school_id for one in held if one.role in gate.table["channels:run"].roles and one.school_id}
    trusts = {one.trust_id for one in held if one.role == Role.EXECUTIVE_HEADTEACHER}
    runs = Operator.objects.filter(
        current(on), channel=OuterRef("channel"), person=user.person, suspended_on__isnull=True
    )
    of_trust = Q(channel__school__isnull=True, channel__trust__in=trusts)
    return (
        Opening.objects.filter(Exists(runs) | Q(channel__school__in=led) | of_trust, opened_at__isnull=False)
        .filter(changed_at=None)
        .select_related("channel")
        .order_by("change_by", "pk")
    )


@dataclass
class Sealed:
    """How the log-ins of some channels stood at a moment: those that were sealed, the first day by which a password
    was to be changed after an opening, and when each was last opened."""

    sealed: set[UUID]
    change_by: dict[UUID, date]
    opened: dict[UUID, datetime]


def log_ins_of(channels: QuerySet[Channel], now: datetime) -> Sealed:
    """How the log-ins of these channels stood. Two queries."""
    at = channels.order_by().values("pk")
    sealed = SealedLogIn.objects.filter(channel__in=at).values_list("channel", flat=True)
    found = Sealed(set(sealed), {}, {})
    rows = Opening.objects.filter(channel__in=at, opened_at__lte=now).order_by("opened_at")
    for channel, opened, change_by, changed in rows.values_list("channel", "opened_at", "change_by", "changed_at"):
        found.opened[channel] = required(opened)
        if changed is None or changed > now:
            last_day = required(change_by)
            found.change_by[channel] = min(found.change_by.get(channel, last_day), last_day)
    return found


def log_in_of(channel: Channel) -> SealedLogIn | None:
    """What is sealed of the channel, with who sealed it; None where nothing is."""
    return SealedLogIn.objects.filter(channel=channel).select_related("sealed_by").first()
