"""What narrows the queue."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.concerns.casework.queries.queue import Narrowed
from lanyard.concerns.core.kinds import Group
from lanyard.people.models import School
from lanyard.ui.forms import FilterForm

GROUPS = (
    (str(Group.SAFEGUARDING), "A child’s safety online"),
    (str(Group.STAFF), "How staff behave online"),
    (str(Group.CONTACT), "Contact on a personal account"),
    (str(Group.MYSELF), "Something a member of staff told us about themselves"),
    (str(Group.DATA), "Personal information"),
    (str(Group.COMPLAINT), "Complaints"),
    (str(Group.WHISTLEBLOWING), "Whistleblowing"),
    (str(Group.OTHER), "Something else"),
)


class QueueForm(FilterForm):
    """A group of types, and a school where somebody has several; the tab comes with it."""

    tab = forms.ChoiceField(choices=[("", ""), ("mine", ""), ("closed", "")], required=False, widget=forms.HiddenInput)
    group = forms.ChoiceField(label="What about", choices=[("", "Everything"), *GROUPS], required=False)
    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, *args: Any, schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "All your schools"), *((str(one.pk), one.name) for one in schools)]
        self.schools = {str(one.pk): one.pk for one in schools}

    @property
    def narrowed(self) -> Narrowed:
        """What the form says, once it is known to be right."""
        data = self.cleaned_data
        return Narrowed(
            group=data["group"],
            school=self.schools.get(data["school"]),
            mine=data["tab"] == "mine",
            closed=data["tab"] == "closed",
        )
