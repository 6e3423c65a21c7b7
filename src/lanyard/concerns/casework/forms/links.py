"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from django import forms

from lanyard.concerns.casework.forms.case import CaseForm


class LinkForm(CaseForm):
    """A concern that belongs with this one."""

    ref = forms.CharField(
        label="The other concern’s reference", max_length=20, help_text="For example, K7Q-2XW",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    why = forms.CharField(
        label="Why do they belong together?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    missing = {"ref": "Enter the reference of the other concern"}
