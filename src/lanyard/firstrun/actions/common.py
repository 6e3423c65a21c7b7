"""What the actions of the first run share: one at a time, in the name of the installation."""

from __future__ import annotations

from typing import Any

from lanyard.firstrun.models import FirstRun
from lanyard.kernel.refusals import Refused
from lanyard.people.models import Trust
from lanyard.records import audit
from lanyard.records.audit import PlaceIds
from lanyard.records.required import required

# Nobody has shown yet who they are: the installation acts, for whoever holds the address that it printed.
BY = "system:first-run"


def going_on() -> FirstRun:
    """The first run, held still until the transaction ends. Raises `Refused` when it is over."""
    run = FirstRun.objects.select_for_update().filter(is_open=True).first()
    if run is None:
        raise Refused("Lanyard has been set up meanwhile. Sign in to go on.")
    return run


def trust_of(run: FirstRun) -> Trust:
    """The trust, which the first step made."""
    return required(run.trust)


def keep(run: FirstRun, step: str, **said: Any) -> None:
    """Keep answers beside those given before; None takes one away. Records which step it was, not what was said."""
    run.answers = {name: value for name, value in {**run.answers, **said}.items() if value is not None}
    run.save(update_fields=["answers"])
    place = PlaceIds(run.trust_id, None) if run.trust_id else None
    audit.record("first-run:keep", by=BY, about=run, place=place, detail={"step": step})
