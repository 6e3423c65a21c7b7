"""What a school keeps beside its cases: lessons, and who is named for out of hours."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.core.queries.out_of_hours import hours_context, namings_at
from lanyard.concerns.oversight.actions import out_of_hours as hours_actions
from lanyard.concerns.oversight.forms.out_of_hours import OutOfHoursForm
from lanyard.ui.form_actions import carry_out, press


@require_http_methods(["GET", "POST"])
def out_of_hours(request: HttpRequest, school: str) -> HttpResponse:
    """Who hears of a child at risk outside school hours."""
    form = OutOfHoursForm(request.POST or None, initial={"start": timezone.localdate()}, school=request.place)
    if request.method == "POST" and carry_out(form, hours_actions.name_person, by=request.user, school=request.place):
        messages.success(request, "Saved.")
        return redirect("concerns:out-of-hours", school=school)
    context = {"form": form, **hours_context(request.place, timezone.localdate())}
    return render(request, "concerns/oversight/out_of_hours.html", context)


@require_POST
def end_out_of_hours(request: HttpRequest, school: str, named: UUID) -> HttpResponse:
    """They are not named any more."""
    row = get_object_or_404(namings_at(request.place), pk=named)
    press(
        request, hours_actions.end_naming, "They will no longer be the out-of-hours contact from tomorrow.", named=row
    )
    return redirect("concerns:out-of-hours", school=school)
