"""Coming back with a code, and writing to each other."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from lanyard.concerns.core.forms.plain import MESSAGE, WordsAlone
from lanyard.ui.forms import Form


class AnswerForm(WordsAlone, Form):
    """What the school writes to the reporter."""

    text = forms.CharField(
        label="Your message to the reporter",
        help_text="They use their code to read it. Say what happens next. Do not name anyone else or say what "
        "happened to others.",
        max_length=MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    form = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    missing: ClassVar[dict[str, str]] = {"text": "Write the message"}
