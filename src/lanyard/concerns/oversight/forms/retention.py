"""What is filled in before something leaves this room, or comes in from another school."""

from __future__ import annotations

from django import forms

from lanyard.ui.forms import Form


class RemoveForm(Form):
    """Confirming a retention run by its number."""

    number = forms.IntegerField(label="How many will be deleted?", help_text="Type the number shown above")
    missing = {"number": "Type the number shown above"}
