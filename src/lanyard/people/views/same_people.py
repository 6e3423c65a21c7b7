"""Is this the same person? Rows of rosters that may be somebody on the register, both side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.people import actions, queries
from lanyard.people.addresses import address
from lanyard.people.queries.same_people import side_by_side
from lanyard.people.roster_forms import SameForm
from lanyard.ui.form_actions import carry_out, posted
from lanyard.ui.tables import page_of

ON_A_PAGE = 50


@require_GET
def questions(request: HttpRequest, **place: str) -> HttpResponse:
    """Everybody who has to be decided about at this place."""
    waiting = queries.questions_of(request.place).filter(answer="")
    page_obj = page_of(request, waiting, ON_A_PAGE)
    return render(request, "people/same_people.html", {"page_obj": page_obj})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question: UUID, **place: Any) -> HttpResponse:
    """One row and one record, side by side: same, new, or leave out."""
    found = get_object_or_404(queries.questions_of(request.place).filter(answer=""), pk=question)
    form = SameForm(posted(request))
    if carry_out(form, actions.answer_same, question=found, by=request.user, now=timezone.now()):
        messages.success(request, "Decided.")
        return redirect(address(request.place, "same-people"))
    context = {"form": form, "question": found, "rows": side_by_side(found, timezone.localdate())}
    return render(request, "people/same_person.html", context)
