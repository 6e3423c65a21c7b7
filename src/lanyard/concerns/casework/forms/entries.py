"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from lanyard.concerns.casework.forms.case import LONG, CaseForm
from lanyard.concerns.core.choices import EntryKind
from lanyard.ui.wall_clock import moment_at


class LineForm(CaseForm):
    """A routine entry in one line on the case itself: a note, dated now."""

    text = forms.CharField(
        label="Add to the chronology", max_length=LONG, help_text="Saved as a note with the time now.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "true"}),
    )  # fmt: skip
    missing = {"text": "Say what happened"}


class EntryForm(CaseForm):
    """An entry of the chronology."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, kind.label) for kind in (EntryKind.NOTE, EntryKind.TALK, EntryKind.DECISION)],
        initial=EntryKind.NOTE,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="What happened", max_length=LONG, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Facts first: who said or did what. Keep a person’s own words as they said them.",
    )  # fmt: skip
    happened_on = forms.DateField(label="Date it happened")
    happened_time = forms.TimeField(label="Time", help_text="An estimate is fine. For example, 08:45 or 15:30")
    missing = {"text": "Say what happened"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day, time = data.get("happened_on"), data.get("happened_time")
        if day and time:
            try:
                data["happened_at"] = moment_at(day, time)
            except forms.ValidationError as problem:
                self.add_error("happened_time", problem)
            if "happened_at" in data and data["happened_at"] > timezone.now():
                wrong = "happened_on" if day > timezone.localdate() else "happened_time"
                self.add_error(wrong, "Enter a time in the past")
        data.pop("happened_on", None)
        data.pop("happened_time", None)
        return data


class EditEntryForm(EntryForm):
    """A change to an entry."""

    reason = forms.CharField(
        label="Why are you changing it?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The earlier wording is kept, with this reason.",
    )  # fmt: skip
    missing = {**EntryForm.missing, "reason": "Say why you are changing it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]
