"""What a reporter is told of their report: what it was, how it stands for them, and by when they hear more. Nothing of
the case: no name, no outcome, no level, nothing of anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ClockKind, State
from lanyard.concerns.core.kinds import KINDS, Group
from lanyard.concerns.core.models import Clock, Concern, Message, Reporter, key_of
from lanyard.concerns.core.rules import answers
from lanyard.kernel.queries import for_seconds
from lanyard.people.models import Person, User
from lanyard.policy.models import Agency
from lanyard.policy.queries.records import agencies

_READ = (ClockKind.ACKNOWLEDGE, ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.DATA_COMPLAINT)
_ANSWER = (ClockKind.UPDATE, ClockKind.COMPLAINT_ANSWER, ClockKind.COMPLAINT_REVIEW)
# Whom to ring outside, by what it is about; of each those that the directory has for who asks, in this order.
_CHILD = ("kent_front_door", "nspcc_helpline", "childline")
_OUTSIDE: dict[str, tuple[str, ...]] = {
    Group.SAFEGUARDING: _CHILD,
    Group.STAFF: (*_CHILD, "nspcc_whistleblowing", "lesas"),
    Group.CONTACT: ("nspcc_helpline", "posh"),
    Group.MYSELF: ("posh",),
    Group.DATA: ("ico",),
    Group.COMPLAINT: ("nspcc_helpline",),
    Group.WHISTLEBLOWING: ("nspcc_whistleblowing", "nspcc_helpline", "protect", "ofsted_whistleblowing"),
    Group.OTHER: _CHILD,
}
_IMAGES = ("report_remove", "ceop", "iwf")


@dataclass(frozen=True)
class ReportProgress:
    """How a report stands for whoever made it. The times are those that clocks still run to, or None."""

    says: str
    received_at: datetime
    is_new: bool
    is_over: bool
    read_by: datetime | None
    answer_by: datetime | None
    is_late: bool


@dataclass(frozen=True)
class Outside:
    """Somebody outside to turn to, with what is known for certain of how."""

    name: str
    for_what: str
    phone: str
    web: str
    hours: str


def by_code(code: str) -> Concern | None:
    """The concern of this code. One slow hash whatever was typed, so that time tells nothing."""
    found = receipts.hash_of(code)
    concern = _told().filter(receipt=found).first()
    return concern if concern and receipts.same(concern.receipt or "", found) else None


def is_shown_again(token: str, given: Mapping[str, str]) -> bool:
    """Whether a page of a report that was sent is asked for again, with nothing in it that would be lost.

    Somebody who goes back and writes another report on it goes on.
    """
    form = receipts.form_in(token)
    if form is None:
        return False
    known = _told().filter(sent_once=receipts.once_of(form)).select_related("report").first()
    account = given.get("account", "").strip().replace("\r\n", "\n")
    return known is not None and account in ("", known.report.account.strip().replace("\r\n", "\n"))


def by_id(pk: UUID | str) -> Concern | None:
    """The concern of somebody who showed its code a short while ago."""
    return _told().filter(pk=pk).first()


def reported_by(user: User) -> QuerySet[Concern]:
    """What the user reported by name while signed in. Nothing of the case may be shown of these."""
    own = Reporter.objects.filter(person_key=key_of(user.person)).exclude(person_key="")
    return _told().filter(pk__in=own.values("concern")).order_by("-received_at", "pk")


def reporter_in_person(concern: Concern) -> Person | None:
    """Who on the register reported it while signed in, to be told that there is an answer."""
    row = Reporter.objects.filter(concern=concern).exclude(person_key="").first()
    return Person.objects.filter(pk=row.person).first() if row and row.person else None


def progress_of(concern: Concern, now: datetime, clocks: Iterable[Clock] | None = None) -> ReportProgress:
    """How the concern stands for its reporter. One query where its clocks are not at hand."""
    every = concern.clocks.all() if clocks is None else clocks
    running = [(clock.kind, clock.due_at) for clock in every if clock.met_at is None and clock.stopped_at is None]
    is_over = concern.state == State.CLOSED
    read_by = min((due for kind, due in running if kind in _READ), default=None)
    answer_by = min((due for kind, due in running if kind in _ANSWER), default=None)
    dues = [due for due in (read_by, answer_by) if due]
    return ReportProgress(
        says=concern.get_type_display(),
        received_at=concern.received_at,
        is_new=concern.state == State.NEW,
        is_over=is_over,
        read_by=None if is_over else read_by,
        answer_by=None if is_over else answer_by,
        is_late=not is_over and any(due < now for due in dues),
    )


def outside(kind: str, audience: str, on: date, *, child_at_risk: bool = False) -> list[Outside]:
    """Whom outside the school somebody can turn to about this; `audience` is children, parents or staff. One query.

    `child_at_risk`: the reporter has said that a child could be (`says_child_at_risk`). What the directory has not
    verified is left out: a wrong number helps nobody. May be some seconds old.
    """
    wanted = (*(_IMAGES if KINDS[kind].files is False else ()), *_OUTSIDE[KINDS[kind].group])
    if child_at_risk:
        wanted = tuple(dict.fromkeys((*_CHILD, *wanted)))
    if audience == "children":
        wanted = ("childline", *(key for key in wanted if key in _IMAGES))
    known = for_seconds(f"agencies.{audience}.{on}", lambda: _known(audience, on))
    return [known[key] for key in wanted if key in known]


def says_child_at_risk(concern: Concern) -> bool:
    """Whether its reporter said so, or that somebody is in danger, at once or in a message: what was found out since is
    not theirs to be told."""
    return concern.in_danger or answers.read(concern.report.answers).child_at_risk == answers.YES


def conversation_of(concern: Concern) -> list[Message]:
    """The messages as the reporter reads them: who wrote for the school is not among what is shown."""
    return list(concern.messages.all())


def _known(audience: str, on: date) -> dict[str, Outside]:
    return {agency.key: _outside(agency) for agency in agencies(on, who=audience) if agency.verified}


def _outside(agency: Agency) -> Outside:
    sure = {name: getattr(agency, name) for name in ("phone", "hours") if name not in agency.not_verified}
    return Outside(agency.name, agency.for_what, sure.get("phone", ""), agency.web, sure.get("hours", ""))


def _told() -> QuerySet[Concern]:
    return Concern.objects.select_related("school")
