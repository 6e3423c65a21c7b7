"""Channels by their names, services and addresses, among those that the user may open."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from lanyard.channels.models import Channel
from lanyard.channels.queries import visible_to
from lanyard.kernel.search import AT_MOST, Hit
from lanyard.people.models import User


def find_channels(user: User, words: list[str]) -> list[Hit]:
    """Those that have every word in the name, the service or the address. Two queries."""
    rows = visible_to(user)
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(platform__name__icontains=word) | Q(url__icontains=word))
    return [_hit(row) for row in rows[: AT_MOST + 1]]


def _hit(row: Channel) -> Hit:
    says = f"{row.platform}, {row.place}: {row.get_state_display().lower()}"
    return Hit(row.name, says, reverse("channels:channel", kwargs={"channel": row.pk}))
