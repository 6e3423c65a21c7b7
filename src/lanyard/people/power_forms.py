"""What is filled in about access: suspending it, and the codes of a witnessed second step."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from lanyard.people.forms import NAME_OR_ADDRESS
from lanyard.people.models import Person, School, Trust
from lanyard.people.queries import suspending
from lanyard.ui.forms import Form


class AnybodyField(forms.CharField):
    """Anybody who is something at a place, by full name or email address."""

    place: School | Trust
    on: date

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        found = suspending.find(text, self.place, self.on)
        if not found:
            raise ValidationError("Nobody here has this name or email address")
        if len(found) > 1:
            raise ValidationError("More than one person has this name: enter the email address instead")
        return found[0]


class SuspendForm(Form):
    """Whose access, and why."""

    person = AnybodyField(label="Whose access?", max_length=254, help_text="Full name or email address")
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept encrypted. Those who may suspend access here can read it.",
    )
    missing: ClassVar = {"person": NAME_OR_ADDRESS, "reason": "Enter why the access is suspended"}

    def __init__(self, *args: Any, place: School | Trust, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].place, self.fields["person"].on = place, on


class ResetForm(Form):
    """Whose second step is lost."""

    person = AnybodyField(label="Who has lost it?", max_length=254, help_text="Full name or email address")
    missing: ClassVar = {"person": NAME_OR_ADDRESS}

    def __init__(self, *args: Any, place: School | Trust, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].place, self.fields["person"].on = place, on


class CodeForm(Form):
    """A code of figures, from an email or as it was read out."""

    code = forms.CharField(
        label="The code",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "ly-short"}),
    )
    missing: ClassVar = {"code": "Enter the code"}
