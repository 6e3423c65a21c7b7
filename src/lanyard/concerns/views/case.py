"""The page of one concern."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lanyard.concerns.views.common import concern_or_404


@require_GET
def case(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Everything about one concern that its reader needs to act."""
    return render(request, "concerns/case.html", {"concern": concern_or_404(request, concern)})
