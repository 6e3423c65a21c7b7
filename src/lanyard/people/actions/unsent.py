"""Keeping what was typed in a form that could not be taken, and forgetting it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lanyard.people.models import Unsent, User
from lanyard.people.queries.unsent import KEPT_FOR
from lanyard.records import audit

audit.words["unsent:keep"] = "Kept, sealed, what someone had typed when they were signed out"
# Of one person; what is older goes.
MOST = 10


@transaction.atomic
def keep_unsent(*, user: User, content: dict[str, Any]) -> Unsent:
    """Keep a form for an hour, for this user alone."""
    kept = Unsent.objects.create(user=user, made_at=timezone.now(), content=content)
    older = Unsent.objects.filter(user=user).exclude(pk=kept.pk).values_list("pk", flat=True)[MOST - 1 :]
    Unsent.objects.filter(pk__in=list(older)).delete()
    place = audit.PlaceIds(user.person.trust_id, None)
    audit.record("unsent:keep", by=user, about=kept, place=place)
    return kept


def forget_unsent(*, user: User, pk: Any) -> None:
    """It was sent after all."""
    Unsent.objects.filter(user=user, pk=pk).delete()


def sweep_unsent(*, now: datetime) -> int:
    """Delete what was kept for an hour; answers how much it was."""
    return Unsent.objects.filter(made_at__lt=now - KEPT_FOR).delete()[0]
