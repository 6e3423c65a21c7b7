"""Entries that people write: what happened and when, apart from when it was entered; a change keeps what stood there
before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.core.actions.chronology import entry_of
from lanyard.concerns.core.actions.common import change, need_handler, note, still_open
from lanyard.concerns.core.actions.spoken import keep_out_spoken_of
from lanyard.concerns.core.choices import WRITTEN, EntryKind
from lanyard.concerns.core.models import Concern, Entry, EntryEdit
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User


@transaction.atomic
def add_entry(*, by: User, concern: Concern, version: int, kind: str, text: str, happened_at: datetime) -> Entry:
    """Enter what happened at a moment that has passed. Raises `Refused`, and `Stale` when others were quicker."""
    need_handler(by, concern)
    still_open(concern)
    if kind not in WRITTEN:
        raise Refused("Select a note, a conversation or a decision.")
    _has_passed(happened_at)
    change(concern, version)
    made = entry_of(concern, kind, text, happened_at, by)
    keep_out_spoken_of(concern, text, f"entry:{made.pk}", author=by.person)
    note("concern:add-entry", concern, by, entry=made.pk, kind=kind)
    return made


def add_note(*, by: User, concern: Concern, version: int, text: str) -> Entry:
    """Enter a note about what happened just now: the routine entry. Raises `Refused` and `Stale`."""
    return add_entry(
        by=by, concern=concern, version=version, kind=EntryKind.NOTE, text=text, happened_at=timezone.now()
    )


@transaction.atomic
def edit_entry(
    *, by: User, concern: Concern, version: int, entry: Entry, text: str, happened_at: datetime, reason: str
) -> Entry:
    """Change what an entry says; the old words stay with who changed them, when and why. Raises `Refused`, `Stale`."""
    need_handler(by, concern)
    still_open(concern)
    if entry.concern_id != concern.pk or entry.kind not in WRITTEN:
        raise Refused("Lanyard wrote this entry, so you can’t change it. Add a note instead.")
    _has_passed(happened_at)
    change(concern, version)
    entry.refresh_from_db()
    EntryEdit.objects.create(
        entry=entry, old_text=entry.text, old_happened_at=entry.happened_at, reason=reason, at=timezone.now(),
        by=by.person,
    )  # fmt: skip
    entry.text, entry.happened_at = text, happened_at
    entry.save(update_fields=["text", "happened_at"])
    keep_out_spoken_of(concern, text, f"entry:{entry.pk}", author=by.person)
    note("concern:edit-entry", concern, by, entry=entry.pk)
    return entry


def _has_passed(moment: datetime) -> None:
    if moment > timezone.now():
        raise Refused("Enter a time in the past.")
