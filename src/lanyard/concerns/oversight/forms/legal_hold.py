"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from django import forms

from lanyard.ui.forms import Form


class HoldForm(Form):
    """Keeping a concern whatever its time."""

    reason = forms.CharField(
        label="Why must it be kept?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, the police have asked for it",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    missing = {"reason": "Say why it must be kept"}


class ReleaseForm(Form):
    """Ending a legal hold."""

    reason = forms.CharField(
        label="Why does it no longer need to be kept?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    missing = {"reason": "Say why it no longer needs to be kept"}


class HoldByRefForm(Form):
    """A legal hold by whoever looks after retention, who need not see the case."""

    ref = forms.CharField(label="Reference", max_length=9, help_text="For example, K7Q-2XW")
    reason = forms.CharField(label="Why must it be kept?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"ref": "Enter the reference", "reason": "Say why it must be kept"}
