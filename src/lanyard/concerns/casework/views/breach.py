"""What is decided on a case on the way: threshold, ground, reference, regulator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import breach as breaches
from lanyard.concerns.casework.forms.breach import RegulatorForm
from lanyard.concerns.casework.views.common import CASE_FORM, concern_or_404, on_case


@never_cache
@require_http_methods(["GET", "POST"])
def regulator(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide whether the regulator is told of a breach."""
    found = concern_or_404(request, concern)
    form = RegulatorForm(request.POST or None, initial={"version": found.version})
    says = (
        "You must report a breach that puts people at risk to the ICO within 72 hours of finding it, counting "
        "nights and weekends. Record your reasons either way. If the risk to people is high, tell them too."
    )
    context = {"title": "Decide whether to tell the regulator", "says": says, "anchor": "actions"}
    act = breaches.decide_on_regulator
    return on_case(request, found, form, act, template=CASE_FORM, done="Your decision has been saved.", **context)
