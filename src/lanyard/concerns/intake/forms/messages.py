"""Coming back with a code, and writing to each other."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.concerns.core.forms.plain import MESSAGE, WordsAlone
from lanyard.concerns.core.questions import QUESTIONS
from lanyard.ui.forms import Form

_DANGER = QUESTIONS["danger"].asked


class CodeForm(Form):
    """The code from a receipt. Spaces, dashes and small letters don't matter."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("16 letters and numbers, for example K7QM-2XWP-9DHT-4VBN"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    missing: ClassVar[dict[str, str]] = {"code": _("Enter the code from your receipt")}


class WriteForm(WordsAlone, Form):
    """What a reporter writes back. `form` makes that it is kept once, however often it is sent."""

    text = forms.CharField(label=_("Write to the school"), max_length=MESSAGE, widget=forms.Textarea(attrs={"rows": 5}))
    danger = forms.ChoiceField(
        label=_(_DANGER.label),
        help_text=_(_DANGER.hint),
        choices=[(v, _(text)) for v, text in _DANGER.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    form = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    missing: ClassVar[dict[str, str]] = {"text": _("Write something first")}
    marks_optional = False
