"""How a case ends: outcome, closing, opening again, stage two, debrief and lessons."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions import debrief as debriefs
from lanyard.concerns.actions import outcome as outcomes
from lanyard.concerns.forms.dealing import SayForm
from lanyard.concerns.forms.ending import DebriefForm, LessonForm, OutcomeForm, ReviewForm
from lanyard.concerns.forms.fields import VersionForm
from lanyard.concerns.kinds import KINDS
from lanyard.concerns.queries.dealing import left_to_do
from lanyard.concerns.queries.standing import debrief_of, lessons_of
from lanyard.concerns.rules.closing import items_for_closing, items_for_decision
from lanyard.concerns.views.common import concern_or_404, on_case
from lanyard.concerns.views.seen import seen_or_404

_FORM = "concerns/dealing/form.html"


@never_cache
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Decide how it ended, and tell the reporter."""
    found = concern_or_404(request, concern)
    form = OutcomeForm(request.POST or None, initial={"version": found.version}, outcomes=KINDS[found.type].outcomes)
    context = {"title": "Decide how it ended", "anchor": "outcome"}
    context["missing"] = left_to_do(found, items_for_decision)
    done = "Decided. The reporter can read your message with their code."
    return on_case(request, found, form, outcomes.decide, template=_FORM, done=done, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Close a decided concern."""
    found = concern_or_404(request, concern)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    says = "Its clocks stop, and nobody is reminded of it any more. You can open it again, with a reason."
    context = {"title": "Close this concern", "says": says, "button": "Close this concern", "anchor": "outcome"}
    context["missing"] = left_to_do(found, items_for_closing)
    return on_case(request, found, form, outcomes.close, template=_FORM, done="Closed.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Open it again, with a reason."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="reason", label="Why is it opened again?"
    )
    says = "The outcome is taken back and the clocks begin again. What was decided stays in the chronology."
    context = {"title": "Open this concern again", "says": says, "button": "Open it again", "anchor": "outcome"}
    return on_case(request, found, form, outcomes.reopen, template=_FORM, done="Opened again.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The complainant asks for stage two."""
    found = concern_or_404(request, concern)
    initial = {"version": found.version, "asked_on": timezone.localdate()}
    form = ReviewForm(request.POST or None, initial=initial)
    says = "Somebody who had no part in the first answer looks at it again. Hand it over to them after this step."
    context = {"title": "The complainant asks for a review", "says": says, "anchor": "outcome"}
    done = "Stage two has begun. Its clock runs from when they asked."
    return on_case(request, found, form, outcomes.begin_review, template=_FORM, done=done, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def debrief(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record what leaders found when they looked back."""
    found = seen_or_404(request, concern)
    known = debrief_of(found)
    names = ("happened", "expected", "cause", "clause", "control")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = DebriefForm(request.POST or None, initial={**initial, "version": found.version})
    template, done = "concerns/dealing/debrief.html", "The debrief is kept. Add what is to change because of it."
    return on_case(request, found, form, debriefs.hold_debrief, template=template, done=done)


@never_cache
@require_http_methods(["GET", "POST"])
def no_debrief(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record why there is no debrief."""
    found = concern_or_404(request, concern)
    form = SayForm(
        request.POST or None, initial={"version": found.version}, name="why_none", label="Why is there no debrief?"
    )
    context = {"title": "No debrief", "says": "The policy asks for one. Say why not here.", "anchor": "outcome"}
    return on_case(request, found, form, debriefs.no_debrief, template=_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add a lesson: what is to change, by whom, by when."""
    found = concern_or_404(request, concern)
    if found.state != "decided":
        return redirect("concerns:case", concern=found.pk)
    form = LessonForm(request.POST or None, initial={"version": found.version}, school=found.school)
    template, done = "concerns/dealing/lesson.html", "Added. Whoever carries it out is told."
    context = {"lessons": lessons_of(found)}
    return on_case(request, found, form, debriefs.add_lesson, template=template, done=done, **context)
