"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casework.forms.threshold import _TIME_HELP
from lanyard.policy.models import Agency
from lanyard.ui.fields import OneOf, VersionForm, moment_of, words


class AdviceForm(VersionForm):
    """That an agency was asked or told."""

    agency = OneOf(label="Who did you ask or tell?", widget=forms.Select)
    asked_on = forms.DateField(label="On which day?")
    asked_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    asked = words("What did you ask or tell?")
    with_names = forms.BooleanField(label="I gave names", required=False)
    reference = forms.CharField(label="Their reference, if they gave one", max_length=200, required=False)
    missing = {"agency": "Select who you asked or told", "asked": "Say what you asked or told"}

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].fill(agencies, lambda agency: agency.name, empty="Choose an agency")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["asked_at"] = moment_of(self, "asked_on", "asked_time")
        return self.cleaned_data


class AnswerForm(VersionForm):
    """What an agency answered."""

    answered_on = forms.DateField(label="On which day did they answer?")
    answered_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    answer = words("What did they advise?", help_text="Who said it, and what they told you to do or not do.")
    reference = forms.CharField(label="Their reference, if they gave one", max_length=200, required=False)
    missing = {"answer": "Say what they advised"}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["answered_at"] = moment_of(self, "answered_on", "answered_time")
        return self.cleaned_data
