"""Where somebody with several schools works now, and at which of them they want to open a page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.kernel import registry
from lanyard.people import place_now
from lanyard.people.forms import PlaceSearch
from lanyard.people.home import address_at, places_with

PLACES_PER_PAGE = 50
# Up to so many are found at a glance, and nobody has to type a name.
FEW_PLACES = 8


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """Choose the place that the bar and the first page are about. It opens nothing that isn't open anyway."""
    if request.method == "POST":
        place_now.choose(request, request.POST.get("place", ""))
        return redirect("/")
    context = {"rows": place_now.rows(request), "here": place_now.place_of(request)}
    return render(request, "people/where.html", context)


@require_safe
def choose_place(request: HttpRequest, page: str) -> HttpResponse:
    """A page that several of this person's places have: choose for which of them to open it."""
    found = next((one for one in registry.placed_pages if one.key == page), None)
    places = places_with(request, found) if found else []
    if not found or not places:
        raise Http404
    form = PlaceSearch(request.GET)
    name = form.cleaned_data["q"].casefold() if form.is_valid() else ""
    named = Paginator([place for place in places if name in str(place).casefold()], PLACES_PER_PAGE)
    shown = named.get_page(request.GET.get("page"))
    context = {
        "found": found,
        "form": form,
        "asks": len(places) > FEW_PLACES,
        "several": len(place_now.places(request)) > 1,
        "page_obj": shown,
        "rows": [(place, address_at(found, place)) for place in shown],
    }
    return render(request, "people/choose_place.html", context)
