"""Who reported it: kept apart, and opened only for a reason that stays on record."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, need_handler, note
from lanyard.concerns.core.models import Concern, Reporter
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


@transaction.atomic
def reveal(*, by: User, concern: Concern, version: int, reason: str) -> Reporter:
    """Open who reported it. Raises `Refused` without a reason, or where nobody gave a name, and `Stale`."""
    need_handler(by, concern)
    if not reason.strip():
        raise Refused("Say why you need to know who reported it.")
    found = Reporter.objects.filter(concern=concern).first()
    if found is None:
        raise Refused("The reporter gave no name, and nothing kept here shows who it was.")
    change(concern, version)
    write_step(concern, f"Opened the reporter’s name. Reason: {reason}", by)
    note("concern:reveal", concern, by)
    return found
