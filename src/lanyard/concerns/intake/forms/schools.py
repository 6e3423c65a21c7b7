"""Coming back with a code, and writing to each other."""

from __future__ import annotations

from django import forms

from lanyard.ui.forms import FilterForm


class SchoolSearch(FilterForm):
    """Finds a school by its name."""

    q = forms.CharField(label="Name of the school", max_length=100, required=False)
