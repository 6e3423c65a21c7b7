"""What this room's templates need."""

from __future__ import annotations

from typing import Any

from django import template

from lanyard.people.addresses import address
from lanyard.people.choices import YearGroup
from lanyard.people.models import SameQuestion, School, Trust
from lanyard.people.queries.same_people import WHY

register = template.Library()


@register.simple_tag
def page_of(place: School | Trust, name: str, **kwargs: Any) -> str:
    """The address of one of this room's pages at a school or a trust."""
    return address(place, name, **kwargs)


@register.filter
def year_names(codes: list[str]) -> str:
    """Year groups as people call them: "Reception, Year 1, Year 2"."""
    return ", ".join(str(YearGroup(code).label) for code in codes if code in YearGroup.values)


AGAINST = {"name": "the name", "birth": "the date of birth", "kind": "the kind of person", "school": "the school"}


@register.filter
def why_asked(question: SameQuestion) -> str:
    """What brought the two together, and what speaks against it, as one sentence."""
    differ = [AGAINST[code] for code in question.why if code in AGAINST]
    if not differ:
        return f"{WHY[question.key]}, and nothing else about them can be compared."
    listed = differ[0] if len(differ) == 1 else f"{', '.join(differ[:-1])} and {differ[-1]}"
    verb = "differs" if len(differ) == 1 else "differ"
    return f"{WHY[question.key]}, but {listed} {verb}."
