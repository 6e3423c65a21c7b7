"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from django import forms

from lanyard.concerns.handover.forms.export import LEVEL_HINTS, LEVELS
from lanyard.ui.forms import Form


class PrintForm(Form):
    """Printing a chronology."""

    level = forms.ChoiceField(label="With or without names?", choices=LEVELS, widget=forms.RadioSelect)
    level.option_hints = LEVEL_HINTS
    reason = forms.CharField(
        label="Why are you printing it?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, a conference on Thursday. We keep this in the case.",
    )  # fmt: skip
    missing = {"level": "Select with or without names", "reason": "Say why you are printing it"}
