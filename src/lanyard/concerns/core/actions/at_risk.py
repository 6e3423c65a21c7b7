"""What follows when it is found later that a child could be at risk, or that somebody is in danger (CHI7, BRE1).

The same as if the reporter had said so at once (`rules.answers`): it goes to whoever holds a safeguarding concern, its
clock runs in minutes, and out of hours who is named for that hears of it. Whoever dealt with it goes on doing so.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import (
    as_routed,
    begin_again,
    begin_clock,
    note_due,
    people_who_deal,
    running_clocks,
)
from lanyard.concerns.core.actions.common import let_read, note
from lanyard.concerns.core.choices import AtRisk, ClockKind, EntryKind, ReaderKind, Risk, State
from lanyard.concerns.core.clock_lengths import lengths
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.messages import NEEDS_YOU, about, page_of
from lanyard.concerns.core.models import Concern, Entry
from lanyard.concerns.core.queries.out_of_hours import named_at
from lanyard.concerns.core.rules import answers, hearing
from lanyard.concerns.core.rules.clocks import acknowledge_key, ends_at, hours_on, in_school_hours
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import tell
from lanyard.people.choices import Role
from lanyard.people.models import Person, User
from lanyard.people.queries import calendar_of
from lanyard.people.queries.routing import Register
from lanyard.people.rules import routing
from lanyard.records import moments

BY = "system:at-risk"
OPENED_AGAIN = "Reopened, because the reporter says that someone may be in danger."


def said_in_case(concern: Concern, by: User, *, child_at_risk: str, danger: bool) -> None:
    """Keep what somebody who deals with it found, in the caller's transaction, and do what follows from it.

    `danger`: they have just set the risk to immediate danger.
    """
    before, was_safeguarding, people = concern.child_at_risk, concern.is_safeguarding, people_who_deal(concern)
    said = AtRisk.YES if danger or before == AtRisk.YES else child_at_risk
    if said != before:
        _keep(concern, child_at_risk=said)
        write_step(concern, f"Could a child be at risk? {AtRisk(said).label}.", by)
    if concern.is_safeguarding and not was_safeguarding:
        _hand_on(concern, people, by, danger=danger)
    elif danger and running_clocks(concern).filter(kind=ClockKind.ACKNOWLEDGE).exists():
        _again(concern, people, danger=True)


def said_by_reporter(concern: Concern, effect: answers.Effect) -> None:
    """Keep what the reporter said in a message, in the caller's transaction; what speaks of danger opens it again."""
    if not answers.is_quick("", effect.child_at_risk):
        return
    before = people_who_deal(concern)
    was_safeguarding = concern.is_safeguarding
    fields: dict[str, object] = {"child_at_risk": answers.most((concern.child_at_risk, effect.child_at_risk))}
    if effect.in_danger:
        # Whatever risk somebody saw before, it is judged anew.
        fields |= {"in_danger": True, "risk": Risk.UNKNOWN}
    ended = concern.state in (State.DECIDED, State.CLOSED)
    if ended:
        fields |= {"state": State.OPEN, "outcome": "", "decided_at": None, "closed_at": None}
        _step(concern, OPENED_AGAIN)
    _keep(concern, **fields)
    if ended:
        begin_again(concern)
    if effect.in_danger:
        _step(concern, "The reporter says that somebody is in danger now.")
    if concern.is_safeguarding and not was_safeguarding:
        _hand_on(concern, before, None, danger=effect.in_danger)
    else:
        _again(concern, before, danger=effect.in_danger)


def hand_on_what_was_said_before() -> int:
    """Take to whoever holds a safeguarding concern what was said of a child at risk before that moved anything; answers
    how many moved. One query, and some for each."""
    types = [kind.type for kind in KINDS.values() if answers.line_of(str(kind.group), AtRisk.YES) != kind.group]
    rows = Concern.objects.filter(
        child_at_risk=AtRisk.YES, state__in=[State.NEW, State.OPEN], type__in=types, passed_up=False
    ).exclude(level__in=["", routing.DSL, routing.DEPUTY])
    moved = 0
    for pk in list(rows.order_by("received_at").values_list("pk", flat=True)):
        with transaction.atomic():
            concern = rows.select_related("school", "report").filter(pk=pk).first()
            moved += concern is not None and _hand_on_before(concern)
    return moved


