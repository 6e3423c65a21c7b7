"""What this room shows on the first page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from lanyard.kernel.registry import Card, Figure, Group
from lanyard.notices.queries import unread_of


def cards(request: HttpRequest) -> Iterable[Card]:
    """The way to the list, for everybody. What a notice asks for is an item of its own from its own room."""
    says = "Everything you have been told, the newest first."
    unread = unread_of(request.user)
    yield Card("Your notices", says, reverse("notices:mine"), Group.PEOPLE, 5, _unread, unread)


def _unread(number: int) -> Figure:
    return Figure(f"{number} unread" if number else "All read")
