"""What was typed and not sent: kept for its sender alone, for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from lanyard.people.models import User
from lanyard.people.unsent_models import Unsent

# A form that was typed and not sent is kept for so long.
KEPT_FOR = timedelta(hours=1)


def unsent_of(user: User, now: datetime) -> list[Unsent]:
    """All that is kept for somebody, the newest first."""
    return list(Unsent.objects.filter(user=user, made_at__gt=now - KEPT_FOR))


def one_unsent(user: User, pk: UUID, now: datetime) -> Unsent | None:
    """One of them; None where it is somebody else's or has been forgotten."""
    return Unsent.objects.filter(user=user, pk=pk, made_at__gt=now - KEPT_FOR).first()


def account(pk: str) -> User | None:
    """The account with this id, while it is open."""
    return User.objects.select_related("person").filter(pk=pk, is_active=True).first()
