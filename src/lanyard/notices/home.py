"""What this room shows on the first page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from lanyard.kernel.registry import Card, Need
from lanyard.notices.queries import unread_of


def needs(request: HttpRequest) -> Iterable[Need]:
    """One line for all unread notices together: what they ask for has its own line from its own room."""
    count = unread_of(request.user).count()
    if count:
        title = "Read 1 new notice" if count == 1 else f"Read {count} new notices"
        says = "What you have been told since you last looked."
        yield Need(title=title, says=says, url=reverse("notices:mine"), kind="Notices")


def cards(request: HttpRequest) -> Iterable[Card]:
    """The way to the list, for everybody."""
    yield Card("See your notices", "Everything you have been told, the newest first.", reverse("notices:mine"), 90)
