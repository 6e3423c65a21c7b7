"""A reporter's file as it was sent: sealed beside its clean copy, and opened only for a reason that stays on record."""

from __future__ import annotations

from django.db import transaction

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, need_to_see
from lanyard.concerns.core.models import Concern
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User
from lanyard.records import attachments


@transaction.atomic
def open_original(*, by: User, concern: Concern, original: attachments.Attachment, version: int, reason: str) -> bytes:
    """The original, for somebody who sees the concern. Raises `Refused` without a reason, and `Stale`."""
    need_to_see(by, concern)
    if not reason.strip():
        raise Refused("Say why you need the original.")
    change(concern, version)
    write_step(concern, f"Opened an original file. Reason: {reason}", by)
    return attachments.open(original, by=by, subject="concern-file")
