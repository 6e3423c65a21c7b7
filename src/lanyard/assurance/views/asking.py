"""Which day a page is asked for."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from lanyard.assurance.forms import DayForm


def day_asked(request: HttpRequest) -> tuple[DayForm, date]:
    """The form for another day, and the day: today where none, or none that makes sense, was asked for."""
    today = timezone.localdate()
    form = DayForm(request.GET if "day" in request.GET else None)
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["day"] or today
    return form, today
