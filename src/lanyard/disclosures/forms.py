"""What people fill in: a declaration, what was discussed, a decision."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from lanyard.disclosures.actions.declaring import Said
from lanyard.disclosures.choices import OtherKind, State
from lanyard.disclosures.models import Condition, Disclosure
from lanyard.disclosures.rules import YEAR
from lanyard.people.models import School, Trust
from lanyard.people.picking import HINT, PersonField
from lanyard.platforms import queries as platforms
from lanyard.ui.fields import OneOf, VersionForm, words
from lanyard.ui.forms import FilterForm, Form

LONG, SHORT = 2000, 200
CONDITIONS = 3


def _platforms() -> list[tuple[str, str]]:
    return [("", "Another, or several"), *platforms.names()]


class SaidForm(Form):
    """The least that a decision needs. Everything is kept encrypted."""

    other_kind = forms.ChoiceField(
        label="Who is the other person?", choices=OtherKind, widget=forms.RadioSelect,
    )  # fmt: skip
    other_name = forms.CharField(
        label="Their name",
        max_length=SHORT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="The name the school knows them by. Only you, the person who decides and the DSL can read it",
    )
    platform = forms.ChoiceField(label="App, game or website", choices=_platforms, required=False)
    since = forms.CharField(
        label="When did you first know them?",
        max_length=20,
        help_text="A year is enough, for example 2015",
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )
    how_known = words(
        "How do you know them?", rows=2, longest=LONG, help_text="For example: my sister; we were neighbours"
    )
    why = words(
        "Why is the contact hard to avoid?",
        rows=2,
        longest=LONG,
        help_text="For example: our families share one group for looking after our mother",
    )
    contact = words(
        "What contact do you have now?",
        rows=2,
        longest=LONG,
        help_text="How often, and whether in private or in a group. Do not paste messages or pictures",
    )
    handle = forms.CharField(
        label="Their account name",
        max_length=SHORT,
        required=False,
        help_text="Only if needed to tell accounts apart",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    missing = {
        "other_kind": "Select who the other person is",
        "other_name": "Enter their name",
        "since": "Enter a year, such as 2015, or a date",
        "how_known": "Say how you know them",
        "why": "Say why the contact is hard to avoid",
        "contact": "Say what contact you have now",
    }

    @property
    def said(self) -> Said:
        """What was filled in."""
        return Said(**{name: self.cleaned_data[name] for name in Said.__dataclass_fields__})


class DeclareForm(SaidForm):
    """A new declaration. `sent_once` is drawn anew for each page."""

    school = OneOf(label="Which school is it about?", help_text="The school the other person is linked to")
    together_with = PersonField(
        label="A colleague declaring this with you",
        required=False,
        help_text=f"{HINT} They will be told and can see everything you write here.",
    )
    sent_once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["school"]
    missing = {**SaidForm.missing, "school": "Select the school"}

    def __init__(self, *args: Any, schools: list[School], trust: Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of other schools of the trust only who is named in full is found.
        self.fields["together_with"].at(trust, near=schools)
        self.fields["school"].fill(schools, empty="" if len(schools) == 1 else "Select a school")
        if len(schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.fields["school"].initial = str(schools[0].pk)


class ChangeForm(SaidForm, VersionForm):
    """A declaration said anew."""

    @staticmethod
    def of(disclosure: Disclosure) -> dict[str, Any]:
        """What it says now."""
        said = {name: getattr(disclosure, name) for name in Said.__dataclass_fields__}
        if len(disclosure.since) > 4:
            said["since"] = f"{date.fromisoformat(disclosure.since):%d/%m/%Y}"
        return {**said, "version": disclosure.version}


class DiscussForm(VersionForm):
    """What was talked about."""

    says = words(
        "What was discussed?", rows=3, longest=LONG, help_text="The people who declared it can read this too",
    )  # fmt: skip
    missing = {"says": "Write what was discussed"}


class DecideForm(VersionForm):
    """The decision, its conditions and its review, in one."""

    decision = forms.ChoiceField(
        label="What is your decision?",
        widget=forms.RadioSelect,
        choices=[
            (State.ACCEPTED, "Accept it"),
            (State.CONDITIONS, "Accept it with conditions"),
            (State.NOT_ACCEPTED, "Do not accept it: the contact ends"),
        ],
    )
    reason = words("Why?", rows=3, longest=LONG, help_text="The people who declared it can read this")
    review_on = forms.DateField(
        label="By what date?",
        help_text="If accepted, they must renew it by this date, within a year. If not accepted, the contact "
        "must end by this date. For example, 24/11/2027",
    )
    missing = {"decision": "Select your decision", "reason": "Say why", "review_on": "Enter a date"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].option_hints = {
            State.CONDITIONS: "Write the conditions below",
            State.NOT_ACCEPTED: "They will confirm here when it has ended",
        }

    condition_1 = words("First condition", rows=2, longest=LONG, required=False)
    due_1 = forms.DateField(label="Due date", required=False, help_text="Leave empty if it applies until the review")
    condition_2 = words("Second condition", rows=2, longest=LONG, required=False)
    due_2 = forms.DateField(label="Due date", required=False, help_text="Leave empty if it applies until the review")
    condition_3 = words("Third condition", rows=2, longest=LONG, required=False)
    due_3 = forms.DateField(label="Due date", required=False, help_text="Leave empty if it applies until the review")

    def clean(self) -> dict[str, Any]:
        """Conditions as pairs of words and day, without the empty ones."""
        data = super().clean()
        pairs = [(data.pop(f"condition_{n}", ""), data.pop(f"due_{n}", None)) for n in range(1, CONDITIONS + 1)]
        for number, (says, due) in enumerate(pairs, 1):
            if due and not says:
                self.add_error(f"condition_{number}", "Write the condition for this date")
        data["conditions"] = [(says, due) for says, due in pairs if says]
        return data

    @property
    def of_conditions(self) -> list[BoundField]:
        """The fields of the conditions."""
        return [self[f"{part}_{n}"] for n in range(1, CONDITIONS + 1) for part in ("condition", "due")]

    @property
    def has_conditions(self) -> bool:
        """Whether anything stands in them, or something is wrong with them."""
        asked = self.is_bound and self["decision"].value() == State.CONDITIONS
        return asked or any(one.value() or one.errors for one in self.of_conditions)

    @staticmethod
    def of(disclosure: Disclosure, standing: list[Condition]) -> dict[str, Any]:
        """A year ahead, and the conditions that hold now: they are stated again or fall away."""
        first = {"version": disclosure.version, "review_on": timezone.localdate() + YEAR}
        for number, condition in enumerate(standing[:CONDITIONS], 1):
            first |= {f"condition_{number}": condition.says, f"due_{number}": condition.due}
        return first


class ShowForm(FilterForm):
    """Which part of the list."""

    show = forms.ChoiceField(
        label="Which declarations",
        required=False,
        choices=[("waiting", "Waiting"), ("late", "Late"), ("current", "Decided"), ("past", "Past")],
    )
