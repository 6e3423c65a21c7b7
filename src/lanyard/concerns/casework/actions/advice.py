"""Asking an agency outside the school, and what it answered (BRE6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.actions.open_case import has_passed, of_this_case, take
from lanyard.concerns.casework.rules.closing import is_lado
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import meet_clock
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.models import Advice, Concern
from lanyard.concerns.core.rules.clocks import TELLING_LADO
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User
from lanyard.policy.models import Agency
from lanyard.policy.queries.records import agencies


@transaction.atomic
def ask_advice(
    *,
    by: User,
    concern: Concern,
    version: int,
    agency: Agency,
    asked: str,
    asked_at: datetime,
    with_names: bool = False,
    reference: str = "",
) -> Advice:
    """Record that an agency of the directory was asked or told. Telling the LADO meets the LADO's clock.

    Raises `Refused` and `Stale`.
    """
    has_passed(asked_at)
    if agency.pk not in {one.pk for one in agencies(timezone.localdate(), who="staff")}:
        raise Refused("Staff can’t ask this agency. Choose another.")
    take(by, concern, version)
    made = Advice.objects.create(
        concern=concern, agency=agency, asked_at=asked_at, asked=asked, with_names=with_names, reference=reference,
        by=by.person,
    )  # fmt: skip
    if is_lado(agency.name):
        meet_clock(concern, *TELLING_LADO.meets)
    write_step(concern, f"Asked or told: {agency.name}.", by)
    note("concern:ask-advice", concern, by, agency=agency.key)
    return made


@transaction.atomic
def record_answer(
    *, by: User, concern: Concern, version: int, advice: Advice, answer: str, answered_at: datetime, reference: str = ""
) -> Advice:
    """Record what an agency answered. Raises `Refused` and `Stale`."""
    of_this_case(concern, advice)
    has_passed(answered_at)
    take(by, concern, version)
    advice.refresh_from_db()
    if advice.answered_at:
        raise Refused("The answer has already been recorded. Record any further answer as new advice.")
    if answered_at < advice.asked_at:
        raise Refused("The answer can’t be before the question. Check the date and time.", "answered_on")
    advice.answer, advice.answered_at = answer, answered_at
    advice.reference = reference or advice.reference
    advice.save(update_fields=["answer", "answered_at", "reference"])
    write_step(concern, f"Answered: {advice.agency.name}.", by)
    note("concern:record-answer", concern, by, agency=advice.agency.key)
    return advice
