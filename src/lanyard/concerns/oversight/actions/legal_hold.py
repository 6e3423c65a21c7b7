"""A legal hold: a concern stays, whatever its time, until somebody ends the hold."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.core.actions.common import change, need_handler, note
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.rules.references import tidy_ref
from lanyard.concerns.handover.actions.printing import keep_step
from lanyard.concerns.oversight.queries.retention import looked_after_by
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Trust, User

NOT_THERE = "There is no concern with this reference among those you look after. Check it, then try again."


@transaction.atomic
def hold(*, concern: Concern, reason: str, version: int, by: User) -> Concern:
    """Put a hold on a concern that the user deals with. Raises `Refused`, and `Stale` when somebody was quicker."""
    need_handler(by, concern)
    return _set(concern, True, reason, version, by)


@transaction.atomic
def release(*, concern: Concern, reason: str, version: int, by: User) -> Concern:
    """End the hold on a concern that the user deals with. Raises `Refused`, and `Stale` when somebody was quicker."""
    need_handler(by, concern)
    return _set(concern, False, reason, version, by)


@transaction.atomic
def hold_by_ref(*, trust: Trust, ref: str, reason: str, by: User, on_hold: bool = True) -> Concern:
    """Put or end a hold by reference, for whoever looks after retention. Raises `Refused` for others'."""
    found = looked_after_by(by, trust).select_related("report").filter(ref=tidy_ref(ref)).first()
    if found is None:
        raise Refused(NOT_THERE, "ref")
    return _set(found, on_hold, reason, found.version, by)


def _set(concern: Concern, on_hold: bool, reason: str, version: int, by: User) -> Concern:
    if concern.on_hold == on_hold:
        raise Refused("It is already on hold." if on_hold else "It is not on hold.")
    changed = change(concern, version, on_hold=on_hold)
    report = changed.report
    report.hold_reason = reason if on_hold else ""
    report.save(update_fields=["hold_reason"])
    keep_step(changed, "Legal hold" if on_hold else "Legal hold ended", reason, by)
    note("concern:hold" if on_hold else "concern:release", changed, by)
    return changed
