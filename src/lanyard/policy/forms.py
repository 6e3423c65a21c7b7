"""What people fill in about the policy."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.people.choices import Role
from lanyard.policy.choices import Audience, TriggerKind
from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.items import name_of, of_clause_ids, suggested
from lanyard.policy.models import Clause, Edition
from lanyard.policy.reading import CannotRead
from lanyard.policy.uploads import read_upload
from lanyard.ui.forms import FilterForm, Form


class Versioned(Form):
    """A form about an edition that says which version of it the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ImportForm(Form):
    """The document of a policy, and whom it is for. `doubt` says why what was read may be no policy."""

    doubt = ""
    document = forms.FileField(
        label="The policy document",
        help_text="Word (.docx), PDF, a web page (.html), Markdown or plain text, up to 20 MB",
    )
    for_whom = forms.MultipleChoiceField(
        label="Who is it for?",
        required=False,
        choices=Audience,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a pupils’ agreement tick Children. Tick nothing if the clauses themselves say who must act.",
    )
    missing = {"document": "Choose the file that holds the policy"}

    def clean(self) -> dict[str, Any]:
        """Read the document once everything else is known."""
        cleaned = super().clean()
        if cleaned.get("document") and not self.errors:
            try:
                found, source, self.doubt = read_upload(cleaned["document"], cleaned["for_whom"])
            except CannotRead as problem:
                self.add_error("document", str(problem))
            else:
                cleaned["document"] = found, source
        return cleaned


class ClauseForm(Versioned):
    """What a clause says, and for whom."""

    text = forms.CharField(label="What the clause says", widget=forms.Textarea(attrs={"rows": 5}))
    lead = forms.CharField(
        label="Words before it that complete it", required=False, help_text="Such as: Children will be advised:"
    )
    audience = forms.MultipleChoiceField(label="Who is it for?", choices=Audience, widget=forms.CheckboxSelectMultiple)
    clause_ids = forms.MultipleChoiceField(
        label="Standard clauses it serves", required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="They decide what is measured beside the clause. Hold Ctrl or Cmd to choose several.",
    )  # fmt: skip
    about = forms.MultipleChoiceField(
        label="Is it about some of these alone?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Then only these are shown beside the clause. Leave all blank if it is about all of them.",
    )  # fmt: skip
    school_may_vary = forms.BooleanField(label="A school may have its own words for this", required=False)
    missing = {"text": "Enter what the clause says", "audience": "Select who the clause is for"}

    def __init__(self, *args: Any, variation: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause_ids"].choices = [(key, f"{key} {entry.asks}") for key, entry in clause_ids().items()]
        serves = self["clause_ids"].value() or ()
        named = {one.key: one.name for one in of_clause_ids(serves)}
        for key in self.initial.get("about") or ():
            named.setdefault(key, name_of(key))
        self.fields["about"].choices = list(named.items())
        if variation or not self.fields["about"].choices:
            del self.fields["about"]
        if variation:
            for name in ("lead", "clause_ids", "school_may_vary"):
                del self.fields[name]

    def clean_audience(self) -> list[str]:
        chosen = self.cleaned_data["audience"]
        return ["everyone"] if "everyone" in chosen else chosen


def clause_initial(clause: Clause) -> dict[str, Any]:
    """The clause as its form starts."""
    names = ("text", "lead", "audience", "clause_ids", "about", "school_may_vary")
    found = {name: getattr(clause, name) for name in names} | {"version": clause.edition.version}
    if clause.about is None:
        found["about"] = suggested(clause.text, clause.clause_ids)
    return found


class SplitForm(Versioned):
    """Where a clause is split."""

    parts = forms.CharField(
        label="Start a new line where the clause should be split",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Only add new lines; the words stay as they are.",
    )


class MoveForm(Versioned):
    """To which section a clause goes."""

    section = forms.ModelChoiceField(None, label="Move it to the end of another section")

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = edition.sections.all()


class ControlForm(Versioned):
    """A control to link to a clause."""

    control = forms.ChoiceField(label="Add a control")

    def __init__(self, *args: Any, controls: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["control"].choices = [("", "Choose a control"), *sorted(controls.items(), key=lambda c: c[1])]


class SubmitForm(Versioned):
    """Sending a draft for approval."""


class WithdrawForm(Versioned):
    """Giving an edition up."""


class SendBackForm(Versioned):
    """Why an edition goes back to its authors."""

    says = forms.CharField(
        label="What has to change?", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The authors read this. Name clauses by their numbers.",
    )  # fmt: skip


class ApproveForm(Versioned):
    """The governors' approval."""

    meeting_on = forms.DateField(label="Day of the meeting that approved it")


class PutInForceForm(Versioned):
    """From when an edition holds."""

    first_day = forms.DateField(label="First day in force")
    review_by = forms.DateField(
        label="Next review",
        required=False,
        help_text="At the latest one year after the first day. For example, 24/11/2026",
    )


class CompareForm(FilterForm):
    """Which edition to compare with, sent by GET."""

    to = forms.ModelChoiceField(None, label="Compare with", required=False, empty_label=None)


class LinkedPolicyForm(Form):
    """A linked policy as the place has it."""

    name = forms.CharField(label="Name", max_length=200)
    owner = forms.ChoiceField(label="Who keeps it up to date", choices=Role)
    edition = forms.CharField(label="Edition", max_length=100, help_text="Such as: September 2026, or 3.1")
    review_date = forms.DateField(label="Next review", required=False)
    link = forms.URLField(label="Where it can be read", required=False, assume_scheme="https")


class TriggerForm(Form):
    """A reason to look at the policy again."""

    kind = forms.ChoiceField(
        label="What is the reason?",
        widget=forms.RadioSelect,
        choices=[
            c
            for c in TriggerKind.choices
            if c[0] in (TriggerKind.CONCERN, TriggerKind.LESSON, TriggerKind.INFRASTRUCTURE, TriggerKind.GUIDANCE)
        ],
    )
    says = forms.CharField(
        label="What should be looked at?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. Don't name anybody.",
    )  # fmt: skip


class CloseTriggerForm(Form):
    """What came of a review trigger."""

    how = forms.CharField(
        label="What came of it?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was changed, or why nothing has to change.",
    )  # fmt: skip


class FinishReviewForm(Versioned):
    """That a review found nothing to change."""

    next_due = forms.DateField(
        label="Next review",
        required=False,
        help_text="At the latest in one year; that is taken if you leave it empty. For example, 24/11/2026",
    )
