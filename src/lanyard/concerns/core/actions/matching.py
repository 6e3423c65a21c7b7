"""Comparing the names in cases with the register again: when somebody comes to more than they had, before it opens
anything to them, and every night for those of whom nobody knows yet who they are (EXP7, CHI7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lanyard.concerns.core.actions.clocks import people_who_deal
from lanyard.concerns.core.actions.name_keys import digests, keep_keys
from lanyard.concerns.core.actions.possible import BY, keep_out
from lanyard.concerns.core.actions.spoken import keep_out_spoken_of
from lanyard.concerns.core.choices import SHUT_OUT, WRITTEN, PartyRole, State
from lanyard.concerns.core.messages import UNLINKED, about, page_of
from lanyard.concerns.core.models import Concern, NameKey, OutOfHours, Party, Reader, key_of
from lanyard.concerns.core.queries.everybody import HOLDING, Everybody, everybody_at, known, suspects
from lanyard.concerns.core.queries.spoken import WORDS, texts_of
from lanyard.concerns.core.queries.unlinked import names_in, unlinked
from lanyard.notices.actions import tell
from lanyard.people import naming
from lanyard.people.models import Cover, Person, RoleHolding, School

# Keys, or people, looked for in one query.
_AT_ONCE = 5_000


def match_again(people: Collection[UUID]) -> None:
    """Keep these people out of every case in which a name may mean them, in the caller's transaction.

    Only those who hold a role, cover for one, or were let in by name can be let in anywhere; for each of them it takes
    a fixed number of queries, and some for each case that has such a name.
    """
    today, schools = timezone.localdate(), _Schools()
    ids = _who_may_get_in(list(people), today)
    if not ids or not NameKey.objects.exists():
        return
    still = Q(left_on__isnull=True) | Q(left_on__gte=today)
    for person in Person.objects.filter(still, pk__in=ids).order_by("pk"):
        found = Concern.objects.filter(pk__in=_candidates(person, _reach(person, today)))
        for concern in found.select_related("school", "report").prefetch_related("parties"):
            _compare(concern, schools.of(concern.school, today), {person.pk})


def join(gone: UUID, kept: UUID) -> None:
    """Whoever is shut out as one record is shut out as the other, in the caller's transaction."""
    person = Person.objects.get(pk=kept)
    rows = Party.objects.filter(person_key=key_of(gone), role__in=SHUT_OUT, ended_at__isnull=True)
    for party in rows.select_related("concern__school", "concern__report"):
        keep_out(party.concern, person, party.source, certain=party.role != PartyRole.POSSIBLE)


def match_unlinked() -> int:
    """Compare every open case in which somebody is not linked to the register, and tell those who deal with it once.

    Answers in how many cases somebody was found. A fixed number of queries for each school, and some for each case.
    """
    today, schools, found = timezone.localdate(), _Schools(), 0
    for pk in list(_with_unlinked()):
        with transaction.atomic():
            rows = Concern.objects.select_related("school", "report").prefetch_related("parties")
            concern = rows.filter(pk=pk).first()
            if concern is None:
                continue
            keep_keys(
                concern, [one.text for one in names_in(concern, concern.parties.all())], texts=[_reported(concern)]
            )
            found += _compare(concern, schools.of(concern.school, today), None)
            _tell_if_unlinked(concern)
    return found


@dataclass
class _Schools:
    """Who is at each school, asked for once."""

    known: dict[UUID, Everybody] = field(default_factory=dict)

    def of(self, school: School, on: date) -> Everybody:
        if school.pk not in self.known:
            self.known[school.pk] = everybody_at(school, on)
        return self.known[school.pk]


def _compare(concern: Concern, everybody: Everybody, people: Collection[UUID] | None) -> bool:
    """Keep out of the case whom of these (None: of everybody) a name in it means or may mean; whether any was."""
    parties, kept = list(concern.parties.all()), 0
    linked = Person.objects.in_bulk({UUID(p.person) for p in parties if p.person_key and p.role in SHUT_OUT})
    with_linked = everybody.and_also(linked.values())
    for name in names_in(concern, parties):
        if name.settled:
            continue
        found = suspects(name.text, with_linked, outside=name.outside)
        for person, certain in [*((one, True) for one in found.certain), *((one, False) for one in found.possible)]:
            if person.pk in everybody.people and (people is None or person.pk in people):
                kept += keep_out(concern, person, name.source, certain=certain) is not None
    kept += _compare_words(concern, parties, everybody, people)
    for person, source in _second_records(parties, linked, everybody, people):
        kept += keep_out(concern, person, source) is not None
    return bool(kept)


