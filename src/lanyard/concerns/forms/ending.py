"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.assurance.registry import all_controls
from lanyard.concerns.actions.debrief import Findings, Learnt
from lanyard.concerns.choices import LessonArea, Outcome
from lanyard.concerns.forms.fields import VersionForm, moment_of, words
from lanyard.people.models import School
from lanyard.people.picking import HINT, PersonField
from lanyard.policy.clause_ids import clause_ids
from lanyard.ui.forms import FilterForm, Form

_NONE = ("", "None of them")
_LONGEST = 110


class OutcomeForm(VersionForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="How did it end?", widget=forms.RadioSelect)
    reasons = words("Why?", help_text="What the decision rests on. Kept in the chronology; the reporter never sees it.")
    told = words(
        "What is the reporter told?",
        help_text="They read it with their code. Say what was done and what happens next, in plain words. Tell nothing "
        "about anybody else that they have no right to know.",
    )
    missing = {
        "outcome": "Select how it ended",
        "reasons": "Say why",
        "told": "Say what the reporter is told",
    }

    def __init__(self, *args: Any, outcomes: tuple[Outcome, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(one.value, one.label) for one in outcomes]


class ReviewForm(VersionForm):
    """That a complainant asks for stage two."""

    asked_on = forms.DateField(label="On which day did they ask for it?")
    asked_time = forms.TimeField(label="At what time?", required=False, help_text="For example, 14:30")
    reason = words("Why are they not content?", help_text="In their words, if you can.")
    missing = {"reason": "Say why they are not content"}

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.cleaned_data["asked_at"] = moment_of(self, "asked_on", "asked_time")
        return self.cleaned_data


class DebriefForm(VersionForm):
    """What leaders found when they looked back."""

    happened = words("What happened?")
    expected = words("What should have happened?")
    clause = forms.ChoiceField(label="Which clause of the policy was not kept?", required=False)
    control = forms.ChoiceField(label="Which control should have shown it, and did not?", required=False)
    cause = words("Why did it come to this?", help_text="The cause, not the person: what made it possible?")
    missing = {
        "happened": "Say what happened",
        "expected": "Say what should have happened",
        "cause": "Say why it came to this",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [_NONE, *_clauses()]
        controls = ((key, f"{key}: {control.checks}"[:_LONGEST]) for key, control in all_controls().items())
        self.fields["control"].choices = [_NONE, *controls]

    def clean(self) -> dict[str, Any]:
        super().clean()
        names = ("happened", "expected", "cause", "clause", "control")
        data = self.cleaned_data
        if not all(name in data for name in (*names, "version")):
            return data
        return {"version": data["version"], "findings": Findings(**{name: data[name] for name in names})}


class LessonForm(VersionForm):
    """One lesson: what is to change, by whom, by when."""

    says = forms.CharField(
        label="What is to change?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name nobody, and tell nothing of the case: others read this who must not know of it. "
        "For example: teach Year 5 how to block and report before half term.",
    )
    area = forms.ChoiceField(label="What does it change?", widget=forms.RadioSelect, choices=LessonArea.choices)
    clause = forms.ChoiceField(label="Which clause of the policy is it about?", required=False)
    changes_policy = forms.BooleanField(
        label="The policy itself should be looked at because of this", required=False,
        help_text="It then asks for a review, on the clause that you chose",
    )  # fmt: skip
    owner = PersonField(label="Who carries it out?", help_text=f"{HINT} They do not see the case.")
    due = forms.DateField(label="By when?")
    missing = {
        "says": "Say what is to change",
        "area": "Select what it changes",
        "owner": "Say who carries it out",
        "due": "Enter by when",
    }

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [_NONE, *_clauses()]
        self.fields["owner"].at(school)

    def clean(self) -> dict[str, Any]:
        super().clean()
        names = ("says", "area", "clause", "changes_policy", "owner", "due")
        data = self.cleaned_data
        if not all(name in data for name in (*names, "version")):
            return data
        return {"version": data["version"], "learnt": Learnt(**{name: data[name] for name in names})}


class ProofForm(Form):
    """That a lesson was carried out."""

    done_how = forms.CharField(
        label="What was done, and what shows it?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: taught in all four classes on 3 December; the plans are in the shared folder. "
        "Name no child.",
    )
    missing = {"done_how": "Say what was done, and what shows it"}


class ShowLessonsForm(FilterForm):
    """Which lessons a list shows."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "Not carried out yet"), ("overdue", "Past their day"), ("done", "Carried out")],
    )


class OutOfHoursForm(Form):
    """Who hears of a child at risk outside school hours."""

    person = PersonField(label="Who is it?")
    start = forms.DateField(label="From")
    end = forms.DateField(
        label="Until and including", required=False, help_text="Leave it out if it goes on. For example, 24/11/2026"
    )
    missing = {"person": "Say who it is", "start": "Enter from which day"}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].at(school)


def _clauses() -> list[tuple[str, str]]:
    return [(key, f"{key}: {one.asks}"[:_LONGEST]) for key, one in clause_ids().items()]
