"""Forms of assurance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django import forms
from django.utils import timezone

from lanyard.assurance.models import Answer
from lanyard.assurance.readings import sentence
from lanyard.assurance.rules.statements import last_day_of_statement
from lanyard.ui.forms import FilterForm, Form


class DayForm(FilterForm):
    """Which day to show."""

    day = forms.DateField(
        label="Day to show",
        required=False,
    )

    def clean_day(self) -> date | None:
        """A day that has not come yet can't be shown."""
        day = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Enter today or a day in the past")
        return day


class FindForm(FilterForm):
    """Words to be found in clauses and their evidence."""

    q = forms.CharField(label="Search the clauses", required=False, max_length=100)


class SchoolsForm(FilterForm):
    """Which schools to compare: by name, or by a section that is not kept."""

    q = forms.CharField(label="School", required=False, max_length=100)
    only = forms.ChoiceField(label="Show", required=False)

    def __init__(self, *args, sections: Mapping[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, f"Not kept: {title}") for key, title in sections.items()]
        self.fields["only"].choices = [("", "All schools"), *named]


class AttestForm(Form):
    """A person's statement on a clause."""

    answer = forms.ChoiceField(
        label="Is this clause kept?",
        choices=Answer.choices,
        widget=forms.RadioSelect,
    )
    about = forms.MultipleChoiceField(
        label="Which of these need attention?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty if all of them do. The others are shown as kept.",
    )
    notes = forms.CharField(
        label="How do you know?",
        help_text="What you checked, and when. Do not name any child.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    next_due = forms.DateField(
        label="When will you check again?",
    )

    missing = {
        "answer": "Select whether this clause is kept",
        "notes": "Enter how you know",
        "next_due": "Enter when you will check again",
    }

    def __init__(self, *args, longest_days: int, items: Sequence[tuple[str, str]] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.longest_days = longest_days
        self.fields["about"].choices = [(key, sentence(name)) for key, name in items]
        if not items:
            del self.fields["about"]

    def clean_next_due(self) -> date:
        """The next date is later than today, and no later than the clause allows."""
        day = self.cleaned_data["next_due"]
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError("Enter a day after today")
        if day > today + timedelta(days=self.longest_days):
            raise forms.ValidationError(f"Enter a day within {self.longest_days} days from today")
        last = last_day_of_statement(today)
        if day > last:
            raise forms.ValidationError(
                f"Enter {last:%-d %B %Y} or an earlier day: a statement ends with the school year"
            )
        return day
