"""The page of one concern, and the first steps on it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lanyard.concerns.casework.queries.case import case_context, opened
from lanyard.concerns.casework.queries.dealing import dealing_context
from lanyard.concerns.casework.queries.messages import conversation_context
from lanyard.concerns.core.actions.record_view import record_view


@never_cache
@require_GET
def case(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Everything about one concern that its reader needs to act; the look is on record before it is shown."""
    found = opened(request.user, concern)
    if found is None:
        raise Http404
    context = case_context(found, request.user)
    record_view(by=request.user, concern=found, handles=context["may_handle"])
    everybody = [*context["parties"], *context["parties_before"]]
    dealing = dealing_context(found, request.user, everybody)
    if context["may_handle"]:
        context["next_steps"] += dealing["next_steps"]
    parts = {**conversation_context(found), **dealing, **context}
    return render(request, "concerns/casework/case.html", {**parts, "concern": found})
