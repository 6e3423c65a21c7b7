"""Whether a roster has been brought in, or is to come later; the roster itself is an import of `people`."""

from __future__ import annotations

from django.db import transaction

from lanyard.firstrun.actions.common import going_on, keep


@transaction.atomic
def roster_is(*, said: str) -> None:
    """Keep that the roster was imported ("done") or comes later ("later")."""
    keep(going_on(), "roster", roster=said)
