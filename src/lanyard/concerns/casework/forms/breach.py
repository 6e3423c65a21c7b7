"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from django import forms

from lanyard.ui.fields import VersionForm, words


class RegulatorForm(VersionForm):
    """Whether the regulator is told of a breach."""

    report_it = forms.TypedChoiceField(
        label="Will you tell the regulator (ICO)?",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Yes: it may put people’s rights at risk"),
            ("no", "No: it is unlikely to put anybody at risk"),
        ],
        coerce=lambda value: value == "yes",
    )
    reasons = words("Why?", help_text="What was disclosed, who it could harm, and what was done about it.")
    missing = {"report_it": "Select whether you will tell the regulator", "reasons": "Say why"}
