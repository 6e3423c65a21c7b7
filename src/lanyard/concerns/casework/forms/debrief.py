"""What people fill in when a case ends, and what remains of it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.assurance.registry import all_controls
from lanyard.concerns.casework.actions.debrief import Findings
from lanyard.policy.clause_ids import clause_ids
from lanyard.ui.fields import VersionForm, words

_NONE = ("", "None of them")


_LONGEST = 110


class DebriefForm(VersionForm):
    """What leaders found when they looked back."""

    happened = words("What happened?")
    expected = words("What should have happened?")
    clause = forms.ChoiceField(label="Which clause of the policy was not kept?", required=False)
    control = forms.ChoiceField(label="Which control should have caught it?", required=False)
    cause = words("Why did it happen?", help_text="What made it possible? Give the cause, not the person.")
    missing = {
        "happened": "Say what happened",
        "expected": "Say what should have happened",
        "cause": "Say why it happened",
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


def _clauses() -> list[tuple[str, str]]:
    return [(key, f"{key}: {one.asks}"[:_LONGEST]) for key, one in clause_ids().items()]
