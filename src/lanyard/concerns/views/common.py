"""What the views of this room share: the concern that an address names, for those who may see it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from lanyard.concerns import queries
from lanyard.concerns.models import Concern


def concern_or_404(request: HttpRequest, concern: UUID) -> Concern:
    """The concern, if this person may see it; otherwise it is not there, and takes as long to be not there."""
    found = queries.visible_to(request.user).select_related("school", "trust", "report").filter(pk=concern).first()
    if found is None:
        raise Http404
    return found
