"""Concerns past their retention period: what a run would remove and why, what is held, and the run."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.oversight import retention_rules
from lanyard.concerns.oversight.actions.legal_hold import hold_by_ref
from lanyard.concerns.oversight.actions.retention import remove_what_is_past
from lanyard.concerns.oversight.forms.legal_hold import HoldByRefForm
from lanyard.concerns.oversight.forms.retention import RemoveForm
from lanyard.concerns.oversight.queries.retention import preview
from lanyard.ui.form_actions import carry_out
from lanyard.ui.forms import Form
from lanyard.ui.words import how_many


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest, trust: str) -> HttpResponse:
    """The preview, with the run below it: confirmed by typing how many go."""
    form = RemoveForm(request.POST or None)
    given = {"trust": request.place, "by": request.user}
    if request.method == "POST" and (done := carry_out(form, remove_what_is_past, **given)):
        messages.success(request, f"{how_many(done.answer, 'concern')} removed.")
        return redirect("concerns:retention", trust=trust)
    return _page(request, form, HoldByRefForm())


@require_POST
def hold(request: HttpRequest, trust: str) -> HttpResponse:
    """Put a concern on hold by its reference, or end the hold."""
    form = HoldByRefForm(request.POST)
    ends = "release" in request.POST
    if done := carry_out(form, hold_by_ref, trust=request.place, by=request.user, on_hold=not ends):
        held = done.answer
        messages.success(request, f"{held.ref} is on hold." if held.on_hold else f"The hold on {held.ref} has ended.")
        return redirect("concerns:retention", trust=trust)
    return _page(request, RemoveForm(), form)


def _page(request: HttpRequest, form: Form, hold_form: Form) -> HttpResponse:
    found = preview(request.place, request.user, timezone.localdate())
    number = len(found.due)
    context = {
        "preview": found,
        "form": form,
        "hold_form": hold_form,
        "rules": retention_rules.rules(),
        "number": number,
    }
    return render(request, "concerns/oversight/retention.html", context)
