"""Whose calendar asks, and what is due to them. Nothing here names anybody, or tells what a concern is about."""

from __future__ import annotations

import copy
import re
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from lanyard.kernel import registry
from lanyard.kernel.queries import for_seconds
from lanyard.notices.models import CalendarFeed
from lanyard.notices.rules import calendar
from lanyard.people.models import User
from lanyard.people.queries.accounts import may_sign_in
from lanyard.records.keyring import blind_index

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def digest_of(secret: str) -> str:
    """By what an address is found. The secret has 256 random bits, so it can't be guessed, nor found from this."""
    return blind_index(secret, "calendar feed")


def feed_of(user: User) -> CalendarFeed | None:
    """The user's own feed, if they have made an address."""
    return CalendarFeed.objects.filter(user=user).first()


def feed_at(secret: str, now: datetime) -> CalendarFeed | None:
    """The feed at this address, if its owner may sign in today: leavers' and suspended people's stop at once.

    What can't be an address asks nothing of the database, a wrong one a single row.
    """
    if not SECRET.fullmatch(secret):
        return None
    feed = CalendarFeed.objects.select_related("user__person__trust").filter(digest=digest_of(secret)).first()
    return feed if feed and may_sign_in(feed.user, now.date()) else None


def calendar_of(feed: CalendarFeed, request: HttpRequest, now: datetime) -> bytes:
    """Returns what the first page says is due to the feed's owner, as an iCalendar file (RFC 5545).

    However often a calendar asks, it is worked out once in some seconds, so nobody has to be turned away.
    """

    def read() -> bytes:
        # A copy: whatever stands around this request goes on taking it for one of a visitor.
        asking = copy.copy(request)
        asking.user, asking.place = feed.user, None  # type: ignore[attr-defined]  # as middleware does
        due = [
            calendar.Due(
                blind_index(f"{feed.pk} {need.kind} {need.url}", "calendar item"), need.kind, need.url, need.due
            )
            for need in registry.needs_of(asking)
            if need.due
        ]
        return calendar.file(due, settings.BASE_URL, now)

    return for_seconds(f"calendar {feed.pk}", read)
