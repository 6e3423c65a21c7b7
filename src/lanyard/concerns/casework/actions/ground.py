"""Where it happened, and on what ground the school acts or does not (CHI2); the reference in another system."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.casework.actions.open_case import decision, not_yet_decided, take
from lanyard.concerns.casework.queries.closing import children_of
from lanyard.concerns.core.actions.common import note
from lanyard.concerns.core.choices import Device, Ground, Place
from lanyard.concerns.core.models import Concern
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


@transaction.atomic
def set_ground(
    *, by: User, concern: Concern, version: int, place: str, device: str, ground: str, ground_note: str
) -> None:
    """Record where it happened, and the ground for acting with its link to the school (CHI2).

    Raises `Refused` when the ground has no words to it or can't be, and `Stale`.
    """
    if concern.ground:
        not_yet_decided(concern)
    if place not in Place or device not in Device or ground not in Ground:
        raise Refused("Select one of the choices in the list.")
    if ground and not ground_note.strip():
        raise Refused("Say briefly how it is linked to the school, or why it is not.", "ground_note")
    away = place == Place.OFF_SITE and device in (Device.OWN, Device.UNKNOWN)
    if ground == Ground.IN_SCHOOL and away:
        raise Refused("It happened away from school and not on a school device. Choose another ground.", "ground")
    changed = ground != concern.ground
    take(by, concern, version, place=place, device=device, ground=ground)
    concern.report.ground_note = ground_note
    concern.report.save(update_fields=["ground_note"])
    if changed:
        decision(concern, f"Ground for acting: {Ground(ground).label}.", ground_note, by)
    note("concern:ground", concern, by, ground=ground)


@transaction.atomic
def set_why_no_child(*, by: User, concern: Concern, version: int, reason: str) -> None:
    """Record why no child is in it, so that it can be closed without one. Raises `Refused` and `Stale`."""
    if not reason.strip():
        raise Refused("Say why no child is involved.", "reason")
    if children_of(concern).exists():
        raise Refused("A child is named in this case. Take them out first and give the reason.")
    take(by, concern, version)
    concern.report.why_no_child = reason
    concern.report.save(update_fields=["why_no_child"])
    decision(concern, "No child is involved.", reason, by)
    note("concern:no-child", concern, by)


@transaction.atomic
def set_outside_ref(*, by: User, concern: Concern, version: int, outside_ref: str) -> None:
    """Record under which reference the child-protection system has it. Raises `Refused` and `Stale`."""
    take(by, concern, version)
    concern.report.outside_ref = outside_ref
    concern.report.save(update_fields=["outside_ref"])
    note("concern:outside-ref", concern, by)
