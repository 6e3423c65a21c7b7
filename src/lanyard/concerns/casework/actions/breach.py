"""Whether the regulator is told of a breach of personal data: decided within 72 hours, with reasons (REP5)."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.casework.actions.open_case import decision, not_yet_decided, take
from lanyard.concerns.core.actions.clocks import meet_clock, running_clocks
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import ClockKind, ConcernType
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.rules.clocks import JUDGING_BREACH
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


@transaction.atomic
def decide_on_regulator(*, by: User, concern: Concern, version: int, report_it: bool, reasons: str) -> None:
    """Record the decision, with its reasons; the regulator's clock is met by it. Raises `Refused` and `Stale`."""
    not_yet_decided(concern)
    if concern.type != ConcernType.DATA_BREACH:
        raise Refused("Only personal data breaches are reported to the regulator.")
    if not running_clocks(concern).filter(kind=ClockKind.REGULATOR).exists():
        raise Refused("This has already been decided. Add what changed to the chronology.")
    take(by, concern, version)
    meet_clock(concern, *JUDGING_BREACH.meets)
    says = (
        "The breach is reported to the regulator (ICO)."
        if report_it
        else "The breach does not need to be reported to the regulator (ICO)."
    )
    decision(concern, says, reasons, by)
    note("concern:regulator", concern, by, told="yes" if report_it else "no")
