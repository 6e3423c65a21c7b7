"""Which controls keep a clause: a person decides on each suggestion, or adds one.

A link is no part of the policy's words, so it may also be decided once the edition is in force.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people.models import User
from lanyard.policy.actions.common import change, need
from lanyard.policy.choices import ControlState, EditionState
from lanyard.policy.models import Clause, ClauseControl
from lanyard.policy.registry import candidates
from lanyard.records.audit import record

OPEN = (EditionState.DRAFT, EditionState.WITH_LEADERSHIP, EditionState.APPROVED, EditionState.IN_FORCE)


@transaction.atomic
def control_decide(*, clause: Clause, control_id: str, confirmed: bool, version: int, by: User) -> ClauseControl:
    """Confirm that a suggested control keeps the clause, or reject it."""
    need(by, "policy:link-controls", clause.edition.place)
    change(clause.edition, version, states=OPEN)
    state = ControlState.CONFIRMED if confirmed else ControlState.REJECTED
    links = ClauseControl.objects.filter(clause=clause, control_id=control_id)
    if not links.update(state=state, by=by.person, at=timezone.now()):
        raise Refused("This control was not suggested for the clause. Add it instead.")
    return _recorded(links.get(), by)


@transaction.atomic
def controls_none(*, clause: Clause, version: int, by: User) -> None:
    """Say that none of the controls still suggested for a clause keeps it."""
    need(by, "policy:link-controls", clause.edition.place)
    change(clause.edition, version, states=OPEN)
    links = list(clause.controls.filter(state=ControlState.SUGGESTED).select_for_update())
    for link in links:
        link.state, link.by, link.at = ControlState.REJECTED, by.person, timezone.now()
        _recorded(link, by)
    ClauseControl.objects.bulk_update(links, ["state", "by", "at"])


@transaction.atomic
def control_add(*, clause: Clause, control_id: str, version: int, by: User) -> ClauseControl:
    """Link a control that nobody suggested, or one that was rejected before."""
    need(by, "policy:link-controls", clause.edition.place)
    if control_id not in candidates():
        raise Refused("There is no such control.")
    change(clause.edition, version, states=OPEN)
    decided = {"state": ControlState.CONFIRMED, "by": by.person, "at": timezone.now()}
    link, _ = ClauseControl.objects.update_or_create(clause=clause, control_id=control_id, defaults=decided)
    return _recorded(link, by)


def _recorded(link: ClauseControl, by: User) -> ClauseControl:
    place = link.clause.edition.place
    record(f"clause-control:{link.state}", by=by, about=link.clause, place=place, detail={"control": link.control_id})
    return link
