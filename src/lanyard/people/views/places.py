"""Where somebody with several schools works now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lanyard.people import place_now


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """Choose the place that the bar and the first page are about. It opens nothing that isn't open anyway."""
    if request.method == "POST":
        place_now.choose(request, request.POST.get("place", ""))
        return redirect("/")
    context = {"rows": place_now.rows(request), "here": place_now.place_of(request)}
    return render(request, "people/where.html", context)
