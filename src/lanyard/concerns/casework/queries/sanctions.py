"""Internet access that was taken away, for the room that opens and closes services (EXP5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lanyard.concerns.core.choices import ActionKind
from lanyard.concerns.core.models import CaseAction
from lanyard.people.models import School


def internet_removed(on: date, schools: QuerySet[School]) -> dict[UUID, frozenset[UUID]]:
    """By school id the pupils without internet access that day; schools without any are left out. One query.

    It lapses by itself, and one that was lifted no longer holds. Nothing tells why, and no concern is named.
    """
    rows = CaseAction.objects.filter(
        Q(done_at__isnull=True) | Q(done_at__date__gt=on),
        kind=ActionKind.INTERNET,
        start__lte=on,
        until__gte=on,
        concern__school__in=schools.order_by().values("pk"),
    ).select_related("party")
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for action in rows.annotate(at_school=F("concern__school")):
        if action.party is not None and action.party.person:
            found[action.at_school].add(UUID(action.party.person))
    return {school: frozenset(people) for school, people in found.items()}
