"""What leaves a case: its chronology on paper, its file for another school, and the hold that keeps it here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.concerns.handover.actions.printing import print_chronology
from lanyard.concerns.handover.forms.printing import PrintForm
from lanyard.concerns.handover.views.export import download, out_page
from lanyard.ui.form_actions import carry_out


@require_GET
def printing(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Ask with or without names, and why."""
    return out_page(request, concern_or_404(request, concern), "handover/printing", PrintForm())


@require_POST
def chronology(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The chronology as a PDF."""
    found, form = concern_or_404(request, concern), PrintForm(request.POST)
    if done := carry_out(form, print_chronology, concern=found, by=request.user):
        return download(done.answer, "application/pdf", f"chronology-{found.ref}.pdf")
    return out_page(request, found, "handover/printing", form)
