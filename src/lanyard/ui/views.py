"""The first page, the statements at the foot of every page, and the sign of life."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from lanyard.kernel import registry, rules, schedule
from lanyard.kernel.queries import count_all
from lanyard.kernel.rules import Band
from lanyard.ui import guides, words

# Of what can wait so many are shown at once in each part of the first page.
SHOWN = 5


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
