"""What is done on a case: advice, parents, actions, internet taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import advice as advices
from lanyard.concerns.casework.forms.advice import AdviceForm, AnswerForm
from lanyard.concerns.casework.views.common import CASE_FORM, concern_or_404, on_case, one_of
from lanyard.concerns.casework.views.seen import seen_or_404
from lanyard.policy.queries.records import agencies


@never_cache
@require_http_methods(["GET", "POST"])
def ask_advice(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Record that an agency was asked or told."""
    found = concern_or_404(request, concern)
    form = AdviceForm(
        request.POST or None,
        initial={"version": found.version, "asked_on": timezone.localdate()},
        agencies=agencies(timezone.localdate(), who="staff"),
    )
    says = "The LADO and most agencies can be asked without giving a name, if you are not sure."
    context = {"title": "Advice you asked for", "says": says, "anchor": "advice"}
    return on_case(request, found, form, advices.ask_advice, template=CASE_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, concern: UUID, advice: UUID) -> HttpResponse:
    """Record what an agency answered."""
    found = seen_or_404(request, concern)
    row = one_of(found.advice.select_related("agency"), advice)
    form = AnswerForm(request.POST or None, initial={"version": found.version, "answered_on": timezone.localdate()})
    context = {"title": "What they advised", "says": f"Asked: {row.agency.name}.", "anchor": "advice"}

    def act(**fields: Any) -> None:
        advices.record_answer(advice=row, **fields)

    return on_case(request, found, form, act, template=CASE_FORM, done="Recorded.", **context)
