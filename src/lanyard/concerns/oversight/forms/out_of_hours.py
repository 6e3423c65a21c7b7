"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.people.models import School
from lanyard.people.picking import PersonField
from lanyard.ui.forms import Form


class OutOfHoursForm(Form):
    """Who hears of a child at risk outside school hours."""

    person = PersonField(label="Who is it?")
    start = forms.DateField(label="From")
    end = forms.DateField(
        label="Last day", required=False, help_text="Leave empty if there is no end date. For example, 24/11/2026"
    )
    missing = {"person": "Choose who it is", "start": "Enter the first day"}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].at(school)
