"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casework.forms.case import CaseForm
from lanyard.concerns.core.choices import AtRisk, Device, Place, Risk
from lanyard.people.choices import YearGroup

YEARS = [("", "Not known"), *YearGroup.choices]


class JudgeForm(CaseForm):
    """The risk, and where it happened."""

    risk = forms.ChoiceField(
        label="How much harm could come to a child?", choices=Risk.choices, widget=forms.RadioSelect, required=False
    )
    place = forms.ChoiceField(
        label="Where did it happen?", choices=Place.choices, widget=forms.RadioSelect, required=False
    )
    device = forms.ChoiceField(
        label="Whose device was it on?", choices=Device.choices, widget=forms.RadioSelect, required=False
    )
    platform = forms.ChoiceField(label="App, game or website", required=False)
    year_group = forms.ChoiceField(label="Year group of the child most affected", choices=YEARS, required=False)
    child_at_risk = forms.ChoiceField(
        label="Could a child be at risk?",
        choices=[(one.value, one.label) for one in (AtRisk.YES, AtRisk.NO, AtRisk.UNKNOWN)],
        widget=forms.RadioSelect,
        required=False,
        help_text="If yes, it becomes a safeguarding concern, whatever its type. This can’t be undone.",
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
