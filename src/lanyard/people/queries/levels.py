"""What somebody may read by a role: whatever is held at a level of a school, a concern or a declaration.

Levels and the roles that read them: `people.rules.routing.VIEWERS`.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from lanyard.people.models import User
from lanyard.people.queries import roles_of
from lanyard.people.rules.routing import VIEWERS


class AtLevel(Protocol):
    """What is held at a level of a school: a concern, or whatever else goes by the same roles."""

    level: str
    school_id: UUID
    trust_id: UUID


def schools_by_role(user: User, on: date) -> Q:
    """The schools at which a role of the user's reads what is held, whether anything is or not."""
    found = Q(pk__in=[])
    for part in held_parts(user, on):
        found |= Q(pk=part["school_id"]) if "school_id" in part else Q(trust=part["trust_id"])
    return found


def held_by(user: User, on: date) -> Q:
    """What is held where a role of the user's reads it; whoever is shut out of something is not yet taken out."""
    found = Q(pk__in=[])
    for part in held_parts(user, on):
        found |= Q(**part)
    return found


def holds(user: User, held: AtLevel, on: date) -> bool:
    """Whether a role of the user's reads this: as `held_by`, without asking the database again."""
    return any(all(getattr(held, name) == value for name, value in part.items()) for part in held_parts(user, on))


def held_parts(user: User, on: date) -> list[dict[str, object]]:
    """Returns the levels and places at which a role of the user's reads what is held there."""
    roles_held = roles_of(user, on)
    parts: list[dict[str, object]] = []
    for level, roles in VIEWERS.items():
        mine = [one for one in roles_held if one.role in roles]
        trusts = {one.trust_id for one in mine if not one.school_id}
        schools = {one.school_id for one in mine if one.school_id and one.trust_id not in trusts}
        parts += [{"level": level, "trust_id": trust} for trust in sorted(trusts)]
        parts += [{"level": level, "school_id": school} for school in sorted(schools)]
    return parts
