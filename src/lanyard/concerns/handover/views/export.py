"""What leaves a case: its chronology on paper, its file for another school, and the hold that keeps it here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.concerns.core.actions.common import may_handle
from lanyard.concerns.core.models import Concern
from lanyard.concerns.handover.actions.export import export_case, keep_receipt
from lanyard.concerns.handover.forms.export import ExportForm, ReceiptForm
from lanyard.ui.form_actions import carry_out, carry_out_as


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Make the file of the case; below the form stand the files that left before."""
    found, form = concern_or_404(request, concern), ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("to", "level", "password", "where")}
        if done := carry_out_as(form, lambda: export_case(concern=found, by=request.user, **given)):
            return download(done.answer.content, "application/zip", f"case-{found.ref}.zip")
    return out_page(request, found, "handover/export", form, handovers=found.handovers.select_related("by"))


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, concern: UUID, handover: UUID) -> HttpResponse:
    """Save the receipt that came back for a file."""
    found = concern_or_404(request, concern)
    row = get_object_or_404(found.handovers, pk=handover)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and carry_out(form, keep_receipt, concern=found, handover=row, by=request.user):
        messages.success(request, "The receipt has been saved.")
        return redirect("concerns:export", concern=found.pk)
    return out_page(request, found, "handover/export_receipt", form, handover=row)


def out_page(request: HttpRequest, found: Concern, name: str, form: object, **more: object) -> HttpResponse:
    """A page beside the case: `name` is its template, without what all templates of the room share."""
    context = {"concern": found, "form": form, "handles": may_handle(request.user, found), **more}
    return render(request, f"concerns/{name}.html", context)


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that no browser keeps or shows within a page. Its name is a reference, never anybody's."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
