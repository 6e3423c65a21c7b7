"""What is decided on a case on the way: threshold, ground, reference, regulator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import threshold as thresholds
from lanyard.concerns.casework.forms.case import SayForm
from lanyard.concerns.casework.forms.threshold import ThresholdForm
from lanyard.concerns.casework.views.common import CASE_FORM, concern_or_404, on_case


@never_cache
@require_http_methods(["GET", "POST"])
def threshold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide whether it is a low-level concern or may meet the harm threshold."""
    found = concern_or_404(request, concern)
    form = ThresholdForm(request.POST or None, initial={"version": found.version})
    act = thresholds.decide_threshold
    return on_case(
        request, found, form, act, template="concerns/casework/threshold.html", done="Your decision has been saved."
    )


@never_cache
@require_http_methods(["GET", "POST"])
def undo_threshold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take the decision on the threshold back, with a reason."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="reason", label="Why are you undoing it?"
    )
    says = f"The decision was: {found.get_threshold_display()}. It stays in the chronology, with your reason."
    context = {"title": "Undo the threshold decision", "says": says, "button": "Undo the decision", "anchor": "actions"}
    act = thresholds.undo_threshold
    return on_case(request, found, form, act, template=CASE_FORM, done="The decision has been undone.", **context)
