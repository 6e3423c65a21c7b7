"""The first page, the statements at the foot of every page, and the sign of life."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.kernel import registry, rules, schedule
from lanyard.kernel.languages import translated_for_visitors
from lanyard.kernel.queries import count_all
from lanyard.kernel.rules import Band
from lanyard.ui import guides, words

# Of what can wait so many are shown at once in each part of the first page.
SHOWN = 5


@translated_for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, then what they can do; for a visitor, the front page."""
    if not request.user.is_authenticated:
        return _front(request)
    now = timezone.localtime()
    bands = rules.in_bands(registry.needs_of(request), now)
    waits = (len(bands[band]) for band in (Band.URGENT, Band.OVERDUE, Band.THIS_WEEK))
    heading, more = words.what_first(*waits, words.greeting(now))
    context = {
        "now": now,
        "heading": heading,
        "more": more,
        "bands": _drawn(bands),
        "groups": _with_figures(registry.on_home(request)),
    }
    return render(request, "ui/home.html", context)


def all_pages(request: HttpRequest) -> HttpResponse:
    """Everything that this person can do, by group: what the first page leaves out as well."""
    cards = registry.cards_for(request)
    groups = {group: [card for card in cards if card.group is group] for group in registry.Group}
    return render(request, "ui/all_pages.html", {"groups": {group: found for group, found in groups.items() if found}})


def _drawn(bands: dict[Band, list[rules.Need]]) -> list[dict[str, Any]]:
    """The bands as they are drawn: what can't wait in whole, of the others the first few; the more stands above, the
    less of what can wait longest."""
    drawn, above = [], 0
    for band, rows in bands.items():
        at_most = {Band.URGENT: len(rows), Band.LATER: max(SHOWN - above, 0)}.get(band, SHOWN)
        # A single one more is shown, not counted.
        shown = len(rows) if len(rows) == at_most + 1 else at_most
        drawn.append({"name": band, "key": band.name.lower(), "rows": rows[:shown], "rest": rows[shown:]})
        above += len(rows)
    return [band for band in drawn if band["rows"] or band["rest"]]


def _with_figures(groups: dict[registry.Group, list[registry.Card]]) -> list[tuple[registry.Group, list[tuple]]]:
    """The cards of each group with today's figures; what is counted for them is counted in one query."""
    cards = [card for found in groups.values() for card in found]
    counted = [card for card in cards if card.counts is not None]
    numbers = dict(zip(map(id, counted), count_all([card.counts for card in counted]), strict=True))
    return [
        (group, [(card, card.figure(numbers.get(id(card), 0))) for card in found if card.figure])
        for group, found in groups.items()
    ]


def _front(request: HttpRequest) -> HttpResponse:
    """Before signing in: the ways to report a worry first, then the few links that most visitors come for."""
    links = [link for link in registry.links_for_anybody(request) if link.on_front]
    return render(request, "ui/front.html", {"ways": registry.ways_to_report_for(request), "links": links})


def help_guides(request: HttpRequest) -> HttpResponse:
    """All how-to guides."""
    return render(request, "ui/guides.html", {"guides": guides.guides().values()})


def help_guide(request: HttpRequest, guide: str) -> HttpResponse:
    """One how-to guide."""
    found = guides.guides().get(guide)
    if found is None:
        raise Http404
    return render(request, "ui/guide.html", {"guide": found})


def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible Lanyard is, and what to do when something is in somebody's way."""
    return render(request, "ui/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What Lanyard keeps about people, in plain words."""
    return render(request, "ui/privacy.html")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone has to know to put Lanyard on its first screen and into its share menu."""
    drawn, bare = ("image/svg+xml", "any"), ("image/png", "any")
    looks = [("lanyard.svg", "any", *drawn), ("icon-192.png", "192x192", *bare), ("icon-512.png", "512x512", *bare),
             ("icon-maskable-512.png", "512x512", "image/png", "maskable")]  # fmt: skip
    icons = [
        {"src": static(f"ui/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}
        for name, sizes, kind, purpose in looks
    ]
    takes = [{"name": "files", "accept": ["image/*", "application/pdf"]}]
    found = {
        "id": "/", "name": "Lanyard", "short_name": "Lanyard", "lang": "en-GB", "scope": "/",
        "description": "Your school’s social media policy, and what it asks of you.",
        "start_url": reverse("ui:home"), "display": "minimal-ui",
        "theme_color": "#0b3c49", "background_color": "#ffffff", "icons": icons,
        "share_target": {
            "action": reverse("ui:share"), "method": "POST", "enctype": "multipart/form-data",
            "params": {"title": "title", "text": "text", "url": "url", "files": takes},
        },
    }  # fmt: skip
    return JsonResponse(found, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told by name what it may keep: files of the look, and the page for when it is offline."""
    faces = [f"built/fonts/atkinson-hyperlegible-next-latin-{face}-normal.woff2" for face in (400, 700)]
    kept = [reverse("ui:offline"), *(static(name) for name in ("built/lanyard.css", "ui/lanyard.svg", *faces))]
    told = {"KEPT": kept, "OFFLINE": kept[0], "SHARE": reverse("ui:share"),
            "VERSION": sha256(" ".join(kept).encode()).hexdigest()[:12]}  # fmt: skip
    lines = [f"self.{name} = {json.dumps(value)};" for name, value in told.items()]
    lines += [f"importScripts({json.dumps(static(f'ui/{name}'))});" for name in ("shared-store.js", "worker.js")]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows when it has no connection: the same for everybody."""
    return render(request, "ui/offline.html")


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """What can be done with something that was shared from another app.

    The service worker keeps it on the device and asks for this page. Without one the phone sends it here: nothing of it
    is read or kept, since nobody can tell who sent it, and the page says to choose the file by hand.
    """
    ways = [way for provider in registry.share_ways for way in provider(request)]
    sign_in = f"{registry.way_in(request)}?{urlencode({'next': reverse('ui:share')})}"
    return render(request, "ui/share.html", {"ways": ways, "sign_in": sign_in})


def health(request: HttpRequest) -> JsonResponse:
    """Whether the service answers, reaches its database and does its background work in time: 200 or 503, for whoever
    watches over it; no details."""
    try:
        late = schedule.behind(timezone.now()) is not None
    except DatabaseError:
        return JsonResponse({"service": "ok", "database": "out of reach"}, status=503)
    found = {"service": "ok", "database": "ok", "background work": "late" if late else "ok"}
    return JsonResponse(found, status=503 if late else 200)
