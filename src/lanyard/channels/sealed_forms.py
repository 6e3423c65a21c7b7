"""What people fill in about sealed log-ins. Nothing of it is offered to be kept by a browser."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.channels.choices import Why
from lanyard.channels.sealing import PARTS, is_one_time_secret
from lanyard.ui.forms import Form

_PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


def _line(name: str, help_text: str = "", **more: Any) -> forms.CharField:
    box = forms.TextInput(attrs=_PLAIN)
    return forms.CharField(label=PARTS[name], max_length=500, required=False, widget=box, help_text=help_text, **more)


class SealForm(Form):
    """The log-in of a channel's account. Once one is sealed, only what is new is filled in."""

    user_name = _line("user_name")
    password = _line("password", "Check nobody can see your screen.", strip=False)
    one_time_secret = _line(
        "one_time_secret",
        "If signing in needs a code from an app, enter the letters and digits shown next to the QR code.",
    )
    recovery_codes = forms.CharField(
        label=PARTS["recovery_codes"],
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={**_PLAIN, "rows": 3}),
        help_text="As the service gave them to you, one on each line.",
    )
    recovery_email = _line("recovery_email")
    recovery_telephone = _line("recovery_telephone")
    anew = forms.BooleanField(
        label="Start again: delete what was sealed before",
        required=False,
        help_text="It can no longer be read.",
    )

    def __init__(self, *args: Any, can_begin_anew: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_begin_anew:
            del self.fields["anew"]

    def clean_one_time_secret(self) -> str:
        given = self.cleaned_data["one_time_secret"]
        if given and not is_one_time_secret(given):
            raise forms.ValidationError("We can’t make codes from this. Copy all the letters and digits")
        return given


class OpenForm(Form):
    """Why a log-in is opened."""

    why = forms.ChoiceField(label="Why are you opening it?", choices=Why, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="What has happened?",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The headteacher and the other leaders will read this.",
    )
    missing = {"why": "Select why you are opening it", "reason": "Say briefly what has happened"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"why": Why.EMERGENCY})
        super().__init__(*args, **kwargs)
