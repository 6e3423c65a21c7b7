"""What people fill in to keep the register one person at a time."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from lanyard.people.choices import Kind, YearGroup
from lanyard.people.models import Person, School
from lanyard.people.roster import cells
from lanyard.people.roster.cells import BadCell
from lanyard.ui.forms import Form


class PersonForm(Form):
    """Somebody, and what they are at this school. Without `person` it adds somebody."""

    kind = forms.ChoiceField(label="Role at this school", choices=[("", ""), *Kind.choices])
    given_name = forms.CharField(label="Given name", max_length=100)
    family_name = forms.CharField(label="Family name", max_length=100)
    preferred_name = forms.CharField(label="Preferred name", max_length=100, required=False)
    date_of_birth = forms.DateField(label="Date of birth", required=False)
    email = forms.EmailField(
        label="Email address", required=False, help_text="They use it to sign in. Pupils do not sign in"
    )
    job_title = forms.CharField(
        label="Post", max_length=100, required=False, help_text="For example, “Reads with Year 2”"
    )
    year_group = forms.ChoiceField(label="Year group", choices=[], required=False, help_text="For a pupil")
    class_name = forms.CharField(label="Class", max_length=50, required=False, help_text="For a pupil")
    upn = forms.CharField(label="UPN", max_length=13, required=False, help_text="For a pupil")
    start = forms.DateField(label="First day")
    end = forms.DateField(label="Last day", required=False)
    missing: ClassVar = {"kind": "Select their role at this school"}

    def __init__(self, *args: Any, school: School, on: date, person: Person | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.on, self.person = on, person
        taught = [(year.value, year.label) for year in YearGroup if year in school.year_groups]
        self.fields["year_group"].choices = [("", ""), *taught]
        self.fields["start"].initial = on
        if person:
            for name in ("kind", "start", "end"):
                del self.fields[name]

    def offer(self, people: list[Person]) -> None:
        """Ask whether it is one of these, and keep all that was typed."""
        self.fields["known"] = forms.ChoiceField(
            label="Is this one of them?",
            choices=[*((str(p.pk), told(p)) for p in people), ("new", "None of these: add a new person")],
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it is one of them"},
        )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean_upn(self) -> str:
        try:
            return cells.upn("upn", self.cleaned_data["upn"])
        except BadCell as bad:
            raise ValidationError(str(bad)) from bad

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        kinds = {row.kind for row in self.person.here} if self.person else {data.get("kind")}
        try:
            cells.birth("date_of_birth", str(data.get("date_of_birth") or ""), is_pupil="pupil" in kinds, on=self.on)
        except BadCell as bad:
            self.add_error("date_of_birth", str(bad))
        if "pupil" not in kinds:
            for name in ("year_group", "class_name", "upn"):
                if data.get(name):
                    self.add_error(name, "Leave this empty: it is only for pupils")
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day can’t be before the first")
        return data


def told(person: Person) -> str:
    """Who somebody on the register is, in one line."""
    born = f", born {person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
    places = "; ".join(f"{row.get_kind_display()} at {row.school}" for row in person.memberships.all() if not row.end)
    return f"{person}{born} ({places or 'has left'})"


class LeavingForm(Form):
    """When somebody leaves a school; who holds a role, or covers for one, is asked for."""

    end = forms.DateField(label="Last day")

    def __init__(self, *args: Any, on: date, roles: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["end"].initial = on
        if roles:
            self.fields["roles_end"] = forms.BooleanField(
                label=f"Yes, also end: {', '.join(roles)}",
                error_messages={"required": "Confirm that the role ends too"},
            )


class MergeForm(Form):
    """Which other record is of the same person."""

    other = forms.ChoiceField(label="Which record is the same person?", choices=[], widget=forms.RadioSelect)
    missing: ClassVar = {"other": "Select the record of the same person"}

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].choices = [(str(person.pk), told(person)) for person in people]
