"""What the audit page asks."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.records import audit
from lanyard.ui.forms import FilterForm


class AuditFilter(FilterForm):
    """Narrows the list to some days, both included, and to one kind of event."""

    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)
    event = forms.ChoiceField(label="What was done", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(audit.words.items(), key=lambda item: item[1])
        self.fields["event"].choices = [("", "Everything"), *known]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a day that is not before the first day")
        return cleaned
