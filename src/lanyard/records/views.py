"""The page "What was done"."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lanyard.kernel.refusals import Refused
from lanyard.records import queries, undo
from lanyard.records.forms import AuditFilter
from lanyard.ui.tables import page_of

ON_A_PAGE = 50


@require_GET
def what_was_done(request: HttpRequest, school: str = "", trust: str = "") -> HttpResponse:
    """What was done at the school or in the trust, newest first."""
    form = AuditFilter(request.GET or None)
    events = queries.visible_to(request.user, request.place)
    if form.is_valid():
        events = queries.narrowed(events, **form.cleaned_data)
    page = page_of(request, events, ON_A_PAGE)
    shown = queries.told(page.object_list)
    return render(
        request,
        "records/what_was_done.html",
        {"form": form, "page_obj": page, "events": shown, "place": request.place},
    )


@require_POST
def undo_button(request: HttpRequest) -> HttpResponse:
    """Undo what the last page has just said was done."""
    try:
        says, to = undo.take_back(request, request.POST.get("undo", ""))
    except Refused as problem:
        messages.error(request, str(problem))
        return redirect("ui:home")
    messages.success(request, says)
    return redirect(to)
