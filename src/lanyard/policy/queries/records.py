"""The dated records that pages show: agencies and guidance."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from lanyard.policy.models import Agency, GuidanceSource


def agencies(on: date, *, who: str = "") -> list[Agency]:
    """The agencies that can be asked on a day; only those open to `who` (children, parents or staff), if given."""
    rows = Agency.objects.filter(Q(ended__isnull=True) | Q(ended__gte=on), Q(started__isnull=True) | Q(started__lte=on))
    return [row for row in rows if not who or who in row.who_may_use or "anyone" in row.who_may_use]


def sources() -> QuerySet[GuidanceSource]:
    """Every guidance source with its editions."""
    return GuidanceSource.objects.prefetch_related("editions")
