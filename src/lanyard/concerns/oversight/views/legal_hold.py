"""What leaves a case: its chronology on paper, its file for another school, and the hold that keeps it here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.views.common import concern_or_404
from lanyard.concerns.handover.views.export import out_page
from lanyard.concerns.oversight.actions import legal_hold as holds
from lanyard.concerns.oversight.forms.legal_hold import HoldForm, ReleaseForm
from lanyard.ui.form_actions import carry_out


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Put the case on hold, or end the hold."""
    found = concern_or_404(request, concern)
    action, kind = (holds.release, ReleaseForm) if found.on_hold else (holds.hold, HoldForm)
    form = kind(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and (done := carry_out(form, action, concern=found, by=request.user)):
        messages.success(request, "The case is on hold." if done.answer.on_hold else "The hold has ended.")
        return redirect("concerns:case", concern=found.pk)
    return out_page(request, found, "oversight/legal_hold", form)
