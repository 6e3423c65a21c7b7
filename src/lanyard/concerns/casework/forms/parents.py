"""What people fill in on a case while it is dealt with."""

from __future__ import annotations

from django import forms

from lanyard.concerns.core.choices import ParentContact
from lanyard.ui.fields import VersionForm, words


class ParentsForm(VersionForm):
    """Whether a child's parents know, or why not."""

    contact = forms.ChoiceField(
        label="Have the parents been told?", choices=ParentContact.choices, widget=forms.RadioSelect
    )
    note_text = words(
        "What was said, or why they have not been told",
        required=False,
        help_text="If you are not telling them: who decided, and what could happen if they knew.",
    )
    missing = {"contact": "Select whether the parents have been told"}
