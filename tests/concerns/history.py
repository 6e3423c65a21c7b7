"""Concerns of the past, put straight into the tables: for tests of what is read from many of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from lanyard.concerns.core.actions.common import new_ref
from lanyard.concerns.core.choices import ConcernType, Outcome, PartyRole, Route, State
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Clock, Concern, Party, Report
from lanyard.concerns.oversight.rules.evidence import COUNTED
from lanyard.people.models import School


def past_concern(school: School, kind: str = ConcernType.BULLYING, *, days: int = 30, **fields: Any) -> Concern:
    """A concern that came so many days ago and was closed a week later, at its usual level, on site."""
    came = timezone.now() - timedelta(days=days)
    ended = came + timedelta(days=min(7, max(days - 2, 0)))
    usual = {
        "trust": school.trust, "school": school, "ref": new_ref(), "type": kind, "route": Route.PUBLIC,
        "level": COUNTED.get(KINDS[kind].group, ("chair_of_governors",))[0], "state": State.CLOSED,
        "outcome": Outcome.NO_FURTHER, "received_at": came, "entered_at": came, "decided_at": ended,
        "closed_at": ended, "place": "on_site", "sent_once": uuid4().hex,
    }  # fmt: skip
    usual |= fields
    usual.setdefault("counted_at", usual["level"])
    if usual["state"] != State.CLOSED:
        usual["closed_at"] = None
    concern = Concern.objects.create(**usual)
    Report.objects.create(concern=concern, account="Something was said in a game.")
    return concern


def past_clock(concern: Concern, kind: str, *, late: bool) -> Clock:
    """A clock of an hour that began with the concern, met after half an hour or after a day."""
    due = concern.entered_at + timedelta(hours=1)
    met = concern.entered_at + (timedelta(days=1) if late else timedelta(minutes=30))
    return Clock.objects.create(concern=concern, kind=kind, started_at=concern.entered_at, due_at=due, met_at=met)


def child_in(concern: Concern, role: str = PartyRole.CHILD) -> Party:
    """A child in the case, whom the register does not know."""
    return Party.objects.create(concern=concern, role=role, name="Sam", added_at=concern.entered_at)
