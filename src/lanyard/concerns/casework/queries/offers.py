"""What is on offer to somebody: who deals with a concern has asked them to take it over."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from lanyard.concerns.core.choices import SHUT_OUT
from lanyard.concerns.core.models import Party, Transfer, key_of
from lanyard.people.models import User


def offers_to(user: User) -> QuerySet[Transfer]:
    """The open offers to the user, none of a concern that they are shut out of."""
    out = Party.objects.filter(
        concern=OuterRef("concern"), person_key=key_of(user.person), role__in=SHUT_OUT, ended_at__isnull=True
    )
    rows = Transfer.objects.filter(to=user.person_id, answered_at__isnull=True).exclude(Exists(out))
    return rows.select_related("concern__school", "offered_by").order_by("offered_at")
