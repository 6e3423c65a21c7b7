"""Forms and fields that several rooms use: a version that a page showed, a choice among things, boxes of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from lanyard.ui.forms import Form
from lanyard.ui.wall_clock import moment_at

LONG = 20_000


class VersionForm(Form):
    """A form on something that others may change meanwhile: it carries the version that its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OneOf(forms.ChoiceField):
    """A choice among things that were read already; its value is the thing. `fill` gives it its choices."""

    def fill(self, rows: Iterable[Any], label: Callable[[Any], str] = str, *, empty: str = "") -> None:
        self._rows = {str(row.pk): row for row in rows}
        first = [("", empty)] if empty else []
        self.choices = [*first, *((key, label(row)) for key, row in self._rows.items())]

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return self._rows[key] if key else None


def words(label: str, *, rows: int = 4, help_text: str = "", required: bool = True, longest: int = LONG) -> Any:
    """A box for some sentences."""
    box = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=label, max_length=longest, widget=box, help_text=help_text, required=required)


def moment_of(form: Form, day: str, at: str) -> datetime | None:
    """One moment from a day and a time of day, taken out of what the form knows.

    Where no time was given: now on the day of today, noon on any other.
    """
    on, clock = form.cleaned_data.pop(day, None), form.cleaned_data.pop(at, None)
    if on is None:
        return None
    now = timezone.localtime()
    if clock is None and on == now.date():
        return now
    try:
        return moment_at(on, clock or time(12))
    except forms.ValidationError as problem:
        form.add_error(at, problem)
        return None
