"""What is decided on a case on the way: threshold, ground, reference, regulator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.concerns.actions import breach as breaches
from lanyard.concerns.actions import ground as grounds
from lanyard.concerns.actions import threshold as thresholds
from lanyard.concerns.forms.dealing import (
    GroundForm,
    OutsideRefForm,
    RegulatorForm,
    SayForm,
    ThresholdForm,
    standing_ground,
)
from lanyard.concerns.queries.patterns import patterns as found_patterns
from lanyard.concerns.views.common import concern_or_404, on_case
from lanyard.concerns.views.seen import seen_or_404

_FORM = "concerns/dealing/form.html"


@never_cache
@require_http_methods(["GET", "POST"])
def threshold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide whether it is a low-level concern or may meet the harm threshold."""
    found = concern_or_404(request, concern)
    form = ThresholdForm(request.POST or None, initial={"version": found.version})
    act = thresholds.decide_threshold
    return on_case(request, found, form, act, template="concerns/dealing/threshold.html", done="Your decision is kept.")


@never_cache
@require_http_methods(["GET", "POST"])
def undo_threshold(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take the decision on the threshold back, with a reason."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="reason", label="Why do you take it back?"
    )
    says = f"It was decided: {found.get_threshold_display()}. That stays in the chronology, with your reason."
    context = {"title": "Take the threshold decision back", "says": says, "button": "Take it back", "anchor": "actions"}
    act = thresholds.undo_threshold
    return on_case(request, found, form, act, template=_FORM, done="The decision is taken back.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def ground(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Where it happened, and why the school acts or does not."""
    found = seen_or_404(request, concern)
    form = GroundForm(request.POST or None, initial=standing_ground(found))
    says = (
        "What children do online away from school is for their parents. The school acts where it could harm another "
        "child, the running of the school or its reputation."
    )
    context = {"title": "Where it happened, and why the school acts", "says": says, "anchor": "actions"}
    return on_case(request, found, form, grounds.set_ground, template=_FORM, done="Saved.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def no_child(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record why no child is in the case."""
    found = seen_or_404(request, concern)
    initial = {"version": found.version, "reason": found.report.why_no_child or ""}
    form = SayForm(request.POST or None, initial=initial, name="reason", label="Why is no child in it?")
    says = (
        "For example, the information was about staff alone. If you only don’t know which child it is, add “a child”."
    )
    context = {"title": "No child is in it", "says": says, "anchor": "people"}
    return on_case(request, found, form, grounds.set_why_no_child, template=_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def outside_ref(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The reference in the child-protection system."""
    found = seen_or_404(request, concern)
    initial = {"version": found.version, "outside_ref": found.report.outside_ref}
    form = OutsideRefForm(request.POST or None, initial=initial)
    context = {"title": "Reference in the child-protection system", "anchor": "actions"}
    return on_case(request, found, form, grounds.set_outside_ref, template=_FORM, done="Saved.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def regulator(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide whether the regulator is told of a breach."""
    found = concern_or_404(request, concern)
    form = RegulatorForm(request.POST or None, initial={"version": found.version})
    says = (
        "A breach that puts people at risk is reported to the ICO within 72 hours of finding it, nights and weekends "
        "counted. Write your reasons down either way. If the risk to people is high, they are told too."
    )
    context = {"title": "Decide whether to tell the regulator", "says": says, "anchor": "actions"}
    act = breaches.decide_on_regulator
    return on_case(request, found, form, act, template=_FORM, done="Your decision is kept.", **context)


@never_cache
@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    """Low-level concerns about the same person, side by side."""
    return render(request, "concerns/dealing/patterns.html", {"found": found_patterns(request.user)})
