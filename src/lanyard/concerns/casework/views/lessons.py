"""How a case ends: outcome, closing, opening again, stage two, debrief and lessons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.concerns.casework.actions import debrief as debriefs
from lanyard.concerns.casework.actions import lessons as actions
from lanyard.concerns.casework.forms.lessons import LessonForm, ProofForm, ShowLessonsForm
from lanyard.concerns.casework.queries import lessons as queries
from lanyard.concerns.casework.queries.closing import lessons_of
from lanyard.concerns.casework.views.common import concern_or_404, on_case
from lanyard.people.queries import roles_at
from lanyard.ui.form_actions import carry_out
from lanyard.ui.tables import page_of


@never_cache
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Add a lesson: what is to change, by whom, by when."""
    found = concern_or_404(request, concern)
    if found.state != "decided":
        return redirect("concerns:case", concern=found.pk)
    form = LessonForm(request.POST or None, initial={"version": found.version}, school=found.school)
    template, done = "concerns/casework/lessons_add.html", "Added. The person carrying it out has been told."
    context = {"lessons": lessons_of(found)}
    return on_case(request, found, form, debriefs.add_lesson, template=template, done=done, **context)


ON_A_PAGE = 50


@require_GET
def lessons(request: HttpRequest, school: str) -> HttpResponse:
    """The lessons of a school: open, past their day, carried out."""
    form, today = ShowLessonsForm(request.GET), timezone.localdate()
    show = form.cleaned_data["show"] if form.is_valid() else ""
    found = queries.lessons_at(request.place, show or "open", today)
    context = {
        "form": form,
        "show": show,
        "today": today,
        "page_obj": page_of(request, found, ON_A_PAGE),
        "leads": bool(roles_at(request.user, request.place, today) & queries.LEADERS),
    }
    return render(request, "concerns/casework/lessons.html", context)


@require_GET
def own_lessons(request: HttpRequest) -> HttpResponse:
    """What this person has to carry out."""
    found = queries.own_lessons(request.user)
    return render(request, "concerns/casework/lessons_own.html", {"lessons": found, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def finish_lesson(request: HttpRequest, lesson: UUID) -> HttpResponse:
    """Say what was done and what shows it."""
    found = queries.lesson_for(request.user, lesson)
    if found is None or found.done_at:
        raise Http404
    form = ProofForm(request.POST or None)
    if request.method == "POST" and carry_out(form, actions.finish_lesson, by=request.user, lesson=found):
        messages.success(request, "The lesson has been marked as carried out.")
        return redirect("concerns:own-lessons")
    return render(request, "concerns/casework/lessons_finish.html", {"lesson": found, "form": form})
