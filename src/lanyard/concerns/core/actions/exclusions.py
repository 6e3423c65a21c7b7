"""What follows when somebody turns out to be whom a concern is about, or in conflict with it: at once, and for all.

Whatever let them in ends, nothing about it reaches them any more, and if nobody is left where it is held, it goes up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import as_routed, routing_report
from lanyard.concerns.core.actions.common import let_read, note
from lanyard.concerns.core.choices import DEALS_WITH, SHUT_OUT, ReaderKind
from lanyard.concerns.core.messages import NEEDS_YOU, about, page_of
from lanyard.concerns.core.models import CaseAction, Clock, Concern, Party, Reader, Reporter, Transfer
from lanyard.concerns.core.rules.closed_weeks import counted_at, counted_until
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle, tell
from lanyard.notices.models import Notice
from lanyard.people.choices import Role
from lanyard.people.models import Person, User
from lanyard.people.queries.routing import managers_of, register_of
from lanyard.people.rules import routing
from lanyard.records import moments

NOBODY_ELSE = "That would leave nobody to deal with this. First choose someone to deal with it, or ask an outside body."


def shut_out(concern: Concern, person: Person, *, by: User | str) -> None:
    """End everything that lets the person in, in the caller's transaction, which has written why they are out.

    Raises `Refused` when afterwards nobody at all, or for a conflict nobody but the user, could deal with it. Done by
    the system, it never is: a concern that nobody inside may hold waits for somebody who may.
    """
    Reader.objects.filter(concern=concern, person=person).update(end=_yesterday())
    Concern.objects.filter(pk=concern.pk, assigned_to=person).update(assigned_to=None)
    CaseAction.objects.filter(concern=concern, owner=person, done_at__isnull=True).update(owner=None)
    withdraw_offers(concern, Q(to=person) | Q(offered_by=person))
    _take_notices_away(concern, [person])
    concern.refresh_from_db()
    count_no_more(concern, [person])
    _go_up_if_it_must(concern, by)


def count_no_more(concern: Concern, people: Iterable[Person]) -> None:
    """Take a concern of this week out of what will be counted, if one of these people would have read it.

    What is of a week that is over goes on to count: no figure moves because somebody is shut out.
    """
    today = timezone.localdate()
    if timezone.localdate(concern.entered_at) < counted_until(today):
        return
    graph = register_of(concern.school, today).graph
    counts = counted_at(concern.counted_at, [person.pk for person in people], graph)
    Concern.objects.filter(pk=concern.pk).update(counted_at=counts)
    concern.counted_at = counts


def withdraw_offers(concern: Concern, which: Q | None = None) -> int:
    """Close the open offer of the concern, if there is one that fits; answers how many were closed."""
    rows = Transfer.objects.filter(which or Q(), concern=concern, answered_at__isnull=True)
    return rows.update(answered_at=moments.now(), accepted=False)


def must_leave_somebody(concern: Concern, by: User) -> None:
    """Raises `Refused` when, as things are written now, nobody but the user could ever hear of the concern."""
    register, report = as_routed(concern)
    if not routing.anybody_but(report, register.graph, by.person_id):
        raise Refused(NOBODY_ELSE)


def _go_up_if_it_must(concern: Concern, by: User | str) -> None:
    register, report = as_routed(concern)
    named = _active(concern).filter(kind=ReaderKind.CHOSEN).values_list("person_id", flat=True)
    way = routing.way_up(report, register.graph, concern.level, tuple(named))
    if way is None:
        return
    if way.level:
        _active(concern).update(end=_yesterday())
    elif isinstance(by, User):
        _keep_somebody(concern, by)
    withdraw_offers(concern)
    assigned = concern.assigned_to if not way.level else None
    Concern.objects.filter(pk=concern.pk).update(level=way.level, passed_up=True, assigned_to=assigned)
    held = Role(way.level).label if way.level else "nobody inside; ask an outside body"
    write_step(concern, f"Escalated. It is now with: {held}.", by)
    note("concern:pass-up", concern, by, level=way.level)
    _hand_to(concern, register.people_for(way.told), by)


def let_in(concern: Concern, *, by: User) -> bool:
    """Somebody is not shut out any more: what went up because of them goes to the level to which it would have gone.

    Answers whether it moved. It never goes higher by this.
    """
    report, today = routing_report(concern), timezone.localdate()
    register, _ = as_routed(concern)
    reporter = _reporter(concern)
    if reporter is not None:
        report = replace(report, reporter=reporter.pk)
        register = managers_of(register, reporter, concern.school, today)
    way = routing.route(report, register.graph)
    if not way.level or not routing.is_lower(way.level, concern.level):
        return False
    withdraw_offers(concern)
    Concern.objects.filter(pk=concern.pk).update(level=way.level, passed_up=way.passed_up)
    for person in register.people_for(way.by_name):
        let_read(concern, person, ReaderKind.CHOSEN, by=by.person)
    write_step(concern, f"It is now with: {Role(way.level).label}.", by)
    note("concern:hand-down", concern, by, level=way.level)
    _hand_to(concern, register.people_for(way.told), by)
    return True


def _hand_to(concern: Concern, people: list[Person], by: User | str) -> None:
    """Those who hold it from now on are told, and nobody is told any more of what somebody else holds."""
    _take_notices_away(concern)
    Clock.objects.filter(concern=concern, pass_on_at__isnull=False).update(passed_on=0)
    concern.refresh_from_db()
    tell(NEEDS_YOU(url=page_of(concern.pk), about=about(concern.pk)), people, by=by)


def _reporter(concern: Concern) -> Person | None:
    """Who reported it, if they gave their name: whose line manager may hold it."""
    row = Reporter.objects.filter(concern=concern).exclude(person_key="").first()
    return Person.objects.filter(pk=row.person).first() if row else None


def _keep_somebody(concern: Concern, by: User) -> None:
    """No role is left to hold it, so that those who deal with it by name keep it, or else who acts now takes it."""
    if _active(concern).filter(kind__in=DEALS_WITH).exists():
        return
    try:
        let_read(concern, by.person, ReaderKind.ASSIGNED, by=by.person)
    except Refused:
        raise Refused(NOBODY_ELSE) from None


def _active(concern: Concern):
    today = timezone.localdate()
    rows = Reader.objects.filter(Q(end__isnull=True) | Q(end__gte=today), concern=concern)
    shut = Party.objects.filter(concern=concern, ended_at__isnull=True, role__in=SHUT_OUT)
    out = [party.person for party in shut if party.person]
    return rows.exclude(person__in=[UUID(one) for one in out])


def _take_notices_away(concern: Concern, people: Iterable[Person] | None = None) -> None:
    """Close what they were told, and leave no way from it to a page that is not there for them any more."""
    rows = Notice.objects.filter(about=about(concern.pk))
    if people is not None:
        rows = rows.filter(person__in=people)
    rows.update(url=reverse("concerns:queue"))
    settle(about(concern.pk), people=people)


def _yesterday():
    return timezone.localdate() - timedelta(days=1)
