"""When the policy was last looked at, when it is due again, and what asks for it sooner (AIM1, MON1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lanyard.people.models import School, Trust
from lanyard.policy.models import Edition, Policy, ReviewTrigger
from lanyard.policy.queries.editions import editions_in_force


@dataclass(frozen=True)
class ReviewStatus:
    """How the review of a school's policy stands on a day. `edition` is None where none is in force."""

    edition: Edition | None
    last_review: date | None
    due: date | None
    open_triggers: int

    def is_overdue(self, on: date) -> bool:
        return self.due is not None and self.due < on


def open_triggers(place: School | Trust) -> QuerySet[ReviewTrigger]:
    """Review triggers of the policy of a place and nobody has closed, the oldest first."""
    return triggers_at(place).filter(closed_at__isnull=True)


def triggers_at(place: School | Trust) -> QuerySet[ReviewTrigger]:
    """All review triggers of a place: a school's page shows the trust's too, since it goes by the trust's text."""
    if isinstance(place, School):
        here = Q(school=place) | Q(school__isnull=True, policy__trust_id=place.trust_id)
    else:
        here = Q(policy__trust=place)
    return ReviewTrigger.objects.filter(here).select_related("policy__trust", "school__trust", "closed_by")


def open_trigger_count(place: School | Trust) -> int:
    """How many review triggers are open at a place."""
    return open_triggers(place).count()


def review_statuses(schools: QuerySet[School], on: date) -> dict[UUID, ReviewStatus]:
    """By school id how the review stands on the day, past days included. Four queries in all."""
    editions = editions_in_force(schools, on)
    trusts: Counter[UUID] = Counter()
    own: Counter[UUID] = Counter()
    rows = ReviewTrigger.objects.filter(
        Q(school__isnull=True) | Q(school__in=schools),
        Q(closed_at__isnull=True) | Q(closed_at__date__gt=on),
        policy__trust__schools__in=schools,
        policy__key=Policy.SOCIAL_MEDIA,
        opened_at__date__lte=on,
    )
    for _, school, trust in rows.distinct().values_list("pk", "school_id", "policy__trust_id"):
        if school:
            own[school] += 1
        else:
            trusts[trust] += 1
    return {
        pk: _standing(editions.get(pk), trusts[trust] + own[pk], on)
        for pk, trust in schools.values_list("pk", "trust_id")
    }


def _standing(edition: Edition | None, triggers: int, on: date) -> ReviewStatus:
    if edition is None:
        return ReviewStatus(None, None, None, triggers)
    reviewed = timezone.localtime(edition.reviewed_at).date() if edition.reviewed_at else None
    last = max(day for day in (edition.meeting_on, reviewed if reviewed and reviewed <= on else None) if day)
    return ReviewStatus(edition, last, edition.review_due, triggers)
