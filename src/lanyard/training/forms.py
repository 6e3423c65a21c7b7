"""What people fill in: their name under a text, a paper signature, an exemption, a new edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from lanyard.people.models import Person
from lanyard.training.models import Course
from lanyard.training.queries.trained import Trained, courses_and_people
from lanyard.ui.forms import FilterForm, Form


class SignForm(Form):
    """Signing what was just read. `note` proves that it was shown; `edition` says which wording."""

    agreed = forms.BooleanField(label="I have read this and I will keep to it")
    typed_name = forms.CharField(
        label="Your full name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    edition = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(widget=forms.HiddenInput)
    missing = {"agreed": "Tick the box to say that you have read this", "typed_name": "Type your full name"}


class PaperForm(Form):
    """A signature made on paper."""

    signed_on = forms.DateField(label="Day on the paper")
    scan = forms.FileField(label="Scan or photograph of the signed paper", help_text="A PDF or a picture")
    missing = {"scan": "Choose a scan or photograph of the signed paper"}


class ExemptForm(Form):
    """Why somebody need not sign, and until when."""

    reason = forms.CharField(
        label="Why do they not need to sign?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, a long absence. Kept encrypted; only leaders of the school can read it.",
    )
    end = forms.DateField(
        label="Last day",
        help_text="At most a year from today. After it they are asked again. For example, 24/11/2026",
    )
    missing = {"reason": "Say why they do not need to sign", "end": "Enter the last day they can read it"}


def _says() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="What does this wording say?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick only what you have read in it. The live policy claims no more than this.",
    )


def _offer(form: Form, points: Mapping[str, str]) -> None:
    form.fields["points"].choices = [(key, f"It {says}") for key, says in points.items()]
    if not points:
        del form.fields["points"]


def _answers(form: Form) -> dict[str, bool]:
    ticked = set(form.cleaned_data["points"])
    return {key: key in ticked for key, _ in form.fields["points"].choices}


class EditionForm(Form):
    """A new wording."""

    text = forms.CharField(
        label="Wording",
        help_text="In Markdown: # for a heading, 1. for a numbered point, ** around what is bold",
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        strip=False,
    )
    changes = forms.CharField(
        label="What is new in it",
        max_length=300,
        required=False,
        help_text="One sentence, shown to everybody who signs",
    )
    is_major = forms.TypedChoiceField(
        label="Does everybody have to sign again?",
        choices=[("yes", "Yes: what it asks has changed"), ("no", "No: only the wording was tidied")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    in_force_from = forms.DateField(label="In force from")
    points = _says()
    missing = {"is_major": "Select whether everybody has to sign again"}

    def __init__(self, *args: Any, points: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, points)

    def clean_points(self) -> dict[str, bool]:
        """Of each point whether it was ticked."""
        return _answers(self)


class PointsForm(Form):
    """What the wording of a document that is published says."""

    points = _says()

    def __init__(self, *args: Any, points: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, points)

    def clean_points(self) -> dict[str, bool]:
        """Of each point whether it was ticked."""
        return _answers(self)


class ShowForm(FilterForm):
    """Which people a list shows."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "Everybody"),
            ("open", "Still to sign"),
            ("overdue", "Late"),
            ("signed", "Signed"),
            ("exempt", "Exempt"),
        ],
    )


class SessionForm(Form):
    """Who took part in training on a day. `people` are those at the school whom the course is for."""

    course = forms.ModelChoiceField(label="Training", queryset=Course.objects.none(), empty_label="Select a training")
    held_on = forms.DateField(label="Day", help_text="For example, 24/11/2026")
    led_by = forms.CharField(
        label="Who led it?", max_length=100, help_text="A name or an organisation, such as: the online safety team"
    )
    people = forms.ModelMultipleChoiceField(
        label="Who took part?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Those whose role asks for it. Somebody else enters your own.",
    )
    missing = {
        "course": "Select which training it was",
        "held_on": "Enter the day",
        "led_by": "Say who led it",
        "people": "Select who took part",
    }

    def __init__(self, *args: Any, rows: list[Trained], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = {row.course.pk for row in rows}
        self.fields["course"].queryset, self.fields["people"].queryset = courses_and_people(rows)
        if len(courses) == 1:
            self.fields["course"].initial = next(iter(courses))


class TakeBackForm(Form):
    """Why an attendance counts no more."""

    reason = forms.CharField(
        label="What was wrong?", max_length=500, help_text="Kept encrypted.", widget=forms.Textarea(attrs={"rows": 3})
    )
    missing = {"reason": "Say what was wrong"}
