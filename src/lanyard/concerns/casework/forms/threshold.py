"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.core.choices import Threshold
from lanyard.ui.fields import VersionForm, moment_of, words

_TIME_HELP = "For example, 14:30. Leave empty if you don’t know."


class ThresholdForm(VersionForm):
    """What a concern about staff may amount to."""

    threshold = forms.ChoiceField(
        label="How serious may it be?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Threshold.MAY_MEET, Threshold.LOW_LEVEL, Threshold.NONE)],
    )
    reasons = words("Why do you think so?", help_text="Kept in the chronology, encrypted.")
    known_on = forms.DateField(
        label="On what date did the school find out?",
        required=False,
        help_text="Only needed if it may meet the threshold and the school did not find out on the day it was "
        "reported. For example, 24/11/2026",
    )
    known_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    missing = {"threshold": "Select how serious it may be", "reasons": "Say why you think so"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"].option_hints = {
            Threshold.MAY_MEET: "At least one of the four statements above may be true. "
            "Tell the LADO within one working day.",
            Threshold.LOW_LEVEL: "It does not meet the code of conduct, but none of the four statements is true. "
            "If in doubt, ask the LADO without giving a name.",
            Threshold.NONE: "Nothing in it breaches the code of conduct.",
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["known_at"] = moment_of(self, "known_on", "known_time")
        return self.cleaned_data
