"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.core.choices import Threshold
from lanyard.concerns.core.forms.fields import VersionForm, moment_of, words

_TIME_HELP = "For example, 14:30. Leave it out if you do not know."


class ThresholdForm(VersionForm):
    """What a concern about staff may amount to."""

    threshold = forms.ChoiceField(
        label="What may it amount to?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Threshold.MAY_MEET, Threshold.LOW_LEVEL, Threshold.NONE)],
    )
    reasons = words("Why do you think so?", help_text="Kept in the chronology, encrypted.")
    known_on = forms.DateField(
        label="On which day did it become known?",
        required=False,
        help_text="Only if it may meet the threshold, and not on the day it was reported. For example, 24/11/2026",
    )
    known_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    missing = {"threshold": "Select what it may amount to", "reasons": "Say why you think so"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"].option_hints = {
            Threshold.MAY_MEET: "One of the four sentences above may be true. The LADO is told within one working day.",
            Threshold.LOW_LEVEL: "It does not fit the code of conduct, and none of the four is true. "
            "When in doubt, ask the LADO without giving a name.",
            Threshold.NONE: "Nothing in it goes against the code of conduct.",
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["known_at"] = moment_of(self, "known_on", "known_time")
        return self.cleaned_data
