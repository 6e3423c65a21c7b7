"""What is on record of a case: its chronology, linked cases, and who looked."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lanyard.concerns.casework.queries.record_view import looks_at
from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.records.queries import told
from lanyard.ui.tables import page_of

ON_A_PAGE = 50


@never_cache
@require_GET
def looks(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Who looked at the concern and when."""
    found = concern_or_404(request, concern)
    events = looks_at(found, request.user)
    if events is None:
        raise Http404
    page = page_of(request, events, ON_A_PAGE)
    context = {"concern": found, "page_obj": page, "rows": told(page.object_list)}
    return render(request, "concerns/casework/record_view.html", context)
