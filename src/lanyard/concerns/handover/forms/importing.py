"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.handover.casefile import LARGEST
from lanyard.concerns.intake.forms.asking import ask
from lanyard.concerns.intake.queries.asking import Asking
from lanyard.ui.forms import Form


class UploadForm(Form):
    """A file that another school sent."""

    file = forms.FileField(label="The file they sent", help_text="A ZIP file, unchanged. Up to 200 MB")
    password = forms.CharField(
        label="Password", required=False, strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
        help_text="If it has one. The other school will tell you by telephone",
    )  # fmt: skip
    missing = {"file": "Choose the file they sent"}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("This file is too large. A case can have 200 MB in total")
        return sent


class TakeInForm(Form):
    """Confirming what was looked at, with the question who should not read it (`asking`)."""

    staged = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    marks_optional = False

    def __init__(self, *args: Any, asking: Asking | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asking:
            ask(self, asking)
