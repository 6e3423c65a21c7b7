"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from lanyard.concerns.actions.doing import Doing
from lanyard.concerns.choices import ActionKind, Device, Ground, ParentContact, Place, Threshold
from lanyard.concerns.forms.fields import OneOf, VersionForm, moment_of, words
from lanyard.concerns.models import Concern, Party
from lanyard.people.models import Person
from lanyard.policy.models import Agency

_TIME_HELP = "For example, 14:30. Leave it out if you do not know."


class ThresholdForm(VersionForm):
    """What a concern about staff may amount to."""

    threshold = forms.ChoiceField(
        label="What may it amount to?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Threshold.MAY_MEET, Threshold.LOW_LEVEL, Threshold.NONE)],
    )
    reasons = words("Why do you think so?", help_text="Kept in the chronology, encrypted.")
    known_on = forms.DateField(
        label="On which day did it become known?",
        required=False,
        help_text="Only if it may meet the threshold, and not on the day it was reported. For example, 24/11/2026",
    )
    known_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    missing = {"threshold": "Select what it may amount to", "reasons": "Say why you think so"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"].option_hints = {
            Threshold.MAY_MEET: "One of the four sentences above may be true. The LADO is told within one working day.",
            Threshold.LOW_LEVEL: "It does not fit the code of conduct, and none of the four is true. "
            "When in doubt, ask the LADO without giving a name.",
            Threshold.NONE: "Nothing in it goes against the code of conduct.",
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["known_at"] = moment_of(self, "known_on", "known_time")
        return self.cleaned_data


class GroundForm(VersionForm):
    """Where it happened, and why the school acts or does not (CHI2)."""

    place = forms.ChoiceField(
        label="Where did it happen?", choices=Place.choices, widget=forms.RadioSelect, required=False
    )
    device = forms.ChoiceField(
        label="On whose device?", choices=Device.choices, widget=forms.RadioSelect, required=False
    )
    ground = forms.ChoiceField(
        label="Why does the school act, or not?", choices=Ground.choices, widget=forms.RadioSelect, required=False
    )
    ground_note = words(
        "How is it linked to the school?",
        required=False,
        help_text="For example, who of the school is harmed, or what it disturbs. Say it also if the school does not "
        "act.",
    )
    marks_optional = False


class OutsideRefForm(VersionForm):
    """The reference in the child-protection system."""

    outside_ref = forms.CharField(
        label="Reference in the child-protection system",
        max_length=200,
        required=False,
        help_text="As that system shows it, so that both files can be found",
    )


class RegulatorForm(VersionForm):
    """Whether the regulator is told of a breach."""

    report_it = forms.TypedChoiceField(
        label="Is the regulator (ICO) told?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes: it may put people’s rights at risk"), ("no", "No: a risk to anybody is unlikely")],
        coerce=lambda value: value == "yes",
    )
    reasons = words("Why?", help_text="What got out, whom it could harm, and what was done about it.")
    missing = {"report_it": "Select whether the regulator is told", "reasons": "Say why"}


class AdviceForm(VersionForm):
    """That an agency was asked or told."""

    agency = OneOf(label="Whom did you ask or tell?", widget=forms.Select)
    asked_on = forms.DateField(label="On which day?")
    asked_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    asked = words("What did you ask or tell?")
    with_names = forms.BooleanField(label="I gave names", required=False)
    reference = forms.CharField(label="Their reference, if they gave one", max_length=200, required=False)
    missing = {"agency": "Select whom you asked or told", "asked": "Say what you asked or told"}

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].fill(agencies, lambda agency: agency.name, empty="Choose an agency")

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["asked_at"] = moment_of(self, "asked_on", "asked_time")
        return self.cleaned_data


class AnswerForm(VersionForm):
    """What an agency answered."""

    answered_on = forms.DateField(label="On which day did they answer?")
    answered_time = forms.TimeField(label="At what time?", required=False, help_text=_TIME_HELP)
    answer = words("What did they advise?", help_text="Who said it, and what you are to do or not to do.")
    reference = forms.CharField(label="Their reference, if they gave one", max_length=200, required=False)
    missing = {"answer": "Say what they advised"}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["answered_at"] = moment_of(self, "answered_on", "answered_time")
        return self.cleaned_data


class ParentsForm(VersionForm):
    """Whether a child's parents know, or why not."""

    contact = forms.ChoiceField(label="Do the parents know?", choices=ParentContact.choices, widget=forms.RadioSelect)
    note_text = words(
        "What was said, or why they do not know",
        required=False,
        help_text="If they are not told: who decided it, and what could happen if they knew.",
    )
    missing = {"contact": "Select whether the parents know"}


class ActionForm(VersionForm):
    """What is to be done, for whom, by whom."""

    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in ActionKind if one != ActionKind.INTERNET],
    )
    party = OneOf(label="For which child?", required=False, widget=forms.Select)
    says = words("What is to be done, or why nothing is?", rows=3)
    owner = OneOf(
        label="Who does it?",
        widget=forms.Select,
        help_text="Only people who can see this concern already. To ask somebody else, let them in for advice first.",
    )
    due = forms.DateField(label="By when?", required=False)
    missing = {"kind": "Select what it is", "says": "Say what is to be done, or why nothing is"}

    def __init__(self, *args: Any, children: list[Party], owners: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].fill(children, lambda party: party.name, empty="None in particular")
        self.fields["owner"].fill(owners, lambda person: person.full_name)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _doing(self.cleaned_data, "kind", "party", "says", "owner", "due")


class InternetForm(VersionForm):
    """Internet access taken away until a day (EXP5)."""

    party = OneOf(label="From which child?", widget=forms.Select)
    says = words("Why is it taken away?", rows=3)
    start = forms.DateField(label="First day without", required=False, help_text="Today, if you leave it out")
    until = forms.DateField(label="Last day without", help_text="The day after, it comes back by itself")
    appeal = words(
        "How can the child or the parents ask for this to be looked at again?",
        rows=3,
        help_text="They are told this. For example: write to the Headteacher within five school days.",
    )
    missing = {
        "party": "Select from which child",
        "says": "Say why it is taken away",
        "until": "Enter the last day without internet access",
        "appeal": "Say how they can ask for this to be looked at again",
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


class SayForm(VersionForm):
    """Some sentences, such as a reason; `name` is what the action calls them."""

    def __init__(self, *args: Any, name: str, label: str, hint: str = "", missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[name] = words(label, help_text=hint)
        self.fields[name].error_messages["required"] = missing or "Say why"


def standing_ground(concern: Concern) -> dict[str, Any]:
    """What the form about the ground shows at first."""
    names = ("place", "device", "ground", "version")
    return {**{name: getattr(concern, name) for name in names}, "ground_note": concern.report.ground_note}


def _doing(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """What the action takes, once every field is right."""
    if "version" not in data or not all(name in data for name in names):
        return data
    return {"version": data["version"], "doing": Doing(**{name: data[name] for name in names})}
