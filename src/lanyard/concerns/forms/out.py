"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casefile import FULL, LARGEST, REDACTED
from lanyard.concerns.forms.asking import ask
from lanyard.concerns.queries.asking import Asking
from lanyard.ui.forms import Form

_LEVELS = [(FULL, "With names"), (REDACTED, "Without names")]
_LEVEL_HINTS = {
    REDACTED: "Each person has a letter, the same everywhere. Read it before you give it to anybody.",
}
SHORTEST_PASSWORD = 16


class PrintForm(Form):
    """Printing a chronology."""

    level = forms.ChoiceField(label="With or without names?", choices=_LEVELS, widget=forms.RadioSelect)
    level.option_hints = _LEVEL_HINTS
    reason = forms.CharField(
        label="Why do you print it?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, a conference on Thursday. It is kept in the case.",
    )  # fmt: skip
    missing = {"level": "Select with or without names", "reason": "Say why you print it"}


class ExportForm(Form):
    """Making the file of a case for somebody else."""

    to = forms.CharField(
        label="Which school or system is it for?", max_length=200, help_text="For example, the DSL of Hill School"
    )
    level = forms.ChoiceField(label="With or without names?", choices=_LEVELS, widget=forms.RadioSelect)
    level.option_hints = {**_LEVEL_HINTS, REDACTED: "Attached files stay here: names in them can’t be taken out."}
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


class HoldForm(Form):
    """Keeping a concern whatever its time."""

    reason = forms.CharField(
        label="Why does it have to stay?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the police have asked for it",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    missing = {"reason": "Say why it has to stay"}


class ReleaseForm(Form):
    """Ending a legal hold."""

    reason = forms.CharField(
        label="Why need it not stay any longer?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    missing = {"reason": "Say why it need not stay any longer"}


class UploadForm(Form):
    """A file that another school sent."""

    file = forms.FileField(label="The file that they sent", help_text="A ZIP file, just as it came. At most 200 MB")
    password = forms.CharField(
        label="Password", required=False, strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
        help_text="If it has one; the other school tells you by telephone",
    )  # fmt: skip
    missing = {"file": "Choose the file that they sent"}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("This file is too large. A case can have 200 MB in all")
        return sent


class TakeInForm(Form):
    """Confirming what was looked at, with the question who should not read it (`asking`)."""

    staged = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    marks_optional = False

    def __init__(self, *args: Any, asking: Asking | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asking:
            ask(self, asking)


class RemoveForm(Form):
    """Confirming a retention run by its number."""

    number = forms.IntegerField(label="How many will be removed?", help_text="Type the number that stands above")
    missing = {"number": "Type the number that stands above"}


class HoldByRefForm(Form):
    """A legal hold by whoever looks after retention, who need not see the case."""

    ref = forms.CharField(label="Reference", max_length=9, help_text="For example, K7Q-2XW")
    reason = forms.CharField(
        label="Why does it have to stay?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    missing = {"ref": "Enter the reference", "reason": "Say why it has to stay"}
