"""How a case ends: outcome, closing, opening again, stage two, debrief and lessons."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import debrief as debriefs
from lanyard.concerns.casework.forms.case import SayForm
from lanyard.concerns.casework.forms.debrief import DebriefForm
from lanyard.concerns.casework.queries.closing import debrief_of
from lanyard.concerns.casework.views.common import CASE_FORM, concern_or_404, on_case
from lanyard.concerns.casework.views.seen import seen_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def debrief(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record what leaders found when they looked back."""
    found = seen_or_404(request, concern)
    known = debrief_of(found)
    names = ("happened", "expected", "cause", "clause", "control")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = DebriefForm(request.POST or None, initial={**initial, "version": found.version})
    template, done = (
        "concerns/casework/debrief.html",
        "The debrief has been saved. Now add what will change because of it.",
    )
    return on_case(request, found, form, debriefs.hold_debrief, template=template, done=done)


@never_cache
@require_http_methods(["GET", "POST"])
def no_debrief(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record why there is no debrief."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="why_none", label="Why is there no debrief?"
    )
    context = {
        "title": "No debrief",
        "says": "The policy asks for a debrief. Say why there is none for this concern.",
        "anchor": "outcome",
    }
    return on_case(request, found, form, debriefs.no_debrief, template=CASE_FORM, done="Recorded.", **context)
