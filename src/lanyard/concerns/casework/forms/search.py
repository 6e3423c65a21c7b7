"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.people.models import School
from lanyard.ui.forms import Form


class SearchForm(Form):
    """Words inside cases of one school."""

    words = forms.CharField(
        label="Words to find", max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Finds cases that contain every word, in the report, names, chronology or messages.",
    )  # fmt: skip
    school = forms.ChoiceField(label="School")
    missing = {"words": "Enter at least one word"}

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [(key, school.name) for key, school in self.schools.items()]

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]
