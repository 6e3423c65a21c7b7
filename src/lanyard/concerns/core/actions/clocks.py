"""Starting, meeting and passing on the clocks of a concern."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from lanyard.concerns.core.actions.common import let_read, note
from lanyard.concerns.core.choices import (
    DEALS_WITH,
    MEANT,
    SHUT_OUT,
    ClockKind,
    EntryKind,
    PartyRole,
    ReaderKind,
    State,
    Threshold,
)
from lanyard.concerns.core.clock_lengths import lengths
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.messages import NEEDS_YOU, OVERDUE, about, page_of
from lanyard.concerns.core.models import Clock, Concern, Entry, Party, Reader
from lanyard.concerns.core.rules import answers
from lanyard.concerns.core.rules.clocks import HoursOf, acknowledge_key, ends_at, hours_on, in_school_hours, usual_hours
from lanyard.notices.actions import tell
from lanyard.people.models import Person, still_here
from lanyard.people.queries import calendar_of
from lanyard.people.queries.routing import Register, register_of, with_staff
from lanyard.people.rules import routing
from lanyard.records import moments

logger = logging.getLogger("lanyard.concerns")

BY = "system:clocks"
# Silence on these takes the concern to the next level; the others are told to those who deal with it, once.
PASSED_UP = (ClockKind.ACKNOWLEDGE, ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.DATA_COMPLAINT)
# Done once, it is done for good: opening a concern again does not ask for it again.
DONE_ONCE = (*PASSED_UP, ClockKind.REGULATOR, ClockKind.LADO)
_AT_ONCE = 500


def clocks_for(
    concern: Concern, *, is_school_day: Callable[[date], bool], named: bool, hours: HoursOf = usual_hours
) -> tuple[Clock, ...]:
    """What a new concern's type asks for, not yet kept, and on the concern when it is due first.

    `named`: for out of hours, somebody is.
    """
    made = []
    for clock in clocks_of(concern):
        if clock == ClockKind.ACKNOWLEDGE:
            start = concern.entered_at
            key = acknowledge_key(
                quick=concern.is_quick,
                danger=concern.in_danger,
                at_school=in_school_hours(start, is_school_day, hours),
                named=named,
            )
        else:
            key, start = str(clock), concern.received_at
        due = ends_at(lengths()[key], start, is_school_day, hours)
        made.append(Clock(concern=concern, kind=clock, started_at=start, due_at=due, pass_on_at=due))
    concern.due_at = min(clock.due_at for clock in made)
    return tuple(made)


def clocks_of(concern: Concern) -> tuple[ClockKind, ...]:
    """What its type asks for; and to acknowledge it, of whatever type, where a child is or may be at risk."""
    usual = KINDS[concern.type].clocks
    return usual if ClockKind.ACKNOWLEDGE in usual or not concern.is_quick else (ClockKind.ACKNOWLEDGE, *usual)


def begin_clock(concern: Concern, kind: str, start: datetime) -> Clock:
    """Start one clock, or answer the one of this kind that runs."""
    running = running_clocks(concern).filter(kind=kind).first()
    if running:
        return running
    calendar = calendar_of(concern.school)
    due = ends_at(lengths()[str(kind)], start, calendar.is_school_day, hours_on(calendar))
    made = Clock.objects.create(concern=concern, kind=kind, started_at=start, due_at=due, pass_on_at=due)
    note_due(concern)
    return made


def begin_again(concern: Concern) -> None:
    """Start the clocks of a concern that was opened again, from now; what was done for good is not asked for again."""
    threshold = [ClockKind.LADO] if concern.threshold == Threshold.MAY_MEET else []
    done = set(concern.clocks.filter(met_at__isnull=False, kind__in=DONE_ONCE).values_list("kind", flat=True))
    for kind in (*clocks_of(concern), *threshold):
        if kind not in done:
            begin_clock(concern, kind, moments.now())


def running_clocks(concern: Concern) -> QuerySet[Clock]:
    """The clocks of the concern that have been neither met nor stopped."""
    return Clock.objects.filter(concern=concern, met_at__isnull=True, stopped_at__isnull=True)


def meet_clock(concern: Concern, *kinds: str) -> None:
    """What the clocks of these kinds asked for has been done."""
    running_clocks(concern).filter(kind__in=kinds).update(met_at=moments.now(), pass_on_at=None)
    note_due(concern)


def stop_clocks(concern: Concern, *kinds: str) -> None:
    """Nothing runs on a closed concern; with `kinds`, what those asked for is not asked for any more."""
    running = running_clocks(concern)
    running = running.filter(kind__in=kinds) if kinds else running
    running.update(stopped_at=moments.now(), pass_on_at=None)
    note_due(concern)


def note_due(concern: Concern) -> None:
    """Keep beside the concern when the nearest of its clocks runs out, for lists."""
    concern.due_at = running_clocks(concern).aggregate(due=Min("due_at"))["due"]
    Concern.objects.filter(pk=concern.pk).update(due_at=concern.due_at)


def pass_on_what_is_overdue(now: datetime) -> int:
    """Tell of every clock that ran out: those who deal with the concern, and of silence the next level.

    Answers how many were told of. One that can't be passed on keeps none of the others back.
    """
    rows = Clock.objects.filter(pass_on_at__lte=now).order_by("pass_on_at").values_list("pk", flat=True)
    done, problem = 0, None
    for pk in list(rows[:_AT_ONCE]):
        try:
            done += _pass_on(pk, now)
        except Exception as failed:  # noqa: BLE001  (whatever is wrong with one concern, the others are passed on)
            logger.error("A clock could not be passed on: %s", type(failed).__name__)
            problem = failed
    if problem is not None:
        raise problem
    return done


@transaction.atomic
def _pass_on(pk: UUID, now: datetime) -> bool:
    rows = Clock.objects.select_for_update(of=("self",)).select_related("concern__school", "concern__report")
    clock = rows.filter(pk=pk, pass_on_at__lte=now).first()
    if clock is None:
        return False
    concern = clock.concern
    clock.pass_on_at = None
    if concern.state == State.CLOSED or clock.met_at or clock.stopped_at:
        clock.save(update_fields=["pass_on_at"])
        return False
    step = clock.passed_on
    people: list[Person] = []
    knowing = people_who_deal(concern)
    tell(OVERDUE(url=page_of(concern.pk), about=about(concern.pk), once=f"overdue:{clock.pk}"), knowing, by=BY)
    if clock.kind in PASSED_UP:
        people, clock.passed_on, more = _next_up(concern, step, {person.pk for person in knowing})
        is_urgent = clock.kind == ClockKind.ACKNOWLEDGE and (concern.is_quick or concern.in_danger)
        length = lengths()["pass_on_safeguarding" if is_urgent else "pass_on"]
        clock.pass_on_at = ends_at(length, now) if more else None
    for person in people:
        let_read(concern, person, ReaderKind.ESCALATED, by=None)
    if people:
        _write(concern, now)
        tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk), once=f"{clock.pk}:{step}"), people, by=BY)
    clock.save(update_fields=["passed_on", "pass_on_at"])
    note("concern:pass-on", concern, BY, clock=clock.kind, step=clock.passed_on, people=len(people))
    return True


def _next_up(concern: Concern, step: int, knowing: set[UUID]) -> tuple[list[Person], int, bool]:
    """Who is told next, how many levels have then had their turn, and whether any is left.

    A level with nobody new is no level: who knows of it already is not told a second time instead of the next.
    """
    register, report = as_routed(concern)
    out = routing.shut_out(report, register.graph)
    later = routing.levels_after(concern.level, report, register.graph)
    for place, level in enumerate(later[step:], step + 1):
        people = [pk for pk in routing.eligible(level, report, register.graph, out) if pk not in knowing]
        if people:
            return register.people_for(people), place, place < len(later)
    return [], len(later), False


def people_who_deal(concern: Concern) -> list[Person]:
    """Who acts at the level that holds it, and who deals with it by name; never anybody who is shut out."""
    today = timezone.localdate()
    register, report = as_routed(concern)
    out = routing.shut_out(report, register.graph)
    held = concern.level if concern.level in routing.VIEWERS and concern.level != routing.LINE_MANAGER else ""
    found = register.people_for(routing.eligible(held, report, register.graph, out) if held else ())
    by_name = Reader.objects.filter(
        Q(end__isnull=True) | Q(end__gte=today),
        still_here(today, "person__"),
        concern=concern,
        kind__in=DEALS_WITH,
    ).select_related("person")
    found += [row.person for row in by_name if row.person_id not in out]
    return list({person.pk: person for person in found}.values())


def as_routed(concern: Concern) -> tuple[Register, routing.Report[UUID]]:
    """What routing has to know of a concern that is there already: the register today, and the report."""
    report, today = routing_report(concern), timezone.localdate()
    subjects = Person.objects.filter(pk__in=report.subjects)
    register = register_of(concern.school, today)
    return with_staff(register, subjects, concern.school, today), report


def routing_report(concern: Concern) -> routing.Report[UUID]:
    """What routing has to know of a concern that is there already."""
    out = Party.objects.filter(concern=concern, role__in=SHUT_OUT, ended_at__isnull=True).exclude(person_key="")
    effect = answers.read(concern.report.answers)
    return routing.Report(
        group=concern.line,
        subjects=frozenset(UUID(p.person) for p in out if p.role in MEANT),
        said=effect.said,
        conflicted=frozenset(UUID(p.person) for p in out if p.role == PartyRole.CONFLICT),
        tell_whom=effect.tell_whom,
    )


def _write(concern: Concern, now: datetime) -> None:
    says = "Nobody acknowledged it in time, so the next level was told."
    Entry.objects.create(concern=concern, kind=EntryKind.STEP, text=says, happened_at=now, entered_at=now)
