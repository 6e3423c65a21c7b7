"""Which concerns are past their time: references, days and rules, and nothing of what is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from lanyard.concerns.core.choices import SHUT_OUT, PartyRole, State
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Party, key_of
from lanyard.concerns.oversight.retention_rules import rules
from lanyard.concerns.oversight.rules.retention import BIRTH, LEFT, Facts, Retention, Rule, in_years, kept, may_go
from lanyard.people.models import Person, Trust, User
from lanyard.records.required import required

# One run looks at so many of each kind at most, the oldest first; the next run goes on.
MOST = 200
_CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)


@dataclass(frozen=True)
class Past:
    """One concern that is past its time: what a preview shows of it."""

    pk: UUID
    ref: str
    school: str
    closed_on: date | None
    kept: Retention
    on_hold: bool

    @property
    def until(self) -> date | None:
        return self.kept.until


@dataclass(frozen=True)
class Preview:
    """What a run would remove, by rule, and what a hold keeps. `more` says that there are more than one run takes."""

    by_rule: list[tuple[Rule, list[Past]]] = field(default_factory=list)
    held: list[Past] = field(default_factory=list)
    more: bool = False

    @property
    def due(self) -> list[Past]:
        return [past for _, some in self.by_rule for past in some]


def looked_after_by(user: User | None, trust: Trust) -> QuerySet[Concern]:
    """The concerns of the trust whose time the user looks after: all but those they are shut out of (None: all)."""
    rows = Concern.objects.filter(trust=trust)
    if user is None:
        return rows
    out = Party.objects.filter(person_key=key_of(user.person), role__in=SHUT_OUT, ended_at__isnull=True)
    return rows.exclude(pk__in=out.values("concern"))


def preview(trust: Trust, user: User | None, today: date) -> Preview:
    """What a run of this day by the user would remove, the oldest first. A constant number of queries."""
    theirs = looked_after_by(user, trust)
    due_ids = sorted(_due(theirs.filter(on_hold=False, state=State.CLOSED), today).items(), key=lambda item: item[1])
    # By their ids alone, and put in order here: SQLite would look through the whole trust for them otherwise.
    soonest = [pk for pk, _ in due_ids[:MOST]]
    found = list(Concern.objects.filter(pk__in=soonest, on_hold=False).select_related("school"))
    found += (
        theirs.filter(on_hold=True).select_related("school").order_by(F("closed_at").asc(nulls_last=True), "pk")[:MOST]
    )
    found.sort(key=lambda row: (row.closed_at is None, row.closed_at, row.pk))
    facts = facts_of(found)
    by_rule: dict[str, list[Past]] = defaultdict(list)
    held = []
    for row in found:
        past = Past(
            row.pk, row.ref, row.school.name, facts[row.pk].closed_on, kept(facts[row.pk], rules()), row.on_hold
        )
        if row.on_hold:
            held.append(past)
        elif may_go(facts[row.pk], rules(), today):
            by_rule[past.kept.rule.key].append(past)
    return Preview([(rule, by_rule[rule.key]) for rule in rules() if by_rule[rule.key]], held, len(due_ids) > MOST)


def facts_of(concerns: Collection[Concern]) -> dict[UUID, Facts]:
    """What retention looks at in each of these concerns. Two queries."""
    parties: dict[UUID, list[Party]] = defaultdict(list)
    asked = Party.objects.filter(concern__in=[row.pk for row in concerns], role__in=(*_CHILDREN, PartyRole.SUBJECT))
    for party in asked.filter(ended_at__isnull=True):
        parties[party.concern_id].append(party)
    linked = {UUID(party.person) for some in parties.values() for party in some if party.person_key}
    people = Person.objects.in_bulk(linked)
    return {row.pk: _facts(row, parties[row.pk], people) for row in concerns}


def _facts(concern: Concern, parties: list[Party], people: dict[UUID, Person]) -> Facts:
    def known(party: Party) -> Person | None:
        return people.get(UUID(party.person)) if party.person_key else None

    about = [person for party in parties if party.role == PartyRole.SUBJECT and (person := known(party))]
    children = [known(party) for party in parties if party.role in _CHILDREN]
    return Facts(
        group=KINDS[concern.type].group,
        type=concern.type,
        outcome=concern.outcome,
        closed_on=timezone.localtime(concern.closed_at).date() if concern.closed_at else None,
        on_hold=concern.on_hold,
        births=tuple(child.date_of_birth if child else None for child in children),
        left=tuple(person.left_on for person in about),
    )


def _due(rows: QuerySet[Concern], today: date) -> dict[UUID, datetime]:
    """The concerns that may be due, with when they were closed: by what is told without opening anything of them.

    A rule that counts from closing, or falls back on it, is asked in one query for all; those that count from people
    take two each.
    """
    found: dict[UUID, datetime] = {}
    by_closing = Q(pk__in=[])
    for rule, fits in _by_rule():
        soonest = fits & Q(closed_at__lt=_starts(in_years(today - timedelta(rule.days), -rule.soonest)))
        if rule.start == BIRTH:
            grown = _keys(Person.objects.filter(date_of_birth__lt=in_years(today, -rule.years)))
            found |= _whose_people_are(grown, rows.filter(soonest), _CHILDREN)
            soonest = fits & Q(closed_at__lt=_starts(in_years(today, -rule.years)))
        elif rule.start == LEFT:
            gone = _keys(Person.objects.filter(left_on__lt=in_years(today, -rule.years)))
            found |= _whose_people_are(gone, rows.filter(soonest), (PartyRole.SUBJECT,))
            linked = Party.objects.filter(_open(PartyRole.SUBJECT), concern=OuterRef("pk")).exclude(person_key="")
            soonest &= Q(~Exists(linked))
        by_closing |= soonest
    oldest = rows.filter(by_closing).order_by("closed_at").values_list("pk", "closed_at")
    return found | {pk: required(at) for pk, at in oldest[: MOST + 1]}


def _by_rule() -> Iterator[tuple[Rule, Q]]:
    """Each rule with the concerns that it is for: the first that fits holds."""
    earlier = Q(pk__in=[])
    for rule in rules():
        types = [
            kind.type
            for kind in KINDS.values()
            if (not rule.groups or kind.group in rule.groups) and (not rule.types or kind.type in rule.types)
        ]
        fits = Q(type__in=types)
        if rule.outcomes:
            fits &= Q(outcome__in=rule.outcomes)
        yield rule, fits & ~earlier
        earlier |= fits


def _whose_people_are(keys: set[str], rows: QuerySet[Concern], roles: Collection[str]) -> dict[UUID, datetime]:
    """The concerns with somebody in one of these parts, all of whom are among these people."""
    if not keys:
        return {}
    closed: dict[UUID, datetime] = {}
    others = set()
    parts = Party.objects.filter(_open(*roles), concern__in=rows.values("pk"))
    for pk, at, key in parts.values_list("concern_id", "concern__closed_at", "person_key"):
        closed[pk] = required(at)
        if key not in keys:
            others.add(pk)
    return {pk: at for pk, at in closed.items() if pk not in others}


def _starts(day: date) -> datetime:
    """When the day begins here: compared with it, a column needs no function that an index can't help."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _open(*roles: str) -> Q:
    return Q(role__in=roles, ended_at__isnull=True)


def _keys(people: QuerySet[Person]) -> set[str]:
    return {key_of(pk) for pk in people.order_by().values_list("pk", flat=True)}
