"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.core.choices import Outcome
from lanyard.ui.fields import VersionForm, moment_of, words


class OutcomeForm(VersionForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="What is the outcome?", widget=forms.RadioSelect)
    reasons = words(
        "Why?", help_text="What you based the decision on. It goes in the chronology; the reporter never sees it."
    )
    told = words(
        "What will you tell the reporter?",
        help_text="They use their code to read it. Say what was done and what happens next, in plain words. Do "
        "not share anything about others that they have no right to know.",
    )
    missing = {
        "outcome": "Select the outcome",
        "reasons": "Say why",
        "told": "Say what you will tell the reporter",
    }

    def __init__(self, *args: Any, outcomes: tuple[Outcome, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in outcomes]


class ReviewForm(VersionForm):
    """That a complainant asks for stage two."""

    asked_on = forms.DateField(label="On what date did they ask?")
    asked_time = forms.TimeField(label="At what time?", required=False, help_text="For example, 14:30")
    reason = words("Why are they not satisfied?", help_text="In their words, if you can.")
    missing = {"reason": "Say why they are not satisfied"}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["asked_at"] = moment_of(self, "asked_on", "asked_time")
        return self.cleaned_data
