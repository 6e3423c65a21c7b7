"""Review triggers, and how it was answered (AIM1, AIM2, MON1)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.kernel.years import academic_year
from lanyard.people.models import School, User
from lanyard.policy.actions.common import Actor, change, need
from lanyard.policy.choices import EditionState, GuidanceStatus, TriggerKind
from lanyard.policy.models import Edition, Policy, ReviewTrigger
from lanyard.policy.queries.guidance import Reliance, reliances_of
from lanyard.policy.queries.linked import linked_policies
from lanyard.policy.rules import review_due
from lanyard.records.audit import record


@transaction.atomic
def open_trigger(
    *,
    policy: Policy,
    school: School | None,
    kind: str,
    says: str,
    by: Actor,
    about: str = "",
    clause_line: UUID | None = None,
) -> ReviewTrigger | None:
    """Ask for a review, in one plain sentence without names. None when this cause (`about`) has asked before."""
    need(by, "policy:raise-trigger", school or policy.trust)
    made = new_trigger(policy=policy, school=school, kind=kind, says=says, about=about, clause_line=clause_line)
    if made:
        record("trigger:open", by=by, about=made, place=school or policy.trust, detail={"kind": str(kind)})
    return made


def new_trigger(
    *,
    policy: Policy,
    school: School | None,
    kind: str,
    says: str,
    about: str = "",
    clause_line: UUID | None = None,
) -> ReviewTrigger | None:
    """The row of a trigger, made inside an action; None when the same cause has made one before."""
    if about and ReviewTrigger.objects.filter(policy=policy, school=school, about=about).exists():
        return None
    return ReviewTrigger.objects.create(
        policy=policy, school=school, kind=kind, says=says[:300], about=about, clause_line=clause_line,
        opened_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def close_trigger(*, trigger: ReviewTrigger, how: str, by: User) -> ReviewTrigger:
    """Say what came of a trigger: what was changed, or why nothing has to change."""
    place = trigger.school or trigger.policy.trust
    need(by, "policy:close-trigger", place)
    done = ReviewTrigger.objects.filter(pk=trigger.pk, closed_at__isnull=True).update(
        closed_at=timezone.now(), closed_by=by.person, closed_how=how
    )
    if not done:
        raise Refused("Someone else has already closed this trigger.")
    trigger.refresh_from_db()
    record("trigger:close", by=by, about=trigger, place=place, detail={"kind": trigger.kind})
    return trigger


def close_yearly(edition: Edition) -> None:
    """A finished review answers the yearly trigger."""
    ReviewTrigger.objects.filter(
        policy=edition.policy, school=edition.school, kind=TriggerKind.YEARLY, closed_at__isnull=True
    ).update(closed_at=timezone.now(), closed_how="The review is finished.")


@transaction.atomic
def finish_review(*, edition: Edition, version: int, next_due: date | None = None, by: User) -> Edition:
    """Record that the edition in force was reviewed today and stays as it is, and when the next review is due."""
    need(by, "policy:close-trigger", edition.place)
    today = timezone.localdate()
    change(
        edition, version, states=[EditionState.IN_FORCE], reviewed_by=by.person, reviewed_at=timezone.now(),
        review_due=review_due(today, next_due),
    )  # fmt: skip
    close_yearly(edition)
    record("edition:review", by=by, about=edition, place=edition.place, detail={"next": edition.review_due})
    return edition


def raise_due_triggers() -> int:
    """Raise what the calendar brings: reviews that are due, newer guidance, linked policies past their date.

    Each cause raises one trigger, ever. Answers how many are new.
    """
    today = timezone.localdate()
    editions = list(Edition.objects.filter(state=EditionState.IN_FORCE).select_related("policy__trust", "school"))
    relied = reliances_of([edition.pk for edition in editions if not edition.school_id], today)
    made = 0
    for edition in editions:
        causes = _yearly(edition, today)
        if not edition.school_id:
            causes += _guidance(relied[edition.pk]) + _linked(edition, today)
        made += sum(_raise(edition, *cause) for cause in causes)
    return made


Cause = tuple[TriggerKind, str, str]


def _raise(edition: Edition, kind: TriggerKind, about: str, says: str) -> bool:
    return bool(
        open_trigger(
            policy=edition.policy, school=edition.school, kind=kind, about=about, says=says, by="system:reviews"
        )
    )


def _yearly(edition: Edition, today: date) -> list[Cause]:
    if edition.review_due is None or edition.review_due > today:
        return []
    about = f"yearly:{academic_year(edition.review_due)}:{edition.review_due}"
    return [
        (TriggerKind.YEARLY, about, f"The review that was due by {edition.review_due:%-d %B %Y} has not been finished.")
    ]


def _guidance(relied: list[Reliance]) -> list[Cause]:
    causes = []
    for one in relied:
        newer = [one.newest] if one.is_behind and one.newest else []
        final = [row for row in one.coming if row.status == GuidanceStatus.IN_FORCE and one.relied_on]
        for row in [*newer, *final]:
            says = f"{one.source.name}: the policy relies on the edition {one.relied_on}; {row} is the newest."
            causes.append((TriggerKind.GUIDANCE, f"guidance:{one.source.key}:{row.pk}", says))
    return causes


def _linked(edition: Edition, today: date) -> list[Cause]:
    standings = linked_policies(edition.policy.trust, today)
    return [
        (
            TriggerKind.LINKED_POLICY,
            f"linked-overdue:{one.key}:{row.review_date}",
            f"{one.name} is past its review date.",
        )
        for one in standings
        if one.status == "overdue" and (row := one.row)
    ]
