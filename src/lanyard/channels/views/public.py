"""What anybody may know: which accounts are real (OFF1)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lanyard.channels import queries
from lanyard.kernel import languages
from lanyard.people.queries import open_schools
from lanyard.ui.spreadsheets import csv_file

PER_PAGE = 50
COLUMNS = ("school", "name", "service", "address", "readers", "state", "live since", "last checked")


@languages.translated
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """Every open school, to find the one whose accounts one looks for."""
    page = Paginator(open_schools(timezone.localdate()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "channels/schools.html", {"page_obj": page})


@languages.translated
@require_safe
def accounts(request: HttpRequest, school: str) -> HttpResponse:
    """The accounts that speak for a school, and reporting a fake."""
    fake = reverse("concerns:report", kwargs={"school": request.place.slug}, query={"type": "fake_account"})
    context = {
        "channels": queries.listed_at(request.place),
        "named": queries.named_at(request.place),
        "fake": languages.carried(fake, languages.chosen(request)),
    }
    return render(request, "channels/public.html", context)


@require_safe
def register(request: HttpRequest, school: str) -> HttpResponse:
    """The same as a CSV file."""
    rows = (
        (
            request.place.name, channel.name, channel.platform.name, channel.url, channel.openness, channel.state,
            channel.live_since, channel.checked_on or "",
        )
        for channel in queries.listed_at(request.place)
    )  # fmt: skip
    return csv_file(f"official-accounts-{request.place.slug}.csv", [COLUMNS, *rows])


@require_safe
def well_known(request: HttpRequest, school: str) -> HttpResponse:
    """The same for websites that show it: any may read it."""
    found = [
        {
            "name": channel.name,
            "service": channel.platform.key,
            "url": channel.url,
            "readers": channel.openness,
            "state": channel.state,
            "since": channel.live_since,
        }
        for channel in queries.listed_at(request.place)
    ]
    answer = JsonResponse({"school": request.place.name, "accounts": found})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
