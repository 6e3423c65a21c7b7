"""What is decided on a case on the way: threshold, ground, reference, regulator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import ground as grounds
from lanyard.concerns.casework.forms.case import SayForm
from lanyard.concerns.casework.forms.ground import GroundForm, OutsideRefForm, standing_ground
from lanyard.concerns.casework.views.common import CASE_FORM, on_case
from lanyard.concerns.casework.views.seen import seen_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def ground(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Where it happened, and why the school is acting or does not."""
    found = seen_or_404(request, concern)
    form = GroundForm(request.POST or None, initial=standing_ground(found))
    says = (
        "Parents are responsible for what children do online away from school. The school acts when it could "
        "harm another child, the running of the school or its reputation."
    )
    context = {"title": "Where it happened, and why the school is acting", "says": says, "anchor": "actions"}
    return on_case(request, found, form, grounds.set_ground, template=CASE_FORM, done="Saved.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def no_child(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record why no child is in the case."""
    found = seen_or_404(request, concern)
    initial = {"version": found.version, "reason": found.report.why_no_child or ""}
    form = SayForm(request.POST or None, initial=initial, name="reason", label="Why is no child involved?")
    says = "For example, the information was only about staff. If you don’t know which child it is, add “a child”."
    context = {"title": "No child is involved", "says": says, "anchor": "people"}
    return on_case(request, found, form, grounds.set_why_no_child, template=CASE_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def outside_ref(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The reference in the child-protection system."""
    found = seen_or_404(request, concern)
    initial = {"version": found.version, "outside_ref": found.report.outside_ref}
    form = OutsideRefForm(request.POST or None, initial=initial)
    context = {"title": "Reference in the child-protection system", "anchor": "actions"}
    return on_case(request, found, form, grounds.set_outside_ref, template=CASE_FORM, done="Saved.", **context)
