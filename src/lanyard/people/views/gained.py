"""Who gained access in a month."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lanyard.people.queries.gained import gained as gained_in
from lanyard.people.queries.gained import month_of


@require_GET
def gained(request: HttpRequest, **place: str) -> HttpResponse:
    """Roles, covers, addresses, second steps and suspensions of one month, each with whose word it was."""
    month = month_of(request.GET.get("month", ""), timezone.localdate())
    return render(request, "people/gained.html", {"month": month, "rows": gained_in(request.place, month)})
