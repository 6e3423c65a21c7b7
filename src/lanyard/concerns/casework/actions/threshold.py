"""Whether a concern about staff is a low-level concern or may meet the harm threshold (EXP7; KCSIE part four)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lanyard.concerns.casework.actions.open_case import decision, has_passed, not_yet_decided, take
from lanyard.concerns.casework.rules.closing import THRESHOLD_GROUPS, is_lado
from lanyard.concerns.core.actions.clocks import begin_clock, meet_clock, stop_clocks
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import ClockKind, Threshold
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Advice, Concern
from lanyard.concerns.core.rules.clocks import TELLING_LADO
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


@transaction.atomic
def decide_threshold(
    *, by: User, concern: Concern, version: int, threshold: str, reasons: str, known_at: datetime | None = None
) -> None:
    """Record what the concern may amount to, with the reasons, in the chronology. Raises `Refused` and `Stale`.

    "May meet" starts the clock by which the LADO is told: one working day from when it became known, which is when it
    was received unless `known_at` says otherwise. A LADO who was told already meets it at once.
    """
    not_yet_decided(concern)
    if KINDS[concern.type].group not in THRESHOLD_GROUPS:
        raise Refused("The harm threshold applies only to concerns about people who work with children.")
    if threshold not in (Threshold.NONE, Threshold.LOW_LEVEL, Threshold.MAY_MEET):
        raise Refused("Select one of the three.")
    if concern.threshold:
        raise Refused("This has already been decided. Undo that decision first and say why.")
    if known_at is not None:
        has_passed(known_at)
    take(by, concern, version, threshold=threshold)
    if threshold == Threshold.MAY_MEET:
        begin_clock(concern, ClockKind.LADO, known_at or concern.received_at)
        if any(is_lado(row.agency.name) for row in Advice.objects.filter(concern=concern).select_related("agency")):
            meet_clock(concern, *TELLING_LADO.meets)
    decision(concern, f"Harm threshold: {Threshold(threshold).label}.", reasons, by)
    note("concern:threshold", concern, by, threshold=threshold)


@transaction.atomic
def undo_threshold(*, by: User, concern: Concern, version: int, reason: str) -> None:
    """Take the decision on the threshold back, to decide anew; the LADO's clock stops. Raises `Refused`, `Stale`."""
    not_yet_decided(concern)
    if not concern.threshold:
        raise Refused("Nothing has been decided yet.")
    was = Threshold(concern.threshold)
    take(by, concern, version, threshold=Threshold.UNDECIDED)
    stop_clocks(concern, ClockKind.LADO)
    decision(concern, f"Undone: {was.label}.", reason, by)
    note("concern:threshold-undo", concern, by, threshold=was)
