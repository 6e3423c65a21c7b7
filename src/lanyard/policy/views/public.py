"""The text of the policy, for anyone."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lanyard.policy.models import Edition
from lanyard.policy.queries.editions import edition_in_force, editions_in_force, schools_open_on
from lanyard.policy.queries.text import text_of
from lanyard.policy.views.editions import pdf_response

SCHOOLS_PER_PAGE = 50


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every school with its policy, to find one's own."""
    today = timezone.localdate()
    page = Paginator(schools_open_on(today), SCHOOLS_PER_PAGE).get_page(request.GET.get("page"))
    editions = editions_in_force(list(page), today)
    rows = [(school, editions.get(school.pk)) for school in page]
    return render(request, "policy/texts.html", {"page_obj": page, "rows": rows})


@require_safe
def text(request: HttpRequest, school: str) -> HttpResponse:
    """The policy in force at a school, to read."""
    edition = edition_in_force(request.place, timezone.localdate())
    sections = text_of(edition) if edition else []
    return render(request, "policy/text.html", {"edition": edition, "sections": sections, "school": request.place})


@require_safe
def text_pdf(request: HttpRequest, school: str) -> HttpResponse:
    """The policy in force at a school, on paper."""
    edition: Edition | None = edition_in_force(request.place, timezone.localdate())
    if edition is None:
        raise Http404
    return pdf_response(edition, request.place.name)
