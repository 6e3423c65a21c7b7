"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casework.actions.debrief import Learnt
from lanyard.concerns.casework.forms.debrief import _NONE, _clauses
from lanyard.concerns.core.choices import LessonArea
from lanyard.people.models import School
from lanyard.people.picking import HINT, PersonField
from lanyard.ui.fields import VersionForm
from lanyard.ui.forms import FilterForm, Form


class LessonForm(VersionForm):
    """One lesson: what is to change, by whom, by when."""

    says = forms.CharField(
        label="What will change?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Do not name anybody or describe the case: people who must not know about it will read this. "
        "For example: teach Year 5 how to block and report before half term.",
    )
    area = forms.ChoiceField(label="What is it about?", widget=forms.RadioSelect, choices=LessonArea.choices)
    clause = forms.ChoiceField(label="Which clause of the policy is it about?", required=False)
    changes_policy = forms.BooleanField(
        label="The policy should be reviewed because of this", required=False,
        help_text="This requests a review of the clause you chose",
    )  # fmt: skip
    owner = PersonField(label="Who will carry it out?", help_text=f"{HINT} They do not see the case.")
    due = forms.DateField(label="By when?")
    missing = {
        "says": "Say what will change",
        "area": "Select what it is about",
        "owner": "Choose who will carry it out",
        "due": "Enter the due date",
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
    missing = {"done_how": "Say what was done and what shows it"}


class ShowLessonsForm(FilterForm):
    """Which lessons a list shows."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "Not carried out yet"), ("overdue", "Overdue"), ("done", "Carried out")],
    )
