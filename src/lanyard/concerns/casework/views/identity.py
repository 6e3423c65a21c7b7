"""The page of one concern, and the first steps on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import identity as identities
from lanyard.concerns.casework.forms.case import ReasonForm
from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.concerns.core.models import Reporter
from lanyard.ui.form_actions import carry_out
from lanyard.ui.telephone import with_links


@never_cache
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Who reported it, for a reason: shown once, as the answer to this form, and never on the page of the case."""
    found = concern_or_404(request, concern)
    form = ReasonForm(
        request.POST or None, initial={"version": found.version}, label="Why do you need to know who reported it?"
    )
    reporter = None
    if request.method == "POST" and (done := carry_out(form, identities.reveal, by=request.user, concern=found)):
        reporter = done.answer
    context = {"concern": found, "form": form, "reporter": reporter, "reporter_rows": _rows(reporter)}
    return render(request, "concerns/casework/identity.html", context)


def _rows(reporter: Reporter | None) -> list[tuple[str, str]]:
    if reporter is None:
        return []
    return [
        ("Name", reporter.name),
        ("Who they are", reporter.relation),
        ("How to reach them", with_links(reporter.contact)),
    ]
