"""What this room does by the clock."""

import logging
from datetime import timedelta

from django.utils import timezone

from lanyard.kernel import schedule
from lanyard.records import actions

log = logging.getLogger(__name__)


@schedule.daily("00:10")
def anchor_daily() -> None:
    """Anchor the audit trail once a day. The line also goes to the log, which is often kept on another machine."""
    made = actions.anchor(on=timezone.localdate())
    if made:
        log.info("Audit anchor: %s", made)


@schedule.daily("03:40")
def sweep_attachments() -> int:
    """Delete what uploads that were undone have left behind, a day after them at the earliest."""
    return actions.sweep_attachments(before=timezone.now() - timedelta(days=1))


@schedule.every(minutes=60)
def sweep_uploads() -> int:
    """Delete what a crash left of files on their way in: nobody comes back for them."""
    return actions.sweep_uploads(before=timezone.now() - timedelta(hours=2))
