"""A school's posters on how to report: how they stand, and printing them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lanyard.concerns.core.choices import Audience
from lanyard.concerns.oversight.actions.posters import print_poster
from lanyard.concerns.oversight.queries.posters import poster_states


@require_GET
def posters(request: HttpRequest, school: str) -> HttpResponse:
    """The posters of each audience, in date or not."""
    return render(
        request, "concerns/oversight/posters.html", {"rows": poster_states(request.place, timezone.localdate())}
    )


@require_POST
def poster(request: HttpRequest, school: str) -> HttpResponse:
    """One poster as a PDF, as it is right today."""
    audience = request.POST.get("audience", "")
    if audience not in Audience.values:
        raise Http404
    answer = HttpResponse(
        print_poster(school=request.place, audience=audience, by=request.user), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="poster-{audience}-{request.place.slug}.pdf"'
    return answer
