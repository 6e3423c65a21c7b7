"""Forms that show something of a case: the look is on record, as on its page (BRE4)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.concerns.core.models import Concern


def seen_or_404(request: HttpRequest, concern: UUID) -> Concern:
    """The concern for a form that shows names or words of it, with the look on record before they are shown.

    News of the reporter stay news: they stand on the page of the case alone.
    """
    found = concern_or_404(request, concern)
    if request.method == "GET":
        record_view(by=request.user, concern=found, handles=False)
    return found
