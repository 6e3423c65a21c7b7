"""What is done on a case: advice, parents, actions, internet taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lanyard.concerns.casework.actions import tasks
from lanyard.concerns.casework.forms.case import SayForm
from lanyard.concerns.casework.forms.tasks import ActionForm, InternetForm
from lanyard.concerns.casework.queries.closing import children_of
from lanyard.concerns.casework.queries.insiders import insiders
from lanyard.concerns.casework.undo import DONE
from lanyard.concerns.casework.views.common import CASE_FORM, on_case, one_of
from lanyard.concerns.casework.views.seen import seen_or_404
from lanyard.concerns.core.models import CaseAction


@never_cache
@require_http_methods(["GET", "POST"])
def add_action(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add an action."""
    found = seen_or_404(request, concern)
    form = ActionForm(
        request.POST or None,
        initial={"version": found.version, "owner": request.user.person_id},
        children=list(children_of(found)),
        owners=insiders(found),
    )
    says = "Support counts as an action as much as a sanction does. Record at least one action for each child."
    context = {"title": "Add an action", "says": says, "anchor": "actions"}
    return on_case(request, found, form, tasks.add_action, template=CASE_FORM, done="Added.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_internet(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Remove internet access until a day."""
    found = seen_or_404(request, concern)
    form = InternetForm(request.POST or None, initial={"version": found.version}, children=list(children_of(found)))
    says = (
        "The child loses internet access on the school’s devices and systems. It returns automatically, and you "
        "can return it sooner. Think about what the child will not be able to reach: homework, helplines, "
        "family."
    )
    context = {"title": "Remove internet access", "says": says, "anchor": "actions"}
    return on_case(request, found, form, tasks.add_action, template=CASE_FORM, done="Recorded.", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, concern: UUID, action: UUID) -> HttpResponse:
    """Say how something was done, or give internet access back early."""
    found = seen_or_404(request, concern)
    row = one_of(found.actions, action)
    lifts = row.kind == "internet"
    name, label = ("reason", "Why are you returning it now?") if lifts else ("how", "How was it done?")
    form = SayForm(request.POST or None, initial={"version": found.version}, name=name, label=label)
    title = "Return internet access" if lifts else "Say how it was done"
    context = {"title": title, "says": row.says, "anchor": "actions"}

    def act(**fields: Any) -> CaseAction:
        return (tasks.lift if lifts else tasks.finish_action)(action=row, **fields)

    undoable = None if lifts else DONE
    return on_case(request, found, form, act, template=CASE_FORM, done="Recorded.", undoable=undoable, **context)