def _compare_words(
    concern: Concern, parties: Iterable[Party], everybody: Everybody, people: Collection[UUID] | None
) -> int:
    """The same for everything that was written freely: what was reported, messages, and entries.

    Of whom somebody has said that it is not about them, it is not asked again because of what was written before.
    """
    released = {UUID(p.person) for p in parties if p.role == PartyRole.POSSIBLE and p.ended_at and p.person}
    only = set(everybody.acting if people is None else people) - released
    texts: list[tuple[str, str, Person | None]] = [(WORDS, _reported(concern), None)]
    later = concern.messages.filter(from_reporter=True)
    texts += [(f"message:{one.pk}", one.text, None) for one in later]
    written = concern.entries.filter(kind__in=WRITTEN).select_related("by")
    texts += [(f"entry:{one.pk}", one.text, one.by) for one in written]
    return sum(
        keep_out_spoken_of(concern, text, source, author=who, only=only, everybody=everybody)
        for source, text, who in texts
        if text
    )


def _reported(concern: Concern) -> str:
    report = concern.report
    return texts_of(concern.type, report.account, report.child_words, report.answers).text


def _second_records(
    parties: Iterable[Party], linked: dict[UUID, Person], everybody: Everybody, people: Collection[UUID] | None
) -> Iterator[tuple[Person, str]]:
    """Other records that look like one of somebody who is shut out."""
    for party in parties:
        if party.ended_at or party.role not in SHUT_OUT or not party.person_key:
            continue
        one = linked.get(UUID(party.person))
        for pk in everybody.acting if people is None else everybody.acting & set(people):
            other = everybody.people[pk]
            if one is not None and pk != one.pk and naming.looks_like(known(one), known(other)):
                yield other, party.source


@dataclass(frozen=True)
class _Reach:
    """The schools and trusts whose concerns somebody may be told of or read, now or later, and cases opened by name."""

    schools: frozenset[UUID]
    trusts: frozenset[UUID]
    concerns: frozenset[UUID]
    roles: frozenset[str]


def _who_may_get_in(people: list[UUID], today: date) -> set[UUID]:
    """Those of them who hold a role that may hold concerns, cover for one, or were let in by name, now or later."""
    found: set[UUID] = set()
    for begin in range(0, len(people), _AT_ONCE):
        some = people[begin : begin + _AT_ONCE]
        for rows in (
            RoleHolding.objects.filter(_not_over(today), role__in=HOLDING),
            Cover.objects.filter(end__gte=today, holding__role__in=HOLDING),
            OutOfHours.objects.filter(_not_over(today)),
            Reader.objects.filter(_not_over(today)),
        ):
            found |= set(rows.filter(person__in=some).order_by().values_list("person", flat=True).distinct())
    return found


def _reach(person: Person, today: date) -> _Reach:
    held = RoleHolding.objects.filter(_not_over(today), person=person, role__in=HOLDING)
    rows = list(held.values_list("role", "trust", "school"))
    covers = Cover.objects.filter(person=person, end__gte=today, holding__role__in=HOLDING)
    rows += covers.values_list("holding__role", "holding__trust", "holding__school")
    hours = OutOfHours.objects.filter(_not_over(today), person=person).values_list("school", flat=True)
    by_name = Reader.objects.filter(_not_over(today), person=person).values_list("concern", flat=True)
    return _Reach(
        frozenset({school for _, _, school in rows if school} | set(hours)),
        frozenset(trust for _, trust, school in rows if not school),
        frozenset(by_name),
        frozenset(role for role, *_ in rows),
    )


def _candidates(person: Person, reach: _Reach) -> set[UUID]:
    """The cases that have a name which may be theirs, by its keys: nothing is opened."""
    keys = digests(naming.keys_for(known(person, reach.roles)))
    at = Q(concern__school__in=reach.schools) | Q(concern__trust__in=reach.trusts) | Q(concern__in=reach.concerns)
    found: set[UUID] = set()
    for begin in range(0, len(keys), _AT_ONCE):
        some = NameKey.objects.filter(at, key__in=keys[begin : begin + _AT_ONCE])
        found |= set(some.order_by().values_list("concern", flat=True).distinct())
    return found


def _not_over(today: date) -> Q:
    return Q(end__isnull=True) | Q(end__gte=today)


def _with_unlinked() -> Iterator[UUID]:
    nameless = Party.objects.filter(
        concern=OuterRef("pk"), role=PartyRole.SUBJECT, person_key="", ended_at__isnull=True
    )
    rows = Concern.objects.exclude(state=State.CLOSED).filter(Exists(nameless))
    return rows.order_by("school", "pk").values_list("pk", flat=True).iterator()


def _tell_if_unlinked(concern: Concern) -> None:
    parties = Party.objects.filter(concern=concern)
    # Who added somebody as on no register knows it.
    if any(party.added_by_id is None for party in unlinked(concern, parties)):
        message = UNLINKED(url=page_of(concern.pk), about=about(concern.pk), once=f"unlinked:{concern.pk}")
        tell(message, people_who_deal(concern), by=BY)
