"""Who looked at a concern: a right of its own."""

from __future__ import annotations

from django.db.models import QuerySet

from lanyard.concerns.core.models import Concern
from lanyard.kernel import gate
from lanyard.people.models import User
from lanyard.records.models import AuditEvent
from lanyard.records.queries import events_about


def looks_at(concern: Concern, user: User) -> QuerySet[AuditEvent] | None:
    """Every look at the concern, newest first; None for those who don't hold the right at its school."""
    if not gate.may(user, "concerns:looks", concern.school):
        return None
    return events_about(concern, "concern:look")
