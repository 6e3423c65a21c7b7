"""What the actions of this room share: who may, and that nobody overwrites what somebody else has just changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F

from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused, Stale
from lanyard.people.models import Person, School, Trust, User
from lanyard.policy.choices import EditionState
from lanyard.policy.models import Edition

# Who acts: somebody signed in, or the installation itself ("system:load-data").
Actor = User | str

CHANGED_MEANWHILE = (
    "Someone else changed this draft after you opened it. Check what it says now, then send yours again."
)


def need(by: Actor, permission: str, place: School | Trust | None) -> None:
    """Raise PermissionDenied unless the user may do this at the place; the installation itself may."""
    if not isinstance(by, str) and not gate.may(by, permission, place):
        raise PermissionDenied


def person_of(by: Actor) -> Person | None:
    """The person behind the account; None for the installation."""
    return None if isinstance(by, str) else by.person


def change(edition: Edition, version: int, *, states: Collection[str] = (EditionState.DRAFT,), **fields: Any) -> None:
    """Count one change of the edition, and set `fields` with it, in one UPDATE that compares version and state.

    Raises Refused when the edition is in another state, Stale when somebody else has changed it since.
    """
    rows = Edition.objects.filter(pk=edition.pk, version=version, state__in=states)
    if not rows.update(version=F("version") + 1, **fields):
        edition.refresh_from_db(fields=["state", "version"])
        if edition.state not in states:
            raise Refused("This edition has moved on since you opened it, so nothing was changed.")
        raise Stale(edition.version, CHANGED_MEANWHILE)
    edition.version = version + 1
    for name, value in fields.items():
        setattr(edition, name, value)
