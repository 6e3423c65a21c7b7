"""What those who decide do: note what was discussed, and decide (COM4). Nobody decides on their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from lanyard.disclosures import queries, rules
from lanyard.disclosures.actions.common import close_told, locked, need_decider, note, tell_declarers
from lanyard.disclosures.choices import State
from lanyard.disclosures.messages import about
from lanyard.disclosures.models import Condition, Disclosure, Discussion
from lanyard.kernel.refusals import Refused
from lanyard.notices.actions import settle
from lanyard.people.models import User


@transaction.atomic
def discuss(*, by: User, disclosure: Disclosure, version: int, says: str) -> Disclosure:
    """Record a discussion; those who declare read it too. Raises `Refused`, `Stale`.

    What was decided waits for a decision again with it; what was decided holds until then.
    """
    need_decider(by, disclosure)
    row = locked(disclosure, version)
    rules.check_step(row.state, State.DISCUSSING)
    row.decide_by = row.decide_by or rules.decide_by(timezone.localdate())
    row.state = State.DISCUSSING
    row.save()
    Discussion.objects.create(disclosure=row, at=timezone.now(), by=by.person, says=says)
    note("disclosure:discuss", row, by)
    tell_declarers(row, by=by)
    return row


@transaction.atomic
def decide(
    *,
    by: User,
    disclosure: Disclosure,
    version: int,
    decision: str,
    reason: str,
    review_on: date,
    conditions: Sequence[tuple[str, date | None]] = (),
) -> Disclosure:
    """Accept, accept with conditions, or not accept. Raises `Refused`, `Stale`.

    `review_on` is the day by which it is renewed, or by which the contact has ended. Conditions of an earlier decision
    end: those that go on are stated again.
    """
    need_decider(by, disclosure)
    row, today, now = locked(disclosure, version), timezone.localdate(), timezone.now()
    if decision not in rules.DECISIONS:
        raise Refused("Select your decision", "decision")
    rules.check_step(row.state, decision)
    rules.check_review(review_on, today)
    rules.check_conditions(decision, conditions, review_on, today)
    row.state, row.reason, row.review_on, row.decide_by = decision, reason, review_on, None
    row.decided_at, row.decided_by = now, by.person
    row.save()
    close_told(row)
    row.conditions.filter(met_at__isnull=True, ended_at__isnull=True).update(ended_at=now)
    Condition.objects.bulk_create(
        Condition(disclosure=row, says=says, due=due, added_at=now) for says, due in conditions
    )
    note("disclosure:decide", row, by, decision=decision, review=review_on, conditions=len(conditions))
    tell_declarers(row, by=by)
    return row


@transaction.atomic
def meet(*, by: User, condition: Condition) -> Condition:
    """Say that a condition is met, as one of those who declare or as who decides. Raises `Refused`."""
    row = condition.disclosure
    if not queries.is_declarer(by.person, row):
        need_decider(by, row)
    open_one = queries.open_conditions().filter(pk=condition.pk)
    done = Condition.objects.filter(pk__in=open_one.values("pk")).update(met_at=timezone.now(), met_by=by.person)
    if not done:
        raise Refused("This condition has already been met, or no longer applies.")
    condition.refresh_from_db()
    note("disclosure:meet-condition", row, by, condition=condition.pk)
    settle(about(condition.pk))
    return condition
