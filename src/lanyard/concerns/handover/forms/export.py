"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.handover.casefile import FULL, REDACTED
from lanyard.ui.forms import Form

LEVELS = [(FULL, "With names"), (REDACTED, "Without names")]


LEVEL_HINTS = {
    REDACTED: "Each person has the same letter throughout. Read it before you give it to anybody.",
}


SHORTEST_PASSWORD = 16


class ExportForm(Form):
    """Making the file of a case for somebody else."""

    to = forms.CharField(
        label="Which school or system is it for?", max_length=200, help_text="For example, the DSL of Hill School"
    )
    level = forms.ChoiceField(label="With or without names?", choices=LEVELS, widget=forms.RadioSelect)
    level.option_hints = {
        **LEVEL_HINTS,
        REDACTED: "Attached files are left out, because we can’t remove names from them.",
    }
    protection = forms.ChoiceField(
        label="How will you protect it?",
        choices=[("password", "With a password"), ("none", "Without a password")],
        widget=forms.RadioSelect,
    )
    protection.option_hints = {"none": "Anyone who gets the file can read it."}
    password = forms.CharField(
        label="Password", required=False, strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
        help_text=f"{SHORTEST_PASSWORD} characters or more: five unrelated words work well. Give it to them by "
        "telephone, never in the same message. We do not keep it, and nobody can open the file without it.",
    )  # fmt: skip
    where = forms.CharField(
        label="Without a password: how will it get there?", required=False, max_length=500,
        help_text="For example, you upload it to their system while on the telephone with them",
    )  # fmt: skip
    sure = forms.BooleanField(label="Nobody else can open it on the way", required=False)
    missing = {
        "to": "Say which school or system it is for",
        "level": "Select with or without names",
        "protection": "Select how you will protect it",
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("protection") == "password":
            if len(data.get("password", "")) < SHORTEST_PASSWORD:
                self.add_error("password", f"Enter a password of {SHORTEST_PASSWORD} characters or more")
        elif data.get("protection") == "none":
            if not data.get("where", "").strip():
                self.add_error("where", "Say how it will get there")
            if not data.get("sure"):
                self.add_error("sure", "Tick this if it is true. Otherwise give the file a password")
            data["password"] = ""
        return data


class ReceiptForm(Form):
    """What the other side sent back."""

    receipt = forms.CharField(
        label="What they wrote", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Copy the receipt they sent, with who imported it, the date and the checksum",
    )  # fmt: skip
    missing = {"receipt": "Enter what they wrote"}
