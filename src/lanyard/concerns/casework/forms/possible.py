"""Whether a concern is about somebody who may be meant by a name in it."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casework.forms.case import CaseForm

YES, NO = "yes", "no"


class PossibleForm(CaseForm):
    """Yes, or no with the reason."""

    is_about = forms.ChoiceField(
        label="Is it about them?",
        choices=[(YES, "Yes, or I can’t rule it out"), (NO, "No, it is about someone else")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="If not, how do you know?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="This goes in the chronology.",
    )  # fmt: skip
    missing = {"is_about": "Select whether it is about them"}
    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_about"].option_hints = {
            YES: "They stay excluded.",
            NO: "They can be told, like anybody else in their role, and it goes to whoever would usually get it.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        answer = data.pop("is_about", "")
        if answer == NO and not data.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", "Say how you know that it is not about them")
        return {**data, "is_about": answer != NO}
