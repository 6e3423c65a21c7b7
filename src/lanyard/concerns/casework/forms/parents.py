"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from django import forms

from lanyard.concerns.core.choices import ParentContact
from lanyard.concerns.core.forms.fields import VersionForm, words


class ParentsForm(VersionForm):
    """Whether a child's parents know, or why not."""

    contact = forms.ChoiceField(label="Do the parents know?", choices=ParentContact.choices, widget=forms.RadioSelect)
    note_text = words(
        "What was said, or why they do not know",
        required=False,
        help_text="If they are not told: who decided it, and what could happen if they knew.",
    )
    missing = {"contact": "Select whether the parents know"}
