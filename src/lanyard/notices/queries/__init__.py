"""Who sees which notices: their own, and nobody else's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from lanyard.notices.models import Notice
from lanyard.people.models import User


def visible_to(user: User) -> QuerySet[Notice]:
    """The user's own notices, unread first, then newest first."""
    unread = Case(
        When(read_at__isnull=True, settled_at__isnull=True, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Notice.objects.filter(person=user.person_id).order_by(unread, "-created_at", "id")


def unread_of(user: User) -> QuerySet[Notice]:
    """Notices the user has neither read nor had done."""
    return visible_to(user).filter(read_at__isnull=True, settled_at__isnull=True)


def told_on(about: str, on: date) -> set[UUID]:
    """Who was told something about this on the day, by their ids. One query."""
    start = timezone.make_aware(datetime.combine(on, time.min))
    rows = Notice.objects.filter(about=about, created_at__gte=start, created_at__lt=start + timedelta(days=1))
    return set(rows.values_list("person_id", flat=True))
