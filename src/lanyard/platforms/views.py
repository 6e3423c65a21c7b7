"""The pages of the catalogue, open to anyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.platforms import page, queries
from lanyard.platforms.choices import DomainUse
from lanyard.platforms.forms import AddressForm, PlatformFilter
from lanyard.ui.tables import page_of

ON_A_PAGE = 50


@require_GET
def platforms(request: HttpRequest) -> HttpResponse:
    """All services, or those of a kind or name."""
    today = timezone.localdate()
    form = PlatformFilter(request.GET or None)
    found = queries.platforms(**form.cleaned_data) if form.is_valid() else queries.platforms()
    page_obj = page_of(request, found, ON_A_PAGE)
    context = {
        "form": form,
        "address_form": AddressForm(),
        "page_obj": page_obj,
        "rows": page.rows(page_obj.object_list, today),
        "standing": queries.catalogue_standing(today),
    }
    return render(request, "platforms/platforms.html", context)


@require_GET
def platform(request: HttpRequest, platform: str) -> HttpResponse:
    """What is known of one service."""
    found = queries.platform(platform)
    if found is None:
        raise Http404
    today = timezone.localdate()
    domains = found.domains.all()
    context = {
        "platform": found,
        "now": found.minimum_age(today),
        "coming": found.coming_ages(today),
        "history": page.history(found, today),
        "links": page.links(found),
        "visited": [domain for domain in domains if domain.use == DomainUse.VISIT],
        "loaded": [domain for domain in domains if domain.use == DomainUse.CONTENT],
    }
    return render(request, "platforms/platform.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def which_service(request: HttpRequest) -> HttpResponse:
    """Which service a web address belongs to. Asked by POST, so that the address gets into no log; nothing is kept."""
    asked = request.method == "POST"
    form = AddressForm(request.POST) if asked else AddressForm()
    context = {"form": form}
    if asked and form.is_valid():
        host, today = form.cleaned_data["address"], timezone.localdate()
        context = {"form": AddressForm(), "host": host, "found": queries.platform_for_host(host)}
        if found := context["found"]:
            context |= {"platform": found.platform, "now": found.platform.minimum_age(today)}
            context["coming"] = found.platform.coming_ages(today)
    return render(request, "platforms/which_service.html", context)
