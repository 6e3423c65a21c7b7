"""The steps of an edition from draft to in force: the table is in `rules.STEPS`."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people.models import User
from lanyard.policy import messages
from lanyard.policy.actions.common import Actor, change, need, person_of
from lanyard.policy.actions.reviews import close_yearly, new_trigger
from lanyard.policy.choices import EditionState, TriggerKind
from lanyard.policy.models import Edition, Policy
from lanyard.policy.queries.clauses import authors_of
from lanyard.policy.queries.editions import due_to_start, trust_edition_in_force
from lanyard.policy.rules import (
    STEPS,
    check_first_day,
    check_meeting,
    check_ready,
    check_step,
    last_day_before,
    review_due,
)
from lanyard.records.audit import record
from lanyard.records.required import required

logger = logging.getLogger("lanyard.policy")


@transaction.atomic
def submit(*, edition: Edition, version: int, by: Actor) -> Edition:
    """Send a draft for approval. Every clause of it has been confirmed by a person."""
    _check("submit", edition, by)
    clauses = edition.clauses.count()
    check_ready(clauses=clauses, unconfirmed=edition.clauses.filter(confirmed_at__isnull=True).count())
    _take("submit", edition, version, submitted_by=person_of(by), submitted_at=timezone.now(), sent_back_says="")
    messages.tell_approvers(edition, by=by)
    record("edition:submit", by=by, about=edition, place=edition.place, detail={"clauses": clauses})
    return edition


@transaction.atomic
def send_back(*, edition: Edition, version: int, says: str, by: User) -> Edition:
    """Give an edition back to its authors with a reason; they can change it and send it again."""
    _check("send-back", edition, by)
    authors = authors_of(edition)
    _take(
        "send-back", edition, version, sent_back_says=says, submitted_by=None, submitted_at=None, approved_by=None,
        approved_at=None, meeting_on=None, in_force_from=None, put_in_force_by=None, put_in_force_at=None,
    )  # fmt: skip
    messages.tell_authors(edition, authors, by=by, approved=False)
    record("edition:send-back", by=by, about=edition, place=edition.place)
    return edition


@transaction.atomic
def approve(*, edition: Edition, version: int, meeting_on: date, by: User) -> Edition:
    """Record that governors approved the edition at a meeting. Nobody approves their own draft."""
    _check("approve", edition, by)
    submitted = timezone.localdate(edition.submitted_at) if edition.submitted_at else None
    check_meeting(meeting_on, timezone.localdate(), submitted)
    authors = authors_of(edition)
    _take("approve", edition, version, approved_by=by.person, approved_at=timezone.now(), meeting_on=meeting_on)
    messages.settle_approval(edition)
    messages.tell_authors(edition, authors, by=by, approved=True)
    record("edition:approve", by=by, about=edition, place=edition.place, detail={"meeting": meeting_on})
    return edition


@transaction.atomic
def put_in_force(
    *, edition: Edition, version: int, first_day: date, review_by: date | None = None, by: User
) -> Edition:
    """Put an approved edition in force from a day on. A day to come is kept, and the change is made when it comes."""
    _check("put-in-force", edition, by)
    # The policy's row is the lock: one edition of it comes into force at a time.
    Policy.objects.select_for_update().get(pk=edition.policy_id)
    _check_first_day(edition, first_day)
    due = review_due(first_day, review_by or edition.review_due)
    change(
        edition, version, states=STEPS["put-in-force"].before, in_force_from=first_day, review_due=due,
        put_in_force_by=by.person, put_in_force_at=timezone.now(),
    )  # fmt: skip
    started = first_day <= timezone.localdate()
    ended = _start(edition) if started else []
    event = "edition:put-in-force" if started else "edition:schedule"
    record(event, by=by, about=edition, place=edition.place, detail={"from": first_day, "ended": ended})
    return edition


@transaction.atomic
def withdraw(*, edition: Edition, version: int, by: Actor) -> Edition:
    """Give up an edition that never came into force. It stays on record."""
    _check("withdraw", edition, by)
    _take(
        "withdraw", edition, version, withdrawn_by=person_of(by), withdrawn_at=timezone.now(), in_force_from=None,
        put_in_force_by=None, put_in_force_at=None,
    )  # fmt: skip
    messages.settle_approval(edition)
    record("edition:withdraw", by=by, about=edition, place=edition.place)
    return edition


def start_due_editions() -> int:
    """Put in force the approved editions whose day has come; answers how many. One that can't start harms no other."""
    started = 0
    for edition in due_to_start(timezone.localdate()):
        try:
            with transaction.atomic():
                Policy.objects.select_for_update().get(pk=edition.policy_id)
                _check_first_day(edition, required(edition.in_force_from))
                ended = _start(edition)
                record(
                    "edition:put-in-force", by="system:editions", about=edition, place=edition.place,
                    detail={"ended": ended},
                )  # fmt: skip
        except Refused as problem:
            logger.warning("Edition %s did not come into force: %s", edition.pk, type(problem).__name__)
        else:
            started += 1
    return started


def _check(key: str, edition: Edition, by: Actor) -> None:
    step = STEPS[key]
    need(by, step.permission, edition.place)
    person = person_of(by)
    authors = authors_of(edition) if step.by_others_only else set()
    check_step(step, state=edition.state, who=person.pk if person else None, authors=authors)


def _take(key: str, edition: Edition, version: int, **fields: Any) -> None:
    change(edition, version, states=STEPS[key].before, state=STEPS[key].after, **fields)


def _ending(edition: Edition) -> QuerySet[Edition]:
    """What ends when the edition starts: its predecessor, and for a trust's text the variations of other texts."""
    held = Edition.objects.filter(policy=edition.policy, state=EditionState.IN_FORCE)
    if edition.school_id:
        return held.filter(school=edition.school)
    return held.exclude(based_on=edition, school__isnull=False)


def _check_first_day(edition: Edition, first_day: date) -> None:
    """Nothing that has held, at any school, is written out of its past by a first day that is too early."""
    latest = _ending(edition).aggregate(latest=Max("in_force_from"))["latest"]
    check_first_day(first_day, meeting_on=required(edition.meeting_on), replaced_from=latest)


def _start(edition: Edition) -> list[UUID]:
    """Replace what is in force by the edition, whose first day is set; answers the editions that ended.

    A trust's new text ends the variations of the old one: each school that had one is asked to look at it again.
    """
    policy, last_day = edition.policy, last_day_before(required(edition.in_force_from))
    if edition.school_id and edition.based_on != trust_edition_in_force(policy):
        raise Refused("This variation is of a text that the trust has replaced. Start a new one from the trust's text.")
    ended = list(_ending(edition).select_related("school"))
    Edition.objects.filter(pk__in=[old.pk for old in ended]).update(
        state=EditionState.REPLACED, in_force_until=last_day
    )
    change(edition, edition.version, states=[EditionState.APPROVED], state=EditionState.IN_FORCE)
    close_yearly(edition)
    if not edition.school_id:
        for old in ended:
            if old.school_id:
                new_trigger(
                    policy=policy, school=old.school, kind=TriggerKind.TRUST_EDITION,
                    about=f"trust-edition:{edition.pk}",
                    says="The trust's text has changed, so the school's own words have ended. Decide whether to take "
                    "them over into a new variation.",
                )  # fmt: skip
    return [old.pk for old in ended]
