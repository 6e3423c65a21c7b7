"""How a concern ends: decided, closed, opened again (BRE2, BRE3)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.actions.open_case import decision, has_passed, take
from lanyard.concerns.casework.queries.closing import readiness_of
from lanyard.concerns.casework.rules.closing import missing_for_closing, missing_for_decision
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import begin_again, begin_clock, meet_clock, stop_clocks
from lanyard.concerns.core.actions.common import change, need_handler, note
from lanyard.concerns.core.actions.telling import tell_reporter
from lanyard.concerns.core.choices import ClockKind, ConcernType, Outcome, State, Threshold
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.messages import about
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.rules.clocks import DECIDING
from lanyard.concerns.core.rules.states import check_step
from lanyard.kernel.refusals import Missing, Refused
from lanyard.notices.actions import settle
from lanyard.people.models import User

_UNDECIDED: dict[str, Any] = {"state": State.OPEN, "outcome": "", "decided_at": None, "closed_at": None}


@transaction.atomic
def decide(*, by: User, concern: Concern, version: int, outcome: str, reasons: str, told: str) -> None:
    """Decide the outcome, and tell the reporter in the words of `told`.

    Raises `Missing` with a sentence for each thing that has to be recorded first, `Refused` and `Stale`.
    """
    need_handler(by, concern)
    check_step(concern.state, State.DECIDED)
    if outcome not in KINDS[concern.type].outcomes:
        raise Refused("This outcome does not belong to this type of concern.")
    if outcome == Outcome.LOW_LEVEL and concern.threshold != Threshold.LOW_LEVEL:
        raise Refused(
            "This does not match the harm threshold. Change the threshold decision to a low-level concern first.",
            "outcome",
        )
    if not told.strip():
        raise Refused("Say what you will tell the reporter.")
    if missing := missing_for_decision(readiness_of(concern)):
        raise Missing(missing)
    take(by, concern, version, state=State.DECIDED, outcome=outcome, decided_at=timezone.now())
    meet_clock(concern, *DECIDING.meets)
    tell_reporter(concern, told, by)
    decision(concern, f"Outcome: {Outcome(outcome).label}.", reasons, by)
    note("concern:decide", concern, by, outcome=outcome)


@transaction.atomic
def close(*, by: User, concern: Concern, version: int) -> None:
    """Close a decided concern: its clocks stop and its notices settle. Raises `Missing`, `Refused` and `Stale`."""
    need_handler(by, concern)
    check_step(concern.state, State.CLOSED)
    if missing := missing_for_closing(readiness_of(concern)):
        raise Missing(missing)
    take(by, concern, version, state=State.CLOSED, closed_at=timezone.now())
    stop_clocks(concern)
    write_step(concern, "Closed.", by)
    note("concern:close", concern, by)
    settle(about(concern.pk))


@transaction.atomic
def reopen(*, by: User, concern: Concern, version: int, reason: str) -> None:
    """Open it again, with the reason: only so is an outcome changed. Its clocks begin again. Raises `Refused`, `Stale`.

    What was decided stands in the chronology.
    """
    _open_again(by, concern, version)
    begin_again(concern)
    decision(concern, "Reopened.", reason, by)
    note("concern:reopen", concern, by)


@transaction.atomic
def begin_review(*, by: User, concern: Concern, version: int, asked_at: datetime, reason: str) -> None:
    """The complainant asks for stage two: it is open again, and the clock for the review runs from when they asked.

    Raises `Refused` and `Stale`.
    """
    if concern.type != ConcernType.COMPLAINT:
        raise Refused("Only complaints have a second stage.")
    has_passed(asked_at)
    if concern.decided_at and asked_at < concern.decided_at:
        raise Refused("They can only ask for a review after the answer. Enter when they asked.", "asked_on")
    _open_again(by, concern, version)
    begin_clock(concern, ClockKind.COMPLAINT_REVIEW, asked_at)
    decision(concern, "The complainant asks for a review (stage two).", reason, by)
    note("concern:begin-review", concern, by)


def _open_again(by: User, concern: Concern, version: int) -> None:
    need_handler(by, concern)
    if concern.state not in (State.DECIDED, State.CLOSED):
        raise Refused("This concern is open.")
    change(concern, version, **_UNDECIDED)
