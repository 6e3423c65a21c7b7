"""The address at which a new installation is set up: printed, opened, and replaced by the next."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from lanyard.firstrun.actions.common import BY
from lanyard.firstrun.models import FirstRun
from lanyard.firstrun.queries import digest_of, is_wanted, run_with_key
from lanyard.kernel.refusals import Refused
from lanyard.records import audit


@transaction.atomic
def print_address(*, now: datetime) -> str:
    """Make a new secret for the address and return it; the one before opens nothing more. Raises `Refused`.

    What has been entered so far stays. Only a digest of the secret is stored.
    """
    if not is_wanted():
        raise Refused("This installation has been set up. Its administrator signs in and does the rest in the browser.")
    key = secrets.token_urlsafe(32)
    fresh = {"key_digest": digest_of(key), "printed_at": now}
    run, _ = FirstRun.objects.update_or_create(is_open=True, defaults=fresh)
    audit.record("first-run:print", by=BY, about=run)
    return key


@transaction.atomic
def open_address(*, key: str, now: datetime) -> FirstRun | None:
    """The first run that the secret opens, on record; None for a secret that opens nothing."""
    run = run_with_key(key, now)
    if run is not None:
        audit.record("first-run:open", by=BY, about=run)
    return run
