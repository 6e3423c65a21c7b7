"""At which schools an event moves what is measured."""

from __future__ import annotations

import json

from django.db.models import QuerySet

from lanyard.people.models import School
from lanyard.records.models import AuditEvent


def schools_moved_by(event: AuditEvent, *, everywhere: bool) -> QuerySet[School]:
    """The school of the event, or all of its trust; all there are with `everywhere`, and for an event of no place."""
    if everywhere:
        return School.objects.all()
    if event.school_id:
        # What one person does may count at other schools of theirs too: the event names them.
        return School.objects.filter(pk__in=[event.school_id, *json.loads(event.detail).get("also_at", ())])
    return School.objects.filter(trust=event.trust_id) if event.trust_id else School.objects.all()