def _hand_on_before(concern: Concern) -> bool:
    register, report = as_routed(concern)
    level = routing.route(report, register.graph).level
    if level in ("", concern.level):
        return False
    _hand_on(concern, people_who_deal(concern), None, danger=concern.in_danger)
    return True


def _keep(concern: Concern, **fields: object) -> None:
    Concern.objects.filter(pk=concern.pk).update(version=concern.version + 1, **fields)
    for name, value in fields.items():
        setattr(concern, name, value)
    concern.version += 1


def _hand_on(concern: Concern, before: list[Person], by: User | None, *, danger: bool) -> None:
    """Take it to whoever holds a safeguarding concern, where that is somebody else; those who dealt with it stay."""
    register, report = as_routed(concern)
    way = routing.route(report, register.graph)
    moves = bool(way.level) and way.level != concern.level
    if moves:
        for person in before:
            _stay(concern, person)
        was = concern.level
        _keep(concern, level=way.level, passed_up=way.passed_up)
        says = f"A child could be at risk. It is now with: {Role(way.level).label}."
        write_step(concern, says, by) if by else _step(concern, says)
        note("concern:at-risk", concern, by or BY, was=was, to=way.level)
    told = register.people_for(way.told) if way.level == concern.level else before
    # Who holds it and found it out has it in hand.
    if concern.state == State.NEW or by is None or by.person_id not in {person.pk for person in told}:
        _tell_and_time(concern, told, register, report, danger=danger)


def _again(concern: Concern, people: list[Person], *, danger: bool) -> None:
    """They know of it; now it can't wait."""
    register, report = as_routed(concern)
    _tell_and_time(concern, people, register, report, danger=danger)


def _tell_and_time(
    concern: Concern, people: list[Person], register: Register, report: routing.Report[UUID], *, danger: bool
) -> None:
    now = moments.now()
    calendar = calendar_of(concern.school)
    at_school = in_school_hours(now, calendar.is_school_day, hours_on(calendar))
    named = [] if at_school else named_at(concern.school, timezone.localdate(now))
    named = [person for person in named if hearing.may_hear(person.pk, report, register.graph)]
    for person in named:
        let_read(concern, person, ReaderKind.OUT_OF_HOURS, by=None)
    key = acknowledge_key(quick=True, danger=danger, at_school=at_school, named=bool(named))
    _due_by(concern, ends_at(lengths()[key], now, calendar.is_school_day, hours_on(calendar)), now)
    everybody = list({person.pk: person for person in (*people, *named)}.values())
    once = f"at-risk:{concern.pk}:{concern.version}"
    tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk), once=once), everybody, by=BY)


def _due_by(concern: Concern, due: datetime, now: datetime) -> None:
    """The clock for acknowledging runs out by then, and no later than it would have."""
    clock = running_clocks(concern).filter(kind=ClockKind.ACKNOWLEDGE).first()
    clock = clock or begin_clock(concern, ClockKind.ACKNOWLEDGE, now)
    due = min(due, clock.due_at)
    running_clocks(concern).filter(pk=clock.pk).update(due_at=due, pass_on_at=due, passed_on=0)
    note_due(concern)


def _stay(concern: Concern, person: Person) -> None:
    try:
        let_read(concern, person, ReaderKind.BESIDE, by=None)
    except Refused:
        # Shut out since: they don't keep what they must not see.
        return


def _step(concern: Concern, says: str) -> None:
    now = moments.now()
    Entry.objects.create(concern=concern, kind=EntryKind.STEP, text=says, happened_at=now, entered_at=now)
