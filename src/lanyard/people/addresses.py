"""The addresses of this room's pages; those about roles and rosters exist at each school and at the trust."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lanyard.people.models import School, Trust


def address(place: School | Trust, name: str, **kwargs: Any) -> str:
    """The address of a page at a school, or of its like at a trust."""
    if isinstance(place, School):
        return reverse(f"people:{name}", kwargs={"school": place.slug, **kwargs})
    return reverse(f"people:trust-{name}", kwargs={"trust": place.slug, **kwargs})
