"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.core.choices import Outcome
from lanyard.concerns.core.forms.fields import VersionForm, moment_of, words


class OutcomeForm(VersionForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="How did it end?", widget=forms.RadioSelect)
    reasons = words("Why?", help_text="What the decision rests on. Kept in the chronology; the reporter never sees it.")
    told = words(
        "What is the reporter told?",
        help_text="They read it with their code. Say what was done and what happens next, in plain words. Tell nothing "
        "about anybody else that they have no right to know.",
    )
    missing = {
        "outcome": "Select how it ended",
        "reasons": "Say why",
        "told": "Say what the reporter is told",
    }

    def __init__(self, *args: Any, outcomes: tuple[Outcome, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in outcomes]


class ReviewForm(VersionForm):
    """That a complainant asks for stage two."""

    asked_on = forms.DateField(label="On which day did they ask for it?")
    asked_time = forms.TimeField(label="At what time?", required=False, help_text="For example, 14:30")
    reason = words("Why are they not content?", help_text="In their words, if you can.")
    missing = {"reason": "Say why they are not content"}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["asked_at"] = moment_of(self, "asked_on", "asked_time")
        return self.cleaned_data
