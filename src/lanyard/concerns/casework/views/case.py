"""The page of one concern, and the line on it that adds to its chronology."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions.entries import add_note
from lanyard.concerns.casework.forms.entries import LineForm
from lanyard.concerns.casework.queries.case import case_context, opened
from lanyard.concerns.casework.queries.messages import conversation_context
from lanyard.concerns.casework.queries.response import response_context
from lanyard.concerns.casework.views.common import back_to
from lanyard.concerns.core.actions.record_view import record_view
from lanyard.ui.form_actions import carry_out, posted


@never_cache
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Everything about one concern that its reader needs to act; the look is on record before it is shown.

    A routine entry is sent here too. What is refused is said on this page, and stays in the line.
    """
    found = opened(request.user, concern)
    if found is None:
        raise Http404
    form = LineForm(posted(request), initial={"version": found.version})
    if carry_out(form, add_note, by=request.user, concern=found):
        messages.success(request, "Saved in the chronology.")
        return back_to(request, concern)
    context = case_context(found, request.user)
    record_view(by=request.user, concern=found, handles=context["may_handle"])
    everybody = [*context["parties"], *context["parties_before"]]
    response = response_context(found, request.user, everybody)
    if context["may_handle"]:
        context["next_steps"] += response["next_steps"]
    parts = {**conversation_context(found), **response, **context, "form": form}
    return render(request, "concerns/casework/case.html", {**parts, "concern": found})
