"""What this room shows on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lanyard.kernel import registry
from lanyard.kernel.registry import Card
from lanyard.records.audit import place_ids
from lanyard.records.queries import READ_AUDIT

# Above this many schools the first page names none of them: the trust's page has what was done at all of them.
_FEW = 8


def cards(request: Any) -> Iterator[Card]:
    """What was done: in the trust, and at each of a few schools."""
    places = registry.places_of(request, READ_AUDIT)
    schools = [place for place in places if place_ids(place)["school_id"]]
    for place in places:
        if place not in schools:
            yield _card(place, "trust")
        elif len(schools) <= _FEW:
            yield _card(place, "school")


def _card(place: Any, kind: str) -> Card:
    url = reverse(f"records:audit-{kind}", kwargs={kind: place.slug})
    return Card(f"What was done: {place}", "Every change, and who opened protected information.", url, 80)


registry.can_do.append(cards)
