"""Who is who, who holds what where, and when school is: the named reads of the register."""

from lanyard.people.queries.calendars import calendar_of, calendar_page, calendars
from lanyard.people.queries.held import Held, holders, own_schools, reaches, roles_at, roles_of, schools_where, trust_of
from lanyard.people.queries.register import (
    KindsCount,
    family_of,
    find_staff,
    is_staff_at,
    kinds_count,
    open_schools,
    people_at,
    places_of,
    visible_to,
)
from lanyard.people.queries.roles import (
    RoleGap,
    RoleRow,
    gaps_of,
    holdings_at,
    own_holdings,
    role_gaps,
    role_rows,
    stand_in_for,
)

__all__ = [
    "Held",
    "KindsCount",
    "RoleGap",
    "RoleRow",
    "calendar_of",
    "calendar_page",
    "calendars",
    "family_of",
    "find_staff",
    "gaps_of",
    "holders",
    "holdings_at",
    "is_staff_at",
    "kinds_count",
    "open_schools",
    "own_holdings",
    "own_schools",
    "people_at",
    "places_of",
    "reaches",
    "role_gaps",
    "role_rows",
    "roles_at",
    "roles_of",
    "schools_where",
    "stand_in_for",
    "trust_of",
    "visible_to",
]
