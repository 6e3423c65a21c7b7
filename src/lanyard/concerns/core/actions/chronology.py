"""The entries of the chronology that an action writes about itself."""

from __future__ import annotations

from datetime import datetime

from lanyard.concerns.core.choices import EntryKind
from lanyard.concerns.core.models import Concern, Entry
from lanyard.people.models import User
from lanyard.records import moments


def write_step(concern: Concern, text: str, by: User | str, *, kind: str = EntryKind.STEP) -> Entry:
    """An entry that an action writes about itself, in that action's transaction."""
    return entry_of(concern, kind, text, moments.now(), by)


def entry_of(concern: Concern, kind: str, text: str, happened_at: datetime, by: User | str) -> Entry:
    """An entry, in the caller's transaction."""
    person = by.person if isinstance(by, User) else None
    return Entry.objects.create(
        concern=concern, kind=kind, text=text, happened_at=happened_at, entered_at=moments.now(), by=person
    )
