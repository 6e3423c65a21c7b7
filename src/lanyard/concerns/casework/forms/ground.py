"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.core.choices import Device, Ground, Place
from lanyard.concerns.core.models import Concern
from lanyard.ui.fields import VersionForm, words


class GroundForm(VersionForm):
    """Where it happened, and why the school is acting or does not (CHI2)."""

    place = forms.ChoiceField(
        label="Where did it happen?", choices=Place.choices, widget=forms.RadioSelect, required=False
    )
    device = forms.ChoiceField(
        label="Whose device was it on?", choices=Device.choices, widget=forms.RadioSelect, required=False
    )
    ground = forms.ChoiceField(
        label="Why is the school acting, or not?", choices=Ground.choices, widget=forms.RadioSelect, required=False
    )
    ground_note = words(
        "How is it linked to the school?",
        required=False,
        help_text="For example, who at the school is affected, or what it disrupts. Answer this even if the "
        "school is not acting.",
    )
    marks_optional = False


class OutsideRefForm(VersionForm):
    """The reference in the child-protection system."""

    outside_ref = forms.CharField(
        label="Reference in the child-protection system",
        max_length=200,
        required=False,
        help_text="As shown in that system, so that both records can be found",
    )


def standing_ground(concern: Concern) -> dict[str, Any]:
    """What the form about the ground shows at first."""
    names = ("place", "device", "ground", "version")
    return {**{name: getattr(concern, name) for name in names}, "ground_note": concern.report.ground_note}
