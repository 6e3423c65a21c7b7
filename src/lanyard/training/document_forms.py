"""What whoever publishes fills in about a document of the trust's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from lanyard.people.choices import STAFF_KINDS, Kind, Role
from lanyard.people.models import School, Trust
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.reading import CannotRead
from lanyard.training.actions import Details, NewWording
from lanyard.training.documents_read import read_document
from lanyard.training.models import Document, Renewal
from lanyard.ui.forms import Form

# Roles that say more than the kinds of people do.
ROLES = (
    Role.CHANNEL_OPERATOR,
    Role.MODERATOR,
    Role.LEADERSHIP,
    Role.LINE_MANAGER,
    Role.DSL,
    Role.DEPUTY_DSL,
    Role.IT_LEAD,
    Role.DATA_PROTECTION_LEAD,
)
LONGEST_TEXT = 200_000
TYPED, FILE = "typed", "file"


class DetailsForm(Form):
    """Whom a document is for, and when it is signed."""

    marks_optional = False
    kinds = forms.MultipleChoiceField(
        label="Who is it for?",
        required=False,
        choices=[(kind.value, kind.label) for kind in Kind if kind in STAFF_KINDS],
        widget=forms.CheckboxSelectMultiple,
        help_text="Supply staff are on the register as teachers or as contractors",
    )
    roles = forms.MultipleChoiceField(
        label="And anybody who holds one of these roles",
        required=False,
        choices=[(role.value, role.label) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label="At which schools?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all schools of the trust",
    )
    days_to_sign = forms.IntegerField(
        label="How many days do people have to sign it?",
        min_value=1,
        max_value=365,
        initial=14,
        help_text="From the day it is in force, or from the day they start, if that is later",
    )
    renewal = forms.ChoiceField(
        label="Is it signed again, although the wording is the same?",
        choices=Renewal,
        initial=Renewal.NEVER,
        widget=forms.RadioSelect,
    )
    renewal_months = forms.IntegerField(
        label="After how many months?", min_value=1, max_value=60, required=False, help_text="For “some months” only"
    )
    keeps = forms.MultipleChoiceField(
        label="Standard clauses that signing it helps to keep",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="The live policy shows beside them who has signed it. Hold Ctrl or Cmd to choose several.",
    )
    missing = {
        "days_to_sign": "Enter how many days people have to sign it",
        "renewal": "Select whether it is signed again",
    }

    def __init__(self, *args: Any, trust: Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schools"].queryset = trust.schools.all()
        self.fields["keeps"].choices = [(key, f"{key} {entry.asks}") for key, entry in clause_ids().items()]

    def clean(self) -> dict[str, Any]:
        """What belongs together: somebody it is for, and the months where it is renewed after some."""
        cleaned = super().clean()
        if not cleaned.get("kinds") and not cleaned.get("roles") and not {"kinds", "roles"} & set(self.errors):
            self.add_error("kinds", "Select who it is for, by kind of people, by role, or both")
        months_said = "renewal_months" in self.errors or cleaned.get("renewal_months")
        if cleaned.get("renewal") == Renewal.MONTHS and not months_said:
            self.add_error("renewal_months", "Enter after how many months it is signed again")
        return cleaned

    @property
    def details(self) -> Details:
        """What was filled in."""
        data = self.cleaned_data
        kinds, roles = ((kind, "") for kind in data["kinds"]), (("", role) for role in data["roles"])
        return Details(
            who=(*kinds, *roles),
            schools=tuple(school.pk for school in data["schools"]),
            days_to_sign=data["days_to_sign"],
            renewal=data["renewal"],
            renewal_months=data["renewal_months"],
            keeps=tuple(data["keeps"]),
        )


class _Wording(forms.Form):
    """A wording, typed or in a file. `wording` is what was read of either."""

    wording: NewWording
    source = forms.ChoiceField(
        label="How will you add the text?",
        choices=[(TYPED, "I type it, or paste it in"), (FILE, "In a Word document or a PDF")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Text",
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
        help_text="In Markdown: # for a heading, an empty line between paragraphs, - for a point of a list",
    )
    file = forms.FileField(
        label="Word document or PDF",
        required=False,
        help_text="A .docx or .pdf file, up to 10 MB. Its words are shown on the page; signers can open the file too.",
    )

    def clean(self) -> dict[str, Any]:
        """Read the file once everything else is right: it is slow, and a page can't keep it."""
        cleaned = super().clean()
        source, upload = cleaned.get("source"), cleaned.get("file")
        if source == TYPED and not (cleaned.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", "Enter the text")
        if source == TYPED and upload:
            self.add_error("source", "You have chosen a file as well: select which of the two is meant")
        if source == FILE and not upload and "file" not in self.errors:
            self.add_error("file", "Choose a Word document or a PDF")
        if self.errors:
            return cleaned
        if source == TYPED:
            self.wording = NewWording(cleaned["text"])
            return cleaned
        try:
            self.wording = read_document(upload)
        except CannotRead as problem:
            self.add_error("file", str(problem))
        return cleaned


class AddForm(_Wording, DetailsForm):
    """A document of the trust's own."""

    title = forms.CharField(label="Title", max_length=100, help_text="For example, Staff mobile phone agreement")
    field_order = ("title", "source", "text", "file")
    missing = {**DetailsForm.missing, "title": "Enter the title", "source": "Select how you will add the text"}


class WordingForm(_Wording, Form):
    """The wording that comes next."""

    marks_optional = False
    missing = {"source": "Select how you will add the text"}


class PublishForm(Form):
    """From when a wording that was looked at is in force; of a later one also what is new, and who signs again."""

    is_major = forms.TypedChoiceField(
        label="Must everybody sign again?",
        choices=[("yes", "Yes: what it asks has changed"), ("no", "No: only the wording was tidied")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    changes = forms.CharField(
        label="What is new in it?", max_length=300, help_text="One sentence, shown to everybody who signs"
    )
    in_force_from = forms.DateField(label="In force from")
    missing = {
        "is_major": "Select whether everybody must sign again",
        "changes": "Say what is new in it",
        "in_force_from": "Enter from when it is in force",
    }

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["is_major"], self.fields["changes"]


def details_of(document: Document) -> Mapping[str, Any]:
    """A document's details as their form starts."""
    rows = list(document.audience.all())
    everywhere = any(row.school_id is None for row in rows)
    return {
        "kinds": sorted({row.kind for row in rows if row.kind}),
        "roles": sorted({row.role for row in rows if row.role}),
        "schools": [] if everywhere else sorted({row.school_id for row in rows}, key=str),
        "days_to_sign": document.days_to_sign,
        "renewal": document.renewal,
        "renewal_months": document.renewal_months,
        "keeps": document.keeps,
    }
