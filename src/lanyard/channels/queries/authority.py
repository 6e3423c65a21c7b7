"""Whether those who run channels may post today: computed from facts, never stored (OFF12)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanyard.channels.models import Channel, Operator
from lanyard.channels.queries import status_of, with_status
from lanyard.channels.rules import Facts, domain_is_ours, missing_authority
from lanyard.people.choices import Role
from lanyard.people.models import Cover, Person, RoleHolding, School, Trust, current
from lanyard.training.courses import OFFICIAL_CHANNELS
from lanyard.training.models import SignOff
from lanyard.training.queries import in_force
from lanyard.training.queries.trained import in_date_until

# What somebody who runs a channel has signed: the acceptable use policies, and the code of conduct.
TO_SIGN = ("staff_acceptable_use", "channel_acceptable_use", "code_of_conduct_online")
_NOT_PUBLISHED = {
    "staff_acceptable_use": "the acceptable use policy (no edition is in force)",
    "channel_acceptable_use": "the social media acceptable use policy (no edition is in force)",
    "code_of_conduct_online": "the code of conduct (no edition is in force)",
}


@dataclass(frozen=True)
class Authority:
    """How one operator stands on a day: nothing missing means that they may post.

    `trained_until` is the last day on which their training is in date.
    """

    operator: Operator
    missing: tuple[str, ...]
    trained_until: date | None

    @property
    def may_post(self) -> bool:
        return not self.missing


def authorities(operators: QuerySet[Operator], on: date, known: Iterable[Channel] | None = None) -> list[Authority]:
    """How each of the operators stands. A constant number of queries, however many they are.

    `known` are their channels, from `with_status`, where they have been read already.
    """
    rows = list(
        operators.filter(current(on))
        .annotate(has_role=_holds_role(OuterRef("person"), OuterRef("channel__school"), OuterRef("channel__trust"), on))
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    if not rows:
        return []
    at = operators.order_by()
    if known is None:
        known = with_status(Channel.objects.filter(pk__in=at.values("channel")))
    channels = {row.pk: row for row in known}
    people = Person.objects.filter(pk__in=at.values("person"))
    signed = _signed(people)
    wanted = _wanted(on)
    trained = in_date_until(people, OFFICIAL_CHANNELS, on)
    domains = _domains(channels.values())
    found = []
    for row in rows:
        channel = channels[row.channel_id]
        needed = {key: (_NOT_PUBLISHED[key], None) for key in TO_SIGN} | wanted[channel.trust_id]
        unsigned = [title for title, edition in needed.values() if edition not in signed[row.person_id]]
        facts = Facts(
            has_role=row.has_role,
            unsigned=unsigned,
            trained_until=trained.get((row.person_id, channel.trust_id)),
            school_address=domain_is_ours(row.person.email, domains[channel.school_id or channel.trust_id]),
            suspended=row.suspended_on is not None or row.person.suspended_at is not None,
            left=row.person.left_on is not None and row.person.left_on < on,
            channel=status_of(channel, on),
        )
        found.append(Authority(row, tuple(missing_authority(facts)), facts.trained_until))
    return found


def _wanted(on: date) -> dict[UUID, dict[str, tuple[str, tuple[UUID, int]]]]:
    """For each trust: the documents to sign, by key, with their titles and the (document, major number) in force."""
    found: dict = defaultdict(dict)
    for edition in in_force(on).filter(document__key__in=TO_SIGN):
        document = edition.document
        found[document.trust_id][document.key] = (document.title, (document.pk, edition.major))
    return found


def _signed(people: QuerySet[Person]) -> dict[UUID, set[tuple[UUID, int]]]:
    rows = SignOff.objects.filter(person__in=people.values("pk"), edition__document__key__in=TO_SIGN)
    found: dict[UUID, set[tuple[UUID, int]]] = defaultdict(set)
    for person, document, major in rows.order_by().values_list("person", "edition__document", "edition__major"):
        found[person].add((document, major))
    return found


def _holds_role(person: Any, school: Any, trust: Any, on: date) -> Q:
    """That the person is a channel operator at the school or for the whole trust, also as cover."""
    held = RoleHolding.objects.filter(current(on), role=Role.CHANNEL_OPERATOR, person=person)
    covers = Cover.objects.filter(
        current(on), current(on, "holding__"), holding__role=Role.CHANNEL_OPERATOR, person=person
    )
    at = Q(school__isnull=True, trust=trust)
    cover_at = Q(holding__school__isnull=True, holding__trust=trust)
    if school is not None:
        at |= Q(school=school)
        cover_at |= Q(holding__school=school)
    return Q(Exists(held.filter(at))) | Q(Exists(covers.filter(cover_at)))


def _domains(channels: Iterable[Channel]) -> dict[UUID, list[str]]:
    """The domains of the addresses of each school, and of all schools of each trust that has a channel for all."""
    found: dict[UUID, list[str]] = defaultdict(list)
    found |= {channel.school.pk: channel.school.email_domains for channel in channels if channel.school}
    trusts = {channel.trust_id for channel in channels if channel.school is None}
    rows = School.objects.filter(trust__in=trusts).order_by().values_list("trust", "email_domains") if trusts else ()
    for trust, domains in rows:
        found[trust] += domains
    return found


def of_person(person: Person, on: date) -> list[Authority]:
    """How this person stands with each channel that they run."""
    return authorities(Operator.objects.filter(person=person).select_related("channel"), on)


def of_channel(channel: Channel, on: date) -> list[Authority]:
    """How each operator of the channel stands."""
    return authorities(Operator.objects.filter(channel=channel), on, [channel])


def how_many_may_post(channels: Iterable[Channel], on: date) -> Counter[UUID]:
    """For each of these channels, of `with_status`, how many people may post on it. A constant number of queries."""
    known = list(channels)
    operators = Operator.objects.filter(channel__in=[channel.pk for channel in known])
    return Counter(one.operator.channel_id for one in authorities(operators, on, known) if one.may_post)


def is_operator_at(person: Person, place: School | Trust, on: date) -> bool:
    """Whether the person holds the role of channel operator at the place, or covers for somebody who does."""
    school, trust = (place.pk, place.trust_id) if isinstance(place, School) else (None, place.pk)
    return Person.objects.filter(_holds_role(OuterRef("pk"), school, trust, on), pk=person.pk).exists()
