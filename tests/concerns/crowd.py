"""Very many concerns at once, made without the actions: for tests of lists and of speed."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from lanyard.concerns.core.choices import ConcernType, State
from lanyard.concerns.core.models import Concern, Report
from lanyard.people.models import School

_numbers = itertools.count()


def crowd(school: School, many: int, now: datetime, **fields: Any) -> list[Concern]:
    """So many concerns at the school, each due a minute after the one before; their reports can't be opened."""
    made = [_one(school, n, now, fields) for n in range(many)]
    Concern.objects.bulk_create(made, batch_size=500)
    Report.objects.bulk_create((Report(concern=c, account="-") for c in made), batch_size=500)
    return made


def _one(school: School, n: int, now: datetime, fields: dict[str, Any]) -> Concern:
    number = next(_numbers)
    closed = fields.get("state") == State.CLOSED
    own: dict[str, Any] = {
        "type": ConcernType.BULLYING, "route": "public", "level": "dsl", "state": State.OPEN,
        "received_at": now - timedelta(days=1), "entered_at": now - timedelta(days=1),
        "due_at": None if closed else now + timedelta(minutes=n + 1),
        "closed_at": now - timedelta(minutes=n) if closed else None,
        "outcome": "no_further" if closed else "",
    }  # fmt: skip
    own["counted_at"], key = fields.get("level", own["level"]), f"{number:09d}"
    return Concern(trust_id=school.trust_id, school=school, ref=key, sent_once=key, **(own | fields))
