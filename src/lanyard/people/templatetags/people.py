"""What this room's templates need."""

from __future__ import annotations

from typing import Any

from django import template

from lanyard.people.addresses import address
from lanyard.people.choices import YearGroup
from lanyard.people.models import School, Trust

register = template.Library()


@register.simple_tag
def page_of(place: School | Trust, name: str, **kwargs: Any) -> str:
    """The address of one of this room's pages at a school or a trust."""
    return address(place, name, **kwargs)


@register.filter
def year_names(codes: list[str]) -> str:
    """Year groups as people call them: "Reception, Year 1, Year 2"."""
    return ", ".join(str(YearGroup(code).label) for code in codes if code in YearGroup.values)
