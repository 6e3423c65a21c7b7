"""Finding the school that a report is for."""

from __future__ import annotations

from django import forms

from lanyard.ui.forms import FilterForm


class SchoolSearch(FilterForm):
    """Finds a school by its name."""

    q = forms.CharField(label="Name of the school", max_length=100, required=False)


class ChildSchoolSearch(SchoolSearch):
    """The same, in a child's words."""

    q = forms.CharField(label="Type the name of your school", max_length=100, required=False)
