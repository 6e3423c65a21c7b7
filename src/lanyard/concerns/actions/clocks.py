"""Starting, meeting and passing on the clocks of a concern."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from lanyard.concerns.actions.common import let_read, note
from lanyard.concerns.choices import SHUT_OUT, ClockKind, PartyRole, ReaderKind, State
from lanyard.concerns.kinds import KINDS
from lanyard.concerns.lengths import lengths
from lanyard.concerns.messages import NeedsYou, Overdue, about, page_of
from lanyard.concerns.models import Clock, Concern, Party, Reader
from lanyard.concerns.queries.graph import register_of
from lanyard.concerns.queries.visible import is_shut_out
from lanyard.concerns.rules import routing
from lanyard.concerns.rules.clocks import acknowledge_key, ends_at, in_school_hours
from lanyard.notices.actions import tell
from lanyard.people.models import Person
from lanyard.people.queries import calendar_of

BY = "system:clocks"


def begin_clocks(concern: Concern, *, is_school_day: Callable[[date], bool], named: bool) -> None:
    """Start what a new concern's type asks for, in the caller's transaction. `named`: for out of hours, somebody is."""
    kind = KINDS[concern.type]
    for clock in kind.clocks:
        if clock == ClockKind.ACKNOWLEDGE:
            key = acknowledge_key(
                safeguarding=kind.is_safeguarding,
                danger=concern.in_danger,
                at_school=in_school_hours(concern.entered_at, is_school_day),
                named=named,
            )
            start = concern.entered_at
        else:
            key, start = str(clock), concern.received_at
        due = ends_at(lengths()[key], start, is_school_day)
        passes = clock in (ClockKind.ACKNOWLEDGE, ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.DATA_COMPLAINT)
        Clock.objects.create(
            concern=concern, kind=clock, started_at=start, due_at=due, pass_on_at=due if passes else None
        )
    note_due(concern)


def begin_clock(concern: Concern, kind: str, start: datetime) -> Clock:
    """Start one clock, or answer the one of this kind that runs."""
    running = Clock.objects.filter(concern=concern, kind=kind, met_at__isnull=True, stopped_at__isnull=True).first()
    if running:
        return running
    due = ends_at(lengths()[str(kind)], start, calendar_of(concern.school).is_school_day)
    made = Clock.objects.create(concern=concern, kind=kind, started_at=start, due_at=due)
    note_due(concern)
    return made


def meet_clock(concern: Concern, *kinds: str) -> None:
    """What the clocks of these kinds asked for has been done."""
    running = Clock.objects.filter(concern=concern, kind__in=kinds, met_at__isnull=True, stopped_at__isnull=True)
    running.update(met_at=timezone.now(), pass_on_at=None)
    note_due(concern)


def stop_clocks(concern: Concern) -> None:
    """Nothing runs on a closed concern."""
    running = Clock.objects.filter(concern=concern, met_at__isnull=True, stopped_at__isnull=True)
    running.update(stopped_at=timezone.now(), pass_on_at=None)
    note_due(concern)


def note_due(concern: Concern) -> None:
    """Keep beside the concern when the nearest of its clocks runs out, for lists."""
    running = Clock.objects.filter(concern=concern, met_at__isnull=True, stopped_at__isnull=True)
    concern.due_at = running.aggregate(due=Min("due_at"))["due"]
    Concern.objects.filter(pk=concern.pk).update(due_at=concern.due_at)


def pass_on_what_is_overdue(now: datetime) -> int:
    """Tell the next level of each concern whose acknowledgement is overdue; answers how many were told of."""
    rows = Clock.objects.filter(pass_on_at__lte=now).values_list("pk", flat=True)[:500]
    return sum(_pass_on(pk, now) for pk in list(rows))


@transaction.atomic
def _pass_on(pk: object, now: datetime) -> bool:
    clock = Clock.objects.select_for_update().select_related("concern__school").get(pk=pk)
    concern = clock.concern
    if clock.pass_on_at is None or clock.pass_on_at > now or concern.state == State.CLOSED:
        return False
    later = _levels_after(concern)
    step = clock.passed_on
    holders = _holders(concern)
    tell(Overdue(url=page_of(concern.pk), about=about(concern.pk), once=f"{clock.pk}:{step}"), holders, by=BY)
    people = next_eligible(concern, later[step:]) if later[step:] else []
    for person in people:
        let_read(concern, person, ReaderKind.ESCALATED, by=None)
    tell(NeedsYou(url=page_of(concern.pk), about=about(concern.pk), once=f"{clock.pk}:{step}"), people, by=BY)
    clock.passed_on = step + 1
    is_urgent = KINDS[concern.type].is_safeguarding or concern.in_danger
    length = lengths()["pass_on_safeguarding" if is_urgent else "pass_on"]
    clock.pass_on_at = ends_at(length, now) if clock.passed_on < len(later) else None
    clock.save(update_fields=["passed_on", "pass_on_at"])
    note("concern:pass-on", concern, BY, step=clock.passed_on, people=len(people))
    return True


def routing_report(concern: Concern) -> routing.Report[UUID]:
    """What routing has to know of a concern that is there already."""
    out = Party.objects.filter(concern=concern, role__in=SHUT_OUT, ended_at__isnull=True).exclude(person_key="")
    answers, said = concern.report.answers, str(concern.report.answers.get("about", ""))
    return routing.Report(
        group=KINDS[concern.type].group,
        subjects=frozenset(UUID(p.person) for p in out if p.role == PartyRole.SUBJECT),
        said=said if said in routing.SAID else "",
        conflicted=frozenset(UUID(p.person) for p in out if p.role == PartyRole.CONFLICT),
        tell_whom=str(answers.get("tell_whom", "")),
    )


def next_eligible(concern: Concern, levels: tuple[str, ...]) -> list[Person]:
    """Who acts at the first of the levels at which anybody may."""
    register, report = register_of(concern.school, timezone.localdate()), routing_report(concern)
    out = routing.shut_out(report, register.graph)
    for level in levels:
        if acting := routing.eligible(level, report, register.graph, out):
            return register.those(acting)
    return []


def _levels_after(concern: Concern) -> tuple[str, ...]:
    graph = register_of(concern.school, timezone.localdate()).graph
    return routing.levels_after(concern.level, routing_report(concern), graph)


def _holders(concern: Concern) -> list[Person]:
    """Who is told that it is overdue: of a line manager's, that manager alone and not all who hold the role."""
    if concern.level == routing.LINE_MANAGER:
        rows = Reader.objects.filter(concern=concern, kind=ReaderKind.CHOSEN).select_related("person")
        return [row.person for row in rows if not is_shut_out(row.person, concern)]
    return next_eligible(concern, (concern.level,))
