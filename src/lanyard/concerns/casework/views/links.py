"""What is on record of a case: its chronology, linked cases, and who looked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.casework.actions import links
from lanyard.concerns.casework.forms.links import LinkForm
from lanyard.concerns.casework.queries.case import links_of
from lanyard.concerns.casework.views.common import concern_or_404, on_case, one_of, press_on_case


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Link another concern by its reference."""
    found = concern_or_404(request, concern)
    form = LinkForm(request.POST or None, initial={"version": found.version})
    return on_case(
        request, found, form, links.link, template="concerns/casework/links.html", done="The concerns are now linked."
    )


@require_POST
def unlink(request: HttpRequest, concern: UUID, link: UUID) -> HttpResponse:
    """Take a link away."""
    found = concern_or_404(request, concern)
    row = one_of(links_of(request.user, found.pk), link)
    return press_on_case(request, found, links.unlink, done="The concerns are no longer linked.", link=row)
