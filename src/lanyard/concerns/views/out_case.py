"""What leaves a case: its chronology on paper, its file for another school, and the hold that keeps it here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.concerns.actions import hold as holds
from lanyard.concerns.actions.common import may_handle
from lanyard.concerns.actions.handing_over import export_case, keep_receipt
from lanyard.concerns.actions.printing import print_chronology
from lanyard.concerns.forms.out import ExportForm, HoldForm, PrintForm, ReceiptForm, ReleaseForm
from lanyard.concerns.models import Concern
from lanyard.concerns.views.common import concern_or_404
from lanyard.ui.form_actions import carry_out, carry_out_as


@require_GET
def printing(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Ask with or without names, and why."""
    return _page(request, concern_or_404(request, concern), "print", PrintForm())


@require_POST
def chronology(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The chronology as a PDF."""
    found, form = concern_or_404(request, concern), PrintForm(request.POST)
    if done := carry_out(form, print_chronology, concern=found, by=request.user):
        return _download(done.answer, "application/pdf", f"chronology-{found.ref}.pdf")
    return _page(request, found, "print", form)


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Make the file of the case; below the form stand the files that left before."""
    found, form = concern_or_404(request, concern), ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("to", "level", "password", "where")}
        if done := carry_out_as(form, lambda: export_case(concern=found, by=request.user, **given)):
            return _download(done.answer.content, "application/zip", f"case-{found.ref}.zip")
    return _page(request, found, "export", form, handovers=found.handovers.select_related("by"))


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, concern: UUID, handover: UUID) -> HttpResponse:
    """Keep the receipt that came back for a file."""
    found = concern_or_404(request, concern)
    row = get_object_or_404(found.handovers, pk=handover)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and carry_out(form, keep_receipt, concern=found, handover=row, by=request.user):
        messages.success(request, "The receipt has been kept.")
        return redirect("concerns:export", concern=found.pk)
    return _page(request, found, "receipt", form, handover=row)


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Put the case on hold, or end the hold."""
    found = concern_or_404(request, concern)
    action, kind = (holds.release, ReleaseForm) if found.on_hold else (holds.hold, HoldForm)
    form = kind(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and (done := carry_out(form, action, concern=found, by=request.user)):
        messages.success(request, "The case is on hold." if done.answer.on_hold else "The hold has ended.")
        return redirect("concerns:case", concern=found.pk)
    return _page(request, found, "hold", form)


def _page(request: HttpRequest, found: Concern, name: str, form: object, **more: object) -> HttpResponse:
    context = {"concern": found, "form": form, "handles": may_handle(request.user, found), **more}
    return render(request, f"concerns/out_{name}.html", context)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that no browser keeps or shows within a page. Its name is a reference, never anybody's."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
