"""Who is named for out of hours at a school, and when nobody is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from lanyard.concerns.core.models import OutOfHours
from lanyard.concerns.core.rules.out_of_hours import gaps
from lanyard.people.models import Person, School, current

# So far ahead a gap is told of.
AHEAD_DAYS = 60


def hours_context(school: School, on: date) -> dict[str, Any]:
    """Who is named today and who comes, and the days of the next two months on which nobody is. One query."""
    rows = list(OutOfHours.objects.filter(Q(end__isnull=True) | Q(end__gte=on), school=school).select_related("person"))
    active = [row for row in rows if row.person.is_here(on)]
    return {
        "rows": rows,
        "today": [row.person for row in active if row.start <= on],
        "gaps": gaps([_span(row) for row in active], on, on + timedelta(days=AHEAD_DAYS)),
    }


def named_at(school: School, on: date) -> list[Person]:
    """Who is named for the day. One query."""
    rows = OutOfHours.objects.filter(current(on), school=school).select_related("person")
    return [row.person for row in rows if row.person.left_on is None or row.person.left_on >= on]


def _span(row: OutOfHours) -> tuple[date, date | None]:
    """The days on which they are named and still work there."""
    ends = [day for day in (row.end, row.person.left_on) if day]
    return row.start, min(ends) if ends else None


def namings_at(school: School) -> QuerySet[OutOfHours]:
    """Everybody who was ever named at the school."""
    return OutOfHours.objects.filter(school=school).select_related("school")
