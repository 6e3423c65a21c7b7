"""What this room's templates need."""

from __future__ import annotations

from typing import Any

from django import template

from lanyard.people.models import School, Trust
from lanyard.policy.addresses import address

register = template.Library()


@register.simple_tag
def at(place: School | Trust, name: str, **kwargs: Any) -> str:
    """The address of a page of this room at a school or trust: `{% at place "edition" edition=edition.pk %}`."""
    return address(place, name, **kwargs)
