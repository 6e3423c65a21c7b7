"""What is decided on a case on the way: threshold, ground, reference, regulator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lanyard.concerns.casework.queries.patterns import patterns as found_patterns


@never_cache
@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    """Low-level concerns about the same person, side by side."""
    return render(request, "concerns/casework/patterns.html", {"found": found_patterns(request.user)})
