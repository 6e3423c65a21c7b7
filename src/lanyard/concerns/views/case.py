"""The page of one concern, and the first steps on it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.concerns.actions import identity as identities
from lanyard.concerns.actions import triage
from lanyard.concerns.actions.looks import look
from lanyard.concerns.forms.case import JudgeForm, ReasonForm
from lanyard.concerns.models import Reporter
from lanyard.concerns.queries.case import case_context, opened
from lanyard.concerns.queries.conversation import conversation_context
from lanyard.concerns.queries.dealing import dealing_context
from lanyard.concerns.views.common import concern_or_404, on_case, press_on_case
from lanyard.platforms.queries import names
from lanyard.ui.form_actions import carry_out
from lanyard.ui.telephone import with_links


@never_cache
@require_GET
def case(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Everything about one concern that its reader needs to act; the look is on record before it is shown."""
    found = opened(request.user, concern)
    if found is None:
        raise Http404
    context = case_context(found, request.user)
    look(by=request.user, concern=found, handles=context["may_handle"])
    everybody = [*context["parties"], *context["parties_before"]]
    dealing = dealing_context(found, request.user, everybody)
    if context["may_handle"]:
        context["next_steps"] += dealing["next_steps"]
    parts = {**conversation_context(found), **dealing, **context}
    return render(request, "concerns/case.html", {**parts, "concern": found})


@require_POST
def acknowledge(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Somebody has it in hand."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, triage.acknowledge, done="Acknowledged.")


@require_POST
def out_of_flood(request: HttpRequest, concern: UUID) -> HttpResponse:
    """It is looked at like any other from now on."""
    found = concern_or_404(request, concern)
    return press_on_case(request, found, triage.take_out_of_flood, done="It stands in the queue like any other now.")


@never_cache
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, concern: UUID) -> HttpResponse:
    """The risk, and where it happened."""
    found = concern_or_404(request, concern)
    known = names()
    if found.platform and found.platform not in dict(known):
        known.append((found.platform, found.platform))
    judged = ("risk", "place", "device", "platform", "year_group", "child_at_risk", "version")
    initial = {name: getattr(found, name) for name in judged}
    asks = not found.is_safeguarding
    form = JudgeForm(request.POST or None, initial=initial, platforms=known, asks_about_child=asks)
    return on_case(request, found, form, triage.judge, template="concerns/judge.html", done="Saved.")


@never_cache
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Who reported it, for a reason: shown once, as the answer to this form, and never on the page of the case."""
    found = concern_or_404(request, concern)
    form = ReasonForm(
        request.POST or None, initial={"version": found.version}, label="Why do you need to know who reported it?"
    )
    reporter = None
    if request.method == "POST" and (done := carry_out(form, identities.reveal, by=request.user, concern=found)):
        reporter = done.answer
    context = {"concern": found, "form": form, "reporter": reporter, "reporter_rows": _rows(reporter)}
    return render(request, "concerns/identity.html", context)


def _rows(reporter: Reporter | None) -> list[tuple[str, str]]:
    if reporter is None:
        return []
    return [
        ("Name", reporter.name),
        ("Who they are", reporter.relation),
        ("How to reach them", with_links(reporter.contact)),
    ]
