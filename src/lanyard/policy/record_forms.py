"""Forms of the dated records: guidance (AIM2) and agencies (BRE6)."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.policy.choices import GuidanceStatus
from lanyard.policy.forms import Versioned
from lanyard.policy.models import Agency, GuidanceEdition, GuidanceSource
from lanyard.ui.forms import ModelForm


class NewGuidanceForm(ModelForm):
    """An edition of guidance that somebody has found."""

    class Meta:
        model = GuidanceEdition
        fields = ("label", "status", "in_force_from", "meant_for", "published", "read_in", "note")
        labels = {
            "label": "Edition",
            "status": "Status",
            "in_force_from": "First day it applies",
            "meant_for": "First day that was announced, if it does not apply yet",
            "published": "Published",
            "read_in": "Where did you read this?",
            "note": "What readers should know",
        }
        help_texts = {"published": "A year, a month or a day: 2026, 2026-07 or 2026-07-14"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [c for c in GuidanceStatus.choices if c[0] != GuidanceStatus.SUPERSEDED]
        self.fields["note"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if found.get("status") == GuidanceStatus.IN_FORCE and not found.get("in_force_from"):
            self.add_error("in_force_from", "Enter the first day it applies")
        return found


class GuidanceEditionForm(NewGuidanceForm):
    """What is known of an edition of guidance, to be corrected."""

    class Meta(NewGuidanceForm.Meta):
        fields = ("label", "status", "in_force_from", "in_force_until", "meant_for", "published", "read_in", "note")
        labels = {**NewGuidanceForm.Meta.labels, "in_force_until": "Last day it applied"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = GuidanceStatus.choices

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        first, last = found.get("in_force_from"), found.get("in_force_until")
        if first and last and last < first:
            self.add_error("in_force_until", "The last day can't be before the first")
        return found


class GuidanceSourceForm(ModelForm):
    """What is known of a guidance source, to be corrected."""

    url = forms.URLField(label="The publisher’s page", required=False, assume_scheme="https")

    class Meta:
        model = GuidanceSource
        fields = ("name", "owner", "kind", "url", "why", "term_days")
        labels = {
            "name": "Name",
            "owner": "Published by",
            "kind": "How binding it is",
            "why": "What the policy takes from it",
            "term_days": "How often should it be checked, in days?",
        }
        help_texts = {"term_days": "After that we ask someone to check for a newer edition"}
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}


class ReliesOnForm(Versioned):
    """One edition of each guidance source."""

    def __init__(self, *args: Any, sources: list[GuidanceSource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The editions are read with their sources already: a choice of rows would read each source's again.
        self._editions = {str(edition.pk): edition for source in sources for edition in source.editions.all()}
        for source in sources:
            known = [(str(edition.pk), str(edition)) for edition in source.editions.all()]
            self.fields[source.key] = forms.ChoiceField(
                choices=[("", "Not named in the policy"), *known], label=source.name, required=False
            )

    def chosen(self) -> list[GuidanceEdition]:
        """The editions of guidance that were chosen."""
        return [self._editions[pk] for name, pk in self.cleaned_data.items() if name != "version" and pk]


class AgencyForm(ModelForm):
    """How an agency is reached."""

    web = forms.URLField(label="Web page", required=False, assume_scheme="https")

    class Meta:
        model = Agency
        fields = ("name", "for_what", "phone", "phone_out_of_hours", "email", "web", "hours", "notes", "read_in")
        labels = {
            "name": "Name",
            "for_what": "What it helps with",
            "phone": "Phone",
            "phone_out_of_hours": "Phone out of hours",
            "email": "Email",
            "hours": "When it can be reached",
            "notes": "What to have ready, and what it does not do",
            "read_in": "Where did you read this?",
        }
        widgets = {"for_what": forms.Textarea(attrs={"rows": 2}), "notes": forms.Textarea(attrs={"rows": 3})}
