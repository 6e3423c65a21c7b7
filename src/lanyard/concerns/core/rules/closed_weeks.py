"""What is counted, and until when: figures speak of weeks that are over, and no decision on a case moves them. Pure.

Somebody who is shut out of a case must not see it in a figure, neither in one that grows nor in one that falls. So a
concern counts at the level to which it came, for good. While its week still runs, it stops to count when somebody is
shut out of it who would have read it at that level: from what they may open themselves and a figure with one more in it
they could tell that there is one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from lanyard.people.rules.routing import VIEWERS, Graph, Id


def counted_until(day: date) -> date:
    """The first day that is not counted yet: the Monday of this day's week. Sunday 24:00 ends a week."""
    return day - timedelta(days=day.weekday())


def counted_at(level: str, shut_out: Collection[Id], graph: Graph[Id]) -> str:
    """The level at which a concern counts that came to this one; "" when it counts for nobody."""
    readers = set(VIEWERS.get(level, ()))
    return "" if any(readers & graph.roles_of(person) for person in shut_out) else level
