"""What the gate asks of the register: which place a URL names, and what this user holds there today."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from lanyard.people.models import School, Trust, User
from lanyard.people.queries import Held, reaches, roles_of


class RegisterResolver:
    """Answers the gate from the register. A request's roles are read once and kept on its user."""

    def place(self, kwargs: dict[str, Any]) -> School | Trust | None:
        if "school" in kwargs:
            return _or_404(School.objects.select_related("trust"), kwargs["school"])
        if "trust" in kwargs:
            return _or_404(Trust.objects, kwargs["trust"])
        return None

    def allows(self, user: User, roles: frozenset[str], place: School | Trust | None) -> bool:
        return any(held.role in roles and reaches(held, place) for held in held_today(user))

    def belongs(self, user: User, place: School | Trust | None) -> bool:
        if place is None:
            return True
        trust_id = place.trust_id if isinstance(place, School) else place.pk
        return any(held.trust_id == trust_id for held in held_today(user))

    def second_step_done(self, request: Any) -> bool:
        # Imported here because the sign-in library loads models that are not ready while applications start.
        from lanyard.people.signin import second_step_done

        return second_step_done(request)


def held_today(user: User) -> frozenset[Held]:
    """The user's roles today."""
    return roles_of(user, timezone.localdate())


def _or_404(rows: Any, slug: str) -> Any:
    found = rows.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
