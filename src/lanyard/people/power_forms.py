"""What is filled in about access: suspending it, and the codes of a witnessed second step."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from lanyard.people.forms import NAME_OR_ADDRESS
from lanyard.people.models import School, Trust
from lanyard.people.picking import AnybodyField
from lanyard.ui.forms import Form


class SuspendForm(Form):
    """Whose access, and why."""

    person = AnybodyField(label="Whose access?")
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept encrypted. People who can suspend access here can read it.",
    )
    missing: ClassVar = {"person": NAME_OR_ADDRESS, "reason": "Enter why you are suspending access"}

    def __init__(self, *args: Any, place: School | Trust, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].at(place, on)


class ResetForm(Form):
    """Whose second step is lost."""

    person = AnybodyField(label="Who has lost it?")
    missing: ClassVar = {"person": NAME_OR_ADDRESS}

    def __init__(self, *args: Any, place: School | Trust, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].at(place, on)


class CodeForm(Form):
    """A code of figures, from an email or as it was read out."""

    code = forms.CharField(
        label="The code",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "ly-short"}),
    )
    missing: ClassVar = {"code": "Enter the code"}
