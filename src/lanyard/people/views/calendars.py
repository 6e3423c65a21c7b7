"""A school's calendar and day: reading and changing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lanyard.kernel import gate
from lanyard.people import actions, queries
from lanyard.people.forms import ClosureForm, DayForm, TermForm
from lanyard.ui.form_actions import carry_out, posted


@require_GET
def calendar(request: HttpRequest, school: str) -> HttpResponse:
    """Terms, closures, bank holidays and the times of the day, from this academic year on."""
    now = timezone.localtime()
    context = queries.calendar_page(request.place, now) | {
        "may_edit": gate.may(request.user, "people:edit-calendar", request.place),
    }
    return render(request, "people/calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_term(request: HttpRequest, school: str) -> HttpResponse:
    """Add a term."""
    return _add(request, TermForm(posted(request)), actions.add_term, "Add a term")


@require_http_methods(["GET", "HEAD", "POST"])
def add_closure(request: HttpRequest, school: str) -> HttpResponse:
    """Add days on which pupils don't come."""
    return _add(request, ClosureForm(posted(request)), actions.add_closure, "Add a closure")


@require_http_methods(["GET", "HEAD", "POST"])
def set_day(request: HttpRequest, school: str) -> HttpResponse:
    """Say how the school day goes from a day on."""
    form = DayForm(posted(request), initial={"valid_from": timezone.localdate()}, school=request.place)
    return _add(request, form, actions.set_day, "Change the school day")


def _add(request: HttpRequest, form: Any, act: Any, title: str) -> HttpResponse:
    if carry_out(form, act, school=request.place, by=request.user):
        messages.success(request, "The calendar has been changed.")
        return redirect("people:calendar", school=request.place.slug)
    return render(request, "people/calendar_form.html", {"form": form, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def remove_term(request: HttpRequest, school: str, term: UUID) -> HttpResponse:
    """Take a term out of the calendar."""
    found = get_object_or_404(request.place.terms.all(), pk=term)
    if request.method == "POST":
        actions.remove_term(term=found, by=request.user)
        return _removed(request)
    return render(request, "people/calendar_remove.html", {"what": found.name, "row": found})


@require_http_methods(["GET", "HEAD", "POST"])
def remove_closure(request: HttpRequest, school: str, closure: UUID) -> HttpResponse:
    """Take a closure out of the calendar."""
    found = get_object_or_404(request.place.closures.all(), pk=closure)
    if request.method == "POST":
        actions.remove_closure(closure=found, by=request.user)
        return _removed(request)
    return render(request, "people/calendar_remove.html", {"what": found.get_kind_display(), "row": found})


def _removed(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The calendar has been changed.")
    return redirect("people:calendar", school=request.place.slug)
