"""The addresses of this room's pages; most of them exist at each school and at the trust."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lanyard.people.models import School, Trust


def address(place: School | Trust, name: str, **kwargs: Any) -> str:
    """The address of a page at a school or a trust."""
    here = {"school": place.slug} if isinstance(place, School) else {"trust": place.slug}
    return reverse(f"policy:{name}", kwargs={**here, **kwargs})
