"""Who sees which notices: their own, and nobody else's."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

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
