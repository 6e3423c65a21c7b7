"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from lanyard.concerns.casework.actions.tasks import ActionInput
from lanyard.concerns.core.choices import ActionKind
from lanyard.concerns.core.models import Party
from lanyard.people.models import Person
from lanyard.ui.fields import OneOf, VersionForm, words


class ActionForm(VersionForm):
    """What is to be done, for whom, by whom."""

    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in ActionKind if one != ActionKind.INTERNET],
    )
    party = OneOf(label="Which child is it for?", required=False, widget=forms.Select)
    says = words("What will be done, or why nothing?", rows=3)
    owner = OneOf(
        label="Who will do it?",
        widget=forms.Select,
        help_text="You can only choose people who can already see this concern. For anyone else, ask them for "
        "advice first.",
    )
    due = forms.DateField(label="By when?", required=False)
    missing = {"kind": "Select what it is", "says": "Say what will be done, or why nothing"}

    def __init__(self, *args: Any, children: list[Party], owners: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].fill(children, lambda party: party.name, empty="None in particular")
        self.fields["owner"].fill(owners, lambda person: person.full_name)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _doing(self.cleaned_data, "kind", "party", "says", "owner", "due")


class InternetForm(VersionForm):
    """Internet access removed for a time (EXP5)."""

    party = OneOf(label="Which child?", widget=forms.Select)
    says = words("Why are you removing it?", rows=3)
    start = forms.DateField(label="First day without access", required=False, help_text="Leave empty for today")
    until = forms.DateField(label="Last day without access", help_text="Access returns the day after")
    appeal = words(
        "How can the child or parents appeal?",
        rows=3,
        help_text="They will be told this. For example: write to the Headteacher within five school days.",
    )
    missing = {
        "party": "Select which child",
        "says": "Say why you are removing it",
        "until": "Enter the last day without internet access",
        "appeal": "Say how they can appeal",
    }

    def __init__(self, *args: Any, children: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].fill(children, lambda party: party.name, empty="Choose a child")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = {**self.cleaned_data, "kind": ActionKind.INTERNET, "start": self._start()}
        return _doing(data, "kind", "party", "says", "start", "until", "appeal")

    def _start(self) -> Any:
        return self.cleaned_data.get("start") or timezone.localdate()


def _doing(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """What the action takes, once every field is right."""
    if "version" not in data or not all(name in data for name in names):
        return data
    return {"version": data["version"], "doing": ActionInput(**{name: data[name] for name in names})}
