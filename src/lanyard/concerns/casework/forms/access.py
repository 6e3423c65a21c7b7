"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from lanyard.concerns.casework.forms.case import CaseForm
from lanyard.people.models import School
from lanyard.people.picking import PersonField
from lanyard.ui.forms import Form


class ColleagueForm(CaseForm):
    """One colleague, picked from those who work for the school or the trust."""

    who = PersonField(label="Which colleague?")
    missing = {"who": "Enter a colleague’s name, or part of it"}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].at(school)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if person := data.pop("who", None):
            data["person"] = person
        return data


class OfferForm(ColleagueForm):
    """Offering a case to somebody."""

    reason = forms.CharField(
        label="What should they know before they decide?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="This is all they can read until they accept. Do not name anybody.",
    )
    missing = {**ColleagueForm.missing, "reason": "Say what they should know before they decide"}


class ConsultForm(ColleagueForm):
    """Asking somebody for advice."""

    purpose = forms.CharField(label="What is your question?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(label="Last day they can read it", help_text="Up to 90 days ahead. For example, 24/11/2026")
    missing = {
        **ColleagueForm.missing,
        "purpose": "Enter your question",
        "until": "Enter the last day they can read it",
    }

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + timedelta(days=90):
            raise forms.ValidationError("Enter a date from today to 90 days ahead")
        return until


class AnswerForm(Form):
    """Why somebody does not take a case over."""

    answer = forms.CharField(
        label="Why not?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The person who asked you will read this.",
    )  # fmt: skip
    missing = {"answer": "Say why you are not taking it over"}
