"""What a school keeps beside its cases: lessons, and who is named for out of hours."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.concerns.actions import lessons as actions
from lanyard.concerns.actions import out_of_hours as hours_actions
from lanyard.concerns.forms.ending import OutOfHoursForm, ProofForm, ShowLessonsForm
from lanyard.concerns.models import OutOfHours
from lanyard.concerns.queries import lessons as queries
from lanyard.concerns.queries.hours import hours_context
from lanyard.people.queries import roles_at
from lanyard.ui.form_actions import carry_out, press

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
        "page_obj": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "leads": bool(roles_at(request.user, request.place, today) & queries.LEADERS),
    }
    return render(request, "concerns/lessons.html", context)


@require_GET
def own_lessons(request: HttpRequest) -> HttpResponse:
    """What this person has to carry out."""
    found = queries.own_lessons(request.user)
    return render(request, "concerns/own_lessons.html", {"lessons": found, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def finish_lesson(request: HttpRequest, lesson: UUID) -> HttpResponse:
    """Say what was done, and what shows it."""
    found = queries.lesson_for(request.user, lesson)
    if found is None or found.done_at:
        raise Http404
    form = ProofForm(request.POST or None)
    if request.method == "POST" and carry_out(form, actions.finish_lesson, by=request.user, lesson=found):
        messages.success(request, "The lesson is carried out.")
        return redirect("concerns:own-lessons")
    return render(request, "concerns/finish_lesson.html", {"lesson": found, "form": form})


@require_http_methods(["GET", "POST"])
def out_of_hours(request: HttpRequest, school: str) -> HttpResponse:
    """Who hears of a child at risk outside school hours."""
    form = OutOfHoursForm(request.POST or None, initial={"start": timezone.localdate()}, school=request.place)
    if request.method == "POST" and carry_out(form, hours_actions.name_person, by=request.user, school=request.place):
        messages.success(request, "Saved.")
        return redirect("concerns:out-of-hours", school=school)
    context = {"form": form, **hours_context(request.place, timezone.localdate())}
    return render(request, "concerns/out_of_hours.html", context)


@require_POST
def end_out_of_hours(request: HttpRequest, school: str, named: UUID) -> HttpResponse:
    """They are not named any more."""
    row = get_object_or_404(OutOfHours.objects.select_related("school"), pk=named, school=request.place)
    press(request, hours_actions.end_naming, "They are not named from tomorrow.", named=row)
    return redirect("concerns:out-of-hours", school=school)
