"""Who can decide on an edition."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from lanyard.kernel import gate
from lanyard.people.models import Person, School, Trust, current, still_here


def approvers(place: School | Trust, on: date) -> QuerySet[Person]:
    """The people whose role lets them approve an edition of the place on the day; leavers are left out."""
    roles = gate.table["policy:approve"].roles
    if isinstance(place, School):
        at = Q(roles__school=place) | Q(roles__school__isnull=True, roles__trust_id=place.trust_id)
    else:
        at = Q(roles__school__isnull=True, roles__trust=place)
    held = Person.objects.filter(at, current(on, "roles__"), roles__role__in=roles)
    return held.filter(still_here(on)).distinct()
