"""The first steps on a concern: acknowledge it, judge the risk, say where it happened."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.actions.chronology import write_step
from lanyard.concerns.actions.clocks import meet_clock
from lanyard.concerns.actions.common import change, need_handler, note, still_open
from lanyard.concerns.choices import ClockKind, Device, Place, Risk, State
from lanyard.concerns.messages import about
from lanyard.concerns.models import Concern
from lanyard.concerns.rules.states import Refused, check_step
from lanyard.notices.actions import settle
from lanyard.people.choices import YearGroup
from lanyard.people.models import User


@transaction.atomic
def acknowledge(*, by: User, concern: Concern, version: int) -> None:
    """Somebody has it in hand: the clock stops, and nobody else is told any more. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    if concern.state != State.NEW:
        raise Refused("This has been acknowledged already.")
    check_step(concern.state, State.OPEN)
    change(concern, version, state=State.OPEN, acknowledged_at=timezone.now())
    meet_clock(concern, ClockKind.ACKNOWLEDGE)
    write_step(concern, "Acknowledged.", by)
    note("concern:acknowledge", concern, by)
    settle(about(concern.pk))


@transaction.atomic
def judge(
    *, by: User, concern: Concern, version: int, risk: str, place: str, device: str, platform: str, year_group: str
) -> None:
    """Set the risk, and where, on whose device, on which service and in which year group it happened.

    `platform` is the key of a service in the catalogue. Raises `Refused` and `Stale`.
    """
    need_handler(by, concern)
    still_open(concern)
    known = risk in Risk and place in Place and device in Device and (not year_group or year_group in YearGroup)
    if not known:
        raise Refused("Select one of the choices in the list.")
    judged = risk != concern.risk
    change(concern, version, risk=risk, place=place, device=device, platform=platform, year_group=year_group)
    if judged:
        write_step(concern, f"Risk: {Risk(risk).label}.", by)
    note("concern:judge", concern, by, risk=risk)


@transaction.atomic
def take_out_of_flood(*, by: User, concern: Concern, version: int) -> None:
    """It came among very many, and is looked at like any other from now on. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    change(concern, version, in_flood=False)
    note("concern:take-out-of-flood", concern, by)
