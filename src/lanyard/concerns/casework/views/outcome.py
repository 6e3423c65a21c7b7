"""How a case ends: outcome, closing, opening again, stage two, debrief and lessons."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import outcome as outcomes
from lanyard.concerns.casework.forms.case import SayForm
from lanyard.concerns.casework.forms.outcome import OutcomeForm, ReviewForm
from lanyard.concerns.casework.queries.response import left_to_do
from lanyard.concerns.casework.rules.closing import items_for_closing, items_for_decision
from lanyard.concerns.casework.views.common import CASE_FORM, concern_or_404, on_case
from lanyard.concerns.core.kinds import KINDS
from lanyard.ui.fields import VersionForm


@never_cache
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide the outcome, and tell the reporter."""
    found = concern_or_404(request, concern)
    form = OutcomeForm(request.POST or None, initial={"version": found.version}, outcomes=KINDS[found.type].outcomes)
    context = {"title": "Decide the outcome", "anchor": "outcome"}
    context["missing"] = left_to_do(found, items_for_decision)
    done = "Decided. The reporter can use their code to read your message."
    return on_case(request, found, form, outcomes.decide, template=CASE_FORM, done=done, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Close a decided concern."""
    found = concern_or_404(request, concern)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    says = "Its clocks stop and there are no more reminders. You can reopen it if you give a reason."
    context = {"title": "Close this concern", "says": says, "button": "Close this concern", "anchor": "outcome"}
    context["missing"] = left_to_do(found, items_for_closing)
    return on_case(request, found, form, outcomes.close, template=CASE_FORM, done="Closed.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Open it again, with a reason."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="reason", label="Why are you reopening it?"
    )
    says = "The outcome is undone and the clocks start again. The decision stays in the chronology."
    context = {"title": "Reopen this concern", "says": says, "button": "Reopen this concern", "anchor": "outcome"}
    return on_case(request, found, form, outcomes.reopen, template=CASE_FORM, done="Reopened.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The complainant asks for stage two."""
    found = concern_or_404(request, concern)
    initial = {"version": found.version, "asked_on": timezone.localdate()}
    form = ReviewForm(request.POST or None, initial=initial)
    says = "Someone who had no part in the first answer should review it. Hand it over to them after this step."
    context = {"title": "The complainant asks for a review", "says": says, "anchor": "outcome"}
    done = "Stage two has started. Its clock runs from when they asked."
    return on_case(request, found, form, outcomes.begin_review, template=CASE_FORM, done=done, **context)
