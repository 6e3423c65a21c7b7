"""The secret address at which somebody's own calendar asks what is due to them."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction

from lanyard.notices.models import CalendarFeed
from lanyard.notices.queries.feed import digest_of
from lanyard.people.models import User
from lanyard.records import audit

audit.words.update(
    {
        "calendar:make": "Made a calendar address",
        "calendar:revoke": "Revoked their calendar address",
        "calendar:use": "A calendar asked for the first time that day what is due",
    }
)


@transaction.atomic
def make_address(*, by: User, now: datetime) -> str:
    """Returns the secret part of a new address, which is kept nowhere; an earlier address stops working."""
    User.objects.select_for_update().get(pk=by.pk)
    CalendarFeed.objects.filter(user=by).delete()
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=by, digest=digest_of(secret), made_at=now)
    audit.record("calendar:make", by=by, about=feed, place=by.person.trust)
    return secret


@transaction.atomic
def revoke_address(*, by: User) -> None:
    """The address stops working at once. Without one, nothing happens."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    if feed:
        audit.record("calendar:revoke", by=by, about=feed, place=by.person.trust)
        feed.delete()


@transaction.atomic
def note_use(feed: CalendarFeed, *, on: date) -> None:
    """Keep the day on which a calendar asked; once a day, however often it asks."""
    if CalendarFeed.objects.filter(pk=feed.pk).exclude(last_used_on=on).update(last_used_on=on):
        audit.record("calendar:use", by="system:calendar", about=feed, place=feed.user.person.trust)
