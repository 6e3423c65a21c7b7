"""Ending what somebody has open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from lanyard.people.models import User


def end_sessions(people: Iterable[UUID]) -> None:
    """A new unusable password makes every session of these people's accounts invalid, for good."""
    for user in User.objects.filter(person__in=list(people)):
        user.set_unusable_password()
        user.save(update_fields=["password"])
