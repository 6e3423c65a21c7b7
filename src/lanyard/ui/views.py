"""The first page, the statements at the foot of every page, and the sign of life."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import registry, schedule
from lanyard.kernel.languages import translated_for_visitors
from lanyard.ui import words


@translated_for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, then what they can do; for a visitor, the front page."""
    if not request.user.is_authenticated:
        return _front(request)
    now = timezone.localtime()
    return render(
        request,
        "ui/home.html",
        {
            "today": now.date(),
            "greeting": words.greeting(now),
            "needs": registry.needs_of(request),
            "cards": registry.cards_for(request),
        },
    )


def _front(request: HttpRequest) -> HttpResponse:
    """Before signing in: the ways to report a worry first, then the few links that most visitors come for."""
    links = [link for link in registry.links_for_anybody(request) if link.on_front]
    return render(request, "ui/front.html", {"ways": registry.ways_to_report_for(request), "links": links})


def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible Lanyard is, and what to do when something is in somebody's way."""
    return render(request, "ui/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What Lanyard keeps about people, in plain words."""
    return render(request, "ui/privacy.html")


def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone has to know to put Lanyard on its first screen and into its share menu."""
    icon = {"src": static("ui/lanyard.svg"), "sizes": "any", "type": "image/svg+xml"}
    found = {"name": "Lanyard", "short_name": "Lanyard", "start_url": reverse("ui:home"), "display": "minimal-ui",
             "theme_color": "#0b3c49", "background_color": "#ffffff", "icons": [icon]}  # fmt: skip
    for name in registry.share_targets[:1]:
        given = {"title": "title", "text": "text", "url": "url"}
        found["share_target"] = {"action": reverse(name), "method": "GET", "params": given}
    return JsonResponse(found, content_type="application/manifest+json")


def health(request: HttpRequest) -> JsonResponse:
    """Whether the service answers, reaches its database and does its background work in time: 200 or 503, for whoever
    watches over it; no details."""
    try:
        late = schedule.behind(timezone.now()) is not None
    except DatabaseError:
        return JsonResponse({"service": "ok", "database": "out of reach"}, status=503)
    found = {"service": "ok", "database": "ok", "background work": "late" if late else "ok"}
    return JsonResponse(found, status=503 if late else 200)
