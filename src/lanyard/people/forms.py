"""What people fill in on the pages of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from lanyard.people.choices import SCHOOL_ROLES, TRUST_ROLES, ClosureKind, Kind, Role, YearGroup
from lanyard.people.models import School, Trust
from lanyard.people.picking import PersonField
from lanyard.people.rules import may_appoint
from lanyard.ui.forms import FilterForm, Form

NAME_OR_ADDRESS = "Enter a name or an email address"


class PeopleFilter(FilterForm):
    """Narrows the list of people by what they are. Names are asked for by `NameForm`, and never in an address."""

    kind = forms.ChoiceField(label="What they are", choices=[("", "Everybody"), *Kind.choices], required=False)


class PlaceSearch(FilterForm):
    """Finds one of somebody's places by its name."""

    q = forms.CharField(label="Name of the school", max_length=100, required=False)


class NameForm(FilterForm):
    """A name to look for. It is kept in the session, so that it gets into no address and no log."""

    name = forms.CharField(label="Name, or part of it", max_length=100, required=False)


class AppointForm(Form):
    """Who gets which role from when."""

    role = forms.ChoiceField(label="Role", choices=[])
    person = PersonField(label="Person")
    start = forms.DateField(label="First day")
    missing: ClassVar = {"person": NAME_OR_ADDRESS}

    def __init__(self, *args: Any, place: School | Trust, held: Iterable[str], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        elsewhere = TRUST_ROLES if isinstance(place, School) else SCHOOL_ROLES
        here = [role for role in Role if role not in elsewhere and may_appoint(held, role)]
        self.fields["role"].choices = [("", ""), *((role.value, role.label) for role in here)]
        self.fields["start"].initial = on
        self.fields["person"].at(place, on)


NOW, DAY = "now", "day"


class EndRoleForm(Form):
    """The last day of a role, or that it ends at this moment."""

    when = forms.ChoiceField(
        label="When does it end?",
        choices=[(DAY, "At the end of a day"), (NOW, "Now")],
        initial=DAY,
        widget=forms.RadioSelect,
    )
    end = forms.DateField(label="Last day", required=False)
    missing: ClassVar = {"when": "Select when it ends"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["when"].option_hints = {NOW: "They lose access at their next click."}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        at_once = data.pop("when", DAY) == NOW
        if not at_once and "end" in data and not data["end"]:
            self.add_error("end", "Enter the last day")
        return data | {"at_once": at_once}


class CoverForm(Form):
    """Who stands in from when until when."""

    person = PersonField(label="Who will cover")
    start = forms.DateField(label="First day")
    end = forms.DateField(label="Last day")
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        required=False,
        help_text="For example, “On a course”. Do not give details about health.",
    )
    missing: ClassVar = {"person": NAME_OR_ADDRESS}

    def __init__(self, *args: Any, place: School | Trust, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["start"].initial = on
        self.fields["person"].at(place, on)


class TermForm(Form):
    """A term, both days included."""

    name = forms.CharField(label="Name", max_length=50, help_text="For example, Autumn 2026")
    start = forms.DateField(label="First day")
    end = forms.DateField(label="Last day")


class ClosureForm(Form):
    """Days on which pupils don't come."""

    kind = forms.ChoiceField(label="Why", choices=ClosureKind.choices, widget=forms.RadioSelect)
    start = forms.DateField(label="First day")
    end = forms.DateField(label="Last day")


class ClockField(forms.TimeField):
    """A time of day as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M"], help_text="For example, 08:45", **options)
        self.widget.format = "%H:%M"
        self.error_messages["invalid"] = "Enter a time, for example 08:45"


class DayForm(Form):
    """How the school day goes, for everybody or for some year groups."""

    year_groups = forms.MultipleChoiceField(
        label="For these year groups",
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave empty if the day is the same for everyone",
    )
    valid_from = forms.DateField(label="From")
    starts = ClockField(label="Day starts")
    ends = ClockField(label="Day ends")
    break_starts = ClockField(label="Break starts", required=False)
    break_ends = ClockField(label="Break ends", required=False)
    lunch_starts = ClockField(label="Lunch starts", required=False)
    lunch_ends = ClockField(label="Lunch ends", required=False)

    def __init__(self, *args: Any, school: School, **options: Any) -> None:
        super().__init__(*args, **options)
        taught = [year for year in YearGroup if year in school.year_groups]
        self.fields["year_groups"].choices = [(year.value, year.label) for year in taught]

    def clean(self) -> dict[str, Any]:
        data, periods = self.cleaned_data, []
        for kind in ("break", "lunch"):
            starts, ends = data.pop(f"{kind}_starts", None), data.pop(f"{kind}_ends", None)
            if bool(starts) != bool(ends):
                self.add_error(f"{kind}_ends" if starts else f"{kind}_starts", f"Enter both times of the {kind}")
            elif starts:
                periods.append((kind, starts, ends))
        return data | {"periods": periods}
