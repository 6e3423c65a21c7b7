"""Training at a school: who is in date, which sessions there were, and entering one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.kernel import gate
from lanyard.people.models import School
from lanyard.training import actions
from lanyard.training.forms import SessionForm, TakeBackForm
from lanyard.training.queries.trained import Trained, counting, sessions_at, trained_at_school

ON_A_PAGE = 20


def _rows(school: School) -> list[Trained]:
    return trained_at_school(school, timezone.localdate())


@require_GET
def training(request: HttpRequest, school: str) -> HttpResponse:
    """Who is in date with the training that their role asks for, and the sessions that were entered."""
    context = {
        "rows": _rows(request.place),
        "page_obj": Paginator(sessions_at(request.place), ON_A_PAGE).get_page(request.GET.get("page")),
        "may_enter": gate.may(request.user, "training:enter-session", request.place),
    }
    return render(request, "training/training.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, school: str) -> HttpResponse:
    """Enter a session with who took part."""
    rows = _rows(request.place)
    form = SessionForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_session(by=request.user, school=request.place, **form.cleaned_data)
            messages.success(request, "The session has been entered. Those who took part have been told.")
            return redirect("training:session", school=school, session=made.pk)
        except ValidationError as problem:
            form.add_error(None, problem)
    return render(request, "training/new_session.html", {"form": form, "rows": rows})


@require_GET
def session(request: HttpRequest, school: str, session: UUID) -> HttpResponse:
    """One session: who took part, and what was taken back."""
    found = get_object_or_404(sessions_at(request.place), pk=session)
    context = {
        "session": found,
        "rows": found.attendances.select_related("person", "taken_back__by"),
        "may_enter": gate.may(request.user, "training:enter-session", request.place),
    }
    return render(request, "training/session.html", context)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, school: str, session: UUID, attendance: UUID) -> HttpResponse:
    """Say that somebody was entered by mistake."""
    rows = counting().filter(session__school=request.place, session=session).select_related("person", "session__course")
    found = get_object_or_404(rows, pk=attendance)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_back(by=request.user, attendance=found, **form.cleaned_data)
        messages.success(request, "Removed. It no longer counts.")
        return redirect("training:session", school=school, session=session)
    return render(request, "training/take_back.html", {"attendance": found, "form": form})
