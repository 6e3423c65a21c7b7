"""That somebody searched inside cases: on record with where and how much was found, never with their words."""

from __future__ import annotations

from django.db import transaction

from lanyard.people.models import School, User
from lanyard.records.audit import record


@transaction.atomic
def note_search(*, by: User, school: School, found: int) -> None:
    """Record a search at one school."""
    record("concern:search", by=by, about=None, place=school, detail={"found": found})
