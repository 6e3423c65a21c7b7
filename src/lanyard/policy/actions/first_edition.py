"""A trust's first edition, which its governors approved before the trust had Lanyard."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.policy import messages
from lanyard.policy.actions.clauses import open_draft
from lanyard.policy.actions.common import Actor, change, person_of
from lanyard.policy.choices import ControlState, EditionState
from lanyard.policy.models import ClauseControl, Edition, Policy
from lanyard.policy.rules import check_first_day, check_meeting, check_ready, review_due
from lanyard.records.audit import record


@transaction.atomic
def edition_confirm(*, edition: Edition, version: int, likely: float, by: Actor) -> tuple[int, int]:
    """Confirm every clause that nobody has confirmed, and every suggested control at least as `likely` (0 to 1).

    Returns how many clauses and how many controls those were. Controls that are less likely stay suggestions.
    """
    open_draft(edition, version, by)
    now, person = timezone.now(), person_of(by)
    clauses = edition.clauses.filter(confirmed_at__isnull=True).update(confirmed_by=person, confirmed_at=now)
    suggested = ClauseControl.objects.filter(clause__edition=edition, state=ControlState.SUGGESTED)
    controls = suggested.filter(score__gte=likely).update(state=ControlState.CONFIRMED, by=person, at=now)
    detail = {"clauses": clauses, "controls": controls}
    record("edition:confirm", by=by, about=edition, place=edition.place, detail=detail)
    return clauses, controls


@transaction.atomic
def enter_as_approved(*, edition: Edition, meeting_on: date, first_day: date, by: str) -> Edition:
    """Put a draft in force that governors approved before the trust had Lanyard. Raises `Refused`.

    Only the installation does this, and only where no edition has ever been in force: after that, nobody gets past the
    approval of governors. They are told, because nobody here saw them approve it.
    """
    policy = Policy.objects.select_for_update().get(pk=edition.policy_id)
    if edition.school_id or policy.editions.filter(in_force_from__isnull=False).exists():
        raise Refused("The trust has an edition in force already. Send the draft for approval.")
    today, now = timezone.localdate(), timezone.now()
    check_ready(clauses=edition.clauses.count(), unconfirmed=edition.clauses.filter(confirmed_at=None).count())
    check_dates(meeting_on, first_day, today)
    change(
        edition, edition.version, state=EditionState.IN_FORCE, submitted_at=now, approved_at=now, meeting_on=meeting_on,
        put_in_force_at=now, in_force_from=first_day, review_due=review_due(first_day, edition.review_due),
    )  # fmt: skip
    messages.tell_entered(edition, by=by)
    detail = {"from": first_day, "meeting": meeting_on, "approved_before": True}
    record("edition:put-in-force", by=by, about=edition, place=edition.place, detail=detail)
    return edition


def check_dates(meeting_on: date, first_day: date, today: date) -> None:
    """Refuse days on which an edition can't have been approved, or can't have come into force."""
    for check, field in (
        (lambda: check_meeting(meeting_on, today), "meeting_on"),
        (lambda: check_first_day(first_day, meeting_on=meeting_on, replaced_from=None), "first_day"),
    ):
        try:
            check()
        except Refused as problem:
            raise Refused(str(problem), field) from None
    if first_day > today:
        raise Refused("Enter the day since which the policy has been in force: today or earlier.", "first_day")
