"""Passing on what nobody acted on, one step at a time. Called by the background work only."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lanyard.notices.actions import tell
from lanyard.notices.messages import STILL_WAITING, Step, of_kind
from lanyard.notices.models import Escalated, Notice
from lanyard.notices.rules import next_step_at

logger = logging.getLogger(__name__)


def escalate_due() -> int:
    """Take every step of an escalation that is due; answers how many were taken."""
    due = Notice.objects.filter(escalate_at__lte=timezone.now(), settled_at__isnull=True)
    return sum(_escalated(pk) for pk in due.values_list("pk", flat=True))


def _escalated(pk: UUID) -> bool:
    try:
        return _escalate(pk)
    # A mistake in one room's choice of people must not keep another room's notices from being passed on.
    except Exception as problem:  # noqa: BLE001
        logger.error("Notice %s could not be passed on: %s", pk, type(problem).__name__)
        return False


@transaction.atomic
def _escalate(pk: UUID) -> bool:
    """Take one step for one notice, unless somebody else has just taken it or it has been read and that is enough."""
    still_due = Q(escalate_at__lte=timezone.now(), settled_at__isnull=True)
    notice = Notice.objects.select_for_update(of=("self",)).select_related("school").filter(still_due, pk=pk).first()
    if notice is None:
        return False
    steps = of_kind(notice.kind).escalation
    step = steps[notice.steps_taken]
    taken = not (step.reading_is_enough and notice.read_at)
    if taken:
        _tell_next(notice, step)
    notice.steps_taken += 1
    notice.escalate_at = next_step_at([s.after for s in steps], notice.steps_taken, notice.created_at)
    notice.save(update_fields=["steps_taken", "escalate_at"])
    return taken


def _tell_next(notice: Notice, step: Step) -> None:
    message = STILL_WAITING(
        what=notice.title,
        url=notice.url,
        about=notice.about,
        once=f"{notice.about or notice.pk}:{notice.steps_taken}",
        due=notice.due,
        school_id=notice.school_id,
    )
    people = [person for person in step.to(notice, timezone.localdate()) if person.pk != notice.person_id]
    tell(message, people, by="system:escalation")
    Escalated.objects.create(notice=notice, step=notice.steps_taken, at=timezone.now(), told=len(people))
