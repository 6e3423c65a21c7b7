"""The first steps on a concern: acknowledge it, judge the risk, say where it happened."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.at_risk import said_in_case
from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.clocks import meet_clock, running_clocks
from lanyard.concerns.core.actions.common import answers_for_child, change, need_handler, note, still_open
from lanyard.concerns.core.choices import AtRisk, ClockKind, Device, Place, Risk, State
from lanyard.concerns.core.messages import about
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.rules.clocks import ACKNOWLEDGING
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.choices import YearGroup
from lanyard.people.models import User


@transaction.atomic
def acknowledge(*, by: User, concern: Concern, version: int) -> None:
    """Somebody has it in hand: its clock for that stops, and nobody else is told any more. Raises `Refused`, `Stale`.

    Also of a concern that is open, when it was found since that a child could be at risk, and the clock runs again.
    """
    need_handler(by, concern)
    asked_again = running_clocks(concern).filter(kind=ClockKind.ACKNOWLEDGE).exists()
    if concern.state != State.NEW and not asked_again:
        raise Refused("This has been acknowledged already.")
    if concern.is_quick and not answers_for_child(by, concern):
        raise Refused(
            "A child could be at risk, so someone responsible for safeguarding must acknowledge this, not you."
        )
    if concern.state == State.NEW:
        change(concern, version, state=State.OPEN, acknowledged_at=timezone.now())
    else:
        still_open(concern)
        change(concern, version)
    meet_clock(concern, *ACKNOWLEDGING.meets)
    write_step(concern, "Acknowledged.", by)
    note("concern:acknowledge", concern, by)
    settle(about(concern.pk))


@transaction.atomic
def judge(
    *, by: User, concern: Concern, version: int, risk: str, place: str, device: str, platform: str, year_group: str,
    child_at_risk: str = "",
) -> None:  # fmt: skip
    """Set the risk, and where, on whose device, on which service and in which year group it happened.

    Danger, high risk, or that a child could be at risk makes it a safeguarding concern from then on, whatever its type.
    `platform` is the key of a service in the catalogue. Raises `Refused` and `Stale`.
    """
    need_handler(by, concern)
    still_open(concern)
    known = risk in Risk and child_at_risk in AtRisk and place in Place and device in Device
    if not known or (year_group and year_group not in YearGroup):
        raise Refused("Select one of the choices in the list.")
    judged = risk != concern.risk
    said = child_at_risk or concern.child_at_risk
    change(concern, version, risk=risk, place=place, device=device, platform=platform, year_group=year_group)
    if judged:
        write_step(concern, f"Risk: {Risk(risk).label}.", by)
    at_risk = AtRisk.YES if judged and risk in (Risk.HIGH, Risk.DANGER) else said
    said_in_case(concern, by, child_at_risk=at_risk, danger=judged and risk == Risk.DANGER)
    note("concern:judge", concern, by, risk=risk)


@transaction.atomic
def take_out_of_flood(*, by: User, concern: Concern, version: int) -> None:
    """It came among very many, and is looked at like any other from now on. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    change(concern, version, in_flood=False)
    note("concern:take-out-of-flood", concern, by)
