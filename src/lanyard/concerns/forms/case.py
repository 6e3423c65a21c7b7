"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from lanyard.concerns.choices import AtRisk, Device, EntryKind, PartyRole, Place, Risk
from lanyard.concerns.models import Party
from lanyard.concerns.queries.colleagues import on_register
from lanyard.people.choices import YearGroup
from lanyard.people.models import School
from lanyard.people.picking import PersonField
from lanyard.ui.forms import Form
from lanyard.ui.wall_clock import moment_at

LONG = 20_000
NOBODY = "none"
YEARS = [("", "Not known"), *YearGroup.choices]


# Whom it may be about is found by their names, and decided on a page of its own.
_ROLES = [(role.value, role.label) for role in PartyRole if role != PartyRole.POSSIBLE]


class CaseForm(Form):
    """The base of all forms on a case."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(CaseForm):
    """Why something is done."""

    reason = forms.CharField(label="Reason", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"reason": "Say why"}

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label or self.fields["reason"].label
        self.fields["reason"].help_text = hint


class JudgeForm(CaseForm):
    """The risk, and where it happened."""

    risk = forms.ChoiceField(
        label="How much harm may come to a child?", choices=Risk.choices, widget=forms.RadioSelect, required=False
    )
    place = forms.ChoiceField(
        label="Where did it happen?", choices=Place.choices, widget=forms.RadioSelect, required=False
    )
    device = forms.ChoiceField(
        label="On whose device?", choices=Device.choices, widget=forms.RadioSelect, required=False
    )
    platform = forms.ChoiceField(label="App, game or website", required=False)
    year_group = forms.ChoiceField(label="Year group of the child most affected", choices=YEARS, required=False)
    child_at_risk = forms.ChoiceField(
        label="Could a child be at risk?",
        choices=[(one.value, one.label) for one in (AtRisk.YES, AtRisk.NO, AtRisk.UNKNOWN)],
        widget=forms.RadioSelect,
        required=False,
        help_text="If so, it is a safeguarding concern from now on, whatever its type, and that is not taken back.",
    )
    marks_optional = False

    def __init__(
        self, *args: Any, platforms: list[tuple[str, str]], asks_about_child: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["child_at_risk"])
        if not asks_about_child:
            del self.fields["child_at_risk"]
        self.fields["platform"].choices = [("", "Not known, or none of these"), *platforms]


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
    happened_on = forms.DateField(label="Day it happened")
    happened_time = forms.TimeField(label="Time", help_text="About when is enough. For example, 08:45 or 15:30")
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
                self.add_error(wrong, "Enter a time that has passed: this has not happened yet")
        data.pop("happened_on", None)
        data.pop("happened_time", None)
        return data


class EditEntryForm(EntryForm):
    """A change to an entry."""

    reason = forms.CharField(
        label="Why do you change it?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What it said before stays on record, with this reason.",
    )  # fmt: skip
    missing = {**EntryForm.missing, "reason": "Say why you change it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class PartyForm(CaseForm):
    """Somebody in the case. A name that the register knows asks who of the register it is."""

    role = forms.ChoiceField(label="What are they in this case?", choices=_ROLES, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Name, or school email address",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="In full where you know it, for example “Ella Winter”. If the register knows it, you are asked next.",
    )
    person = forms.ChoiceField(label="Who on the register is it?", choices=[], required=False, widget=forms.RadioSelect)
    year_group = forms.ChoiceField(label="Year group, for a child", choices=YEARS, required=False)
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"role": "Select what they are in this case", "name": "Enter a name"}

    def __init__(self, *args: Any, school: School, party: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.is_linked = school, bool(party and party.person_key)
        self.matches: dict[str, Any] = {}
        self.fields["role"].option_hints = {
            PartyRole.SUBJECT: "Shut out at once, if the register knows them: they never see that this exists.",
            PartyRole.CONFLICT: "Shut out at once too, for example a relative of somebody involved.",
        }
        # Whoever is asked about is known only once a name was sent.
        if self.is_bound and not self.is_linked and (name := str(self.data.get(self.add_prefix("name"), "")).strip()):
            found = on_register(name[:200], school, timezone.localdate())
            self.matches = {str(match.person.pk): match for match in found}
        chosen = [(key, match.label) for key, match in self.matches.items()]
        self.fields["person"].choices = [*chosen, (NOBODY, "Nobody on the register, or I can’t tell")]
        if not self.matches:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = data.pop("person", "")
        if self.matches and not chosen and "person" not in self.errors:
            self.add_error("person", "Select who it is, so that nobody is told who must not be")
        match = self.matches.get(chosen)
        data["person"] = match.person if match else None
        if match and "@" in data.get("name", ""):
            data["name"] = match.person.full_name
        return data


class ColleagueForm(CaseForm):
    """One colleague, picked from those who work for the school or the trust."""

    who = PersonField(label="Which colleague?")
    missing = {"who": "Enter a colleague’s name, or part of it"}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].at(school)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if person := data.pop("who", None):
            data["person"] = person
        return data


class OfferForm(ColleagueForm):
    """Offering a case to somebody."""

    reason = forms.CharField(
        label="What should they know before they decide?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They read this, and nothing else of the case, until they accept. Name nobody in it.",
    )
    missing = {**ColleagueForm.missing, "reason": "Say what they should know before they decide"}


class ConsultForm(ColleagueForm):
    """Asking somebody for advice."""

    purpose = forms.CharField(label="What do you ask them?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    until = forms.DateField(
        label="They may read it until and including", help_text="At most 90 days ahead. For example, 24/11/2026"
    )
    missing = {**ColleagueForm.missing, "purpose": "Say what you ask them", "until": "Enter until when"}

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + timedelta(days=90):
            raise forms.ValidationError("Enter a day from today on, at most 90 days ahead")
        return until


class AnswerForm(Form):
    """Why somebody does not take a case over."""

    answer = forms.CharField(
        label="Why not?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever asked you reads this.",
    )  # fmt: skip
    missing = {"answer": "Say why you don’t take it over"}


class LinkForm(CaseForm):
    """A concern that belongs with this one."""

    ref = forms.CharField(
        label="Reference of the other concern", max_length=20, help_text="For example, K7Q-2XW",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    why = forms.CharField(
        label="Why do they belong together?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    missing = {"ref": "Enter the reference of the other concern"}


class SearchForm(Form):
    """Words inside cases of one school."""

    words = forms.CharField(
        label="Words to look for", max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Every word has to occur somewhere in the case: the report, names, chronology or messages.",
    )  # fmt: skip
    school = forms.ChoiceField(label="School")
    missing = {"words": "Enter at least one word"}

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [(key, school.name) for key, school in self.schools.items()]

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]


def school_key(text: str) -> UUID | None:
    """The id of a school from an address, None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
