"""Finding the school that a report is for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lanyard.ui.forms import FilterForm


class SchoolSearch(FilterForm):
    """Finds a school by its name."""

    q = forms.CharField(label=_("Name of the school"), max_length=100, required=False)


class ChildSchoolSearch(SchoolSearch):
    """The same, in a child's words."""

    q = forms.CharField(label=_("Type the name of your school"), max_length=100, required=False)
