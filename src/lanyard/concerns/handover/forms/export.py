"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.handover.casefile import FULL, REDACTED
from lanyard.ui.forms import Form

LEVELS = [(FULL, "With names"), (REDACTED, "Without names")]


LEVEL_HINTS = {
    REDACTED: "Each person has a letter, the same everywhere. Read it before you give it to anybody.",
}


SHORTEST_PASSWORD = 16


class ExportForm(Form):
    """Making the file of a case for somebody else."""

    to = forms.CharField(
        label="Which school or system is it for?", max_length=200, help_text="For example, the DSL of Hill School"
    )
    level = forms.ChoiceField(label="With or without names?", choices=LEVELS, widget=forms.RadioSelect)
    level.option_hints = {**LEVEL_HINTS, REDACTED: "Attached files stay here: names in them can’t be taken out."}
    protection = forms.ChoiceField(
        label="How is it protected?",
        choices=[("password", "With a password"), ("none", "Without a password")],
        widget=forms.RadioSelect,
    )
    protection.option_hints = {"none": "Anybody who gets the file can read it."}
    password = forms.CharField(
        label="Password", required=False, strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
        help_text=f"{SHORTEST_PASSWORD} characters or more: five words that don’t belong together are good. Tell it to "
        "them by telephone, never in the same message. Without it nobody can open the file, and it is not kept here.",
    )  # fmt: skip
    where = forms.CharField(
        label="Without a password: how does it get there?", required=False, max_length=500,
        help_text="For example, uploaded by you into their system while you are on the telephone with them",
    )  # fmt: skip
    sure = forms.BooleanField(label="Nobody but those whom it is for can get at it on the way", required=False)
    missing = {
        "to": "Say which school or system it is for",
        "level": "Select with or without names",
        "protection": "Select how it is protected",
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("protection") == "password":
            if len(data.get("password", "")) < SHORTEST_PASSWORD:
                self.add_error("password", f"Enter a password of {SHORTEST_PASSWORD} characters or more")
        elif data.get("protection") == "none":
            if not data.get("where", "").strip():
                self.add_error("where", "Say how it gets there")
            if not data.get("sure"):
                self.add_error("sure", "Tick this if it is so; otherwise give the file a password")
            data["password"] = ""
        return data


class ReceiptForm(Form):
    """What the other side sent back."""

    receipt = forms.CharField(
        label="What they wrote", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Copy the receipt that they sent, with who took it in, the day and the check sum",
    )  # fmt: skip
    missing = {"receipt": "Enter what they wrote"}
