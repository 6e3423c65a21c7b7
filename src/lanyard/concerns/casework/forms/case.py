"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.ui.fields import VersionForm, words
from lanyard.ui.forms import Form

LONG = 20_000


class CaseForm(Form):
    """The base of all forms on a case."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(CaseForm):
    """Why something is done."""

    reason = forms.CharField(label="Reason", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"reason": "Say why"}

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = hint


class SayForm(VersionForm):
    """Some sentences, such as a reason; `name` is what the action calls them."""

    def __init__(self, *args: Any, name: str, label: str, hint: str = "", missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[name] = words(label, help_text=hint)
        self.fields[name].error_messages["required"] = missing or "Say why"
