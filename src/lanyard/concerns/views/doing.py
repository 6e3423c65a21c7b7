"""What is done on a case: advice, parents, actions, internet taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions import advice as advices
from lanyard.concerns.actions import doing
from lanyard.concerns.actions.parents import record_parents
from lanyard.concerns.forms.dealing import ActionForm, AdviceForm, AnswerForm, InternetForm, ParentsForm, SayForm
from lanyard.concerns.queries.insiders import insiders
from lanyard.concerns.queries.standing import children_of, family_in
from lanyard.concerns.views.common import concern_or_404, on_case, one_of
from lanyard.concerns.views.seen import seen_or_404
from lanyard.policy.queries.records import agencies

_FORM = "concerns/dealing/form.html"


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
    return on_case(request, found, form, advices.ask_advice, template=_FORM, done="Recorded.", **context)


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

    return on_case(request, found, form, act, template=_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def parents(request: HttpRequest, concern: UUID, party: UUID) -> HttpResponse:
    """Record whether a child's parents know, or why not."""
    found = seen_or_404(request, concern)
    child = one_of(children_of(found), party)
    form = ParentsForm(request.POST or None, initial={"version": found.version})
    context = {"child": child, "family": family_in(child, timezone.localdate())}

    def act(**fields: Any) -> None:
        record_parents(party=child, **fields)

    return on_case(request, found, form, act, template="concerns/dealing/parents.html", done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def add_action(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add something to be done."""
    found = seen_or_404(request, concern)
    form = ActionForm(
        request.POST or None,
        initial={"version": found.version, "owner": request.user.person_id},
        children=list(children_of(found)),
        owners=insiders(found),
    )
    says = "Support for a child is as much an action as a sanction is. Record at least one for each child."
    context = {"title": "Add something to be done", "says": says, "anchor": "actions"}
    return on_case(request, found, form, doing.add_action, template=_FORM, done="Added.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_internet(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Take internet access away until a day."""
    found = seen_or_404(request, concern)
    form = InternetForm(request.POST or None, initial={"version": found.version}, children=list(children_of(found)))
    says = (
        "The child loses internet access on the school’s devices and systems. It comes back by itself, and you can "
        "give it back earlier. Think of what the child then can’t reach: homework, help lines, family."
    )
    context = {"title": "Take internet access away", "says": says, "anchor": "actions"}
    return on_case(request, found, form, doing.add_action, template=_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, concern: UUID, action: UUID) -> HttpResponse:
    """Say how something was done, or give internet access back early."""
    found = seen_or_404(request, concern)
    row = one_of(found.actions, action)
    lifts = row.kind == "internet"
    name, label = ("reason", "Why is it given back now?") if lifts else ("how", "How was it done?")
    form = SayForm(request.POST or None, initial={"version": found.version}, name=name, label=label)
    title = "Give internet access back" if lifts else "Say how it was done"
    context = {"title": title, "says": row.says, "anchor": "actions"}

    def act(**fields: Any) -> None:
        (doing.lift if lifts else doing.finish_action)(action=row, **fields)

    return on_case(request, found, form, act, template=_FORM, done="Recorded.", **context)
