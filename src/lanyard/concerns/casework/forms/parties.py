"""What people fill in on a case. Each form carries the version of the concern that its page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from lanyard.concerns.casework.forms.case import CaseForm
from lanyard.concerns.casework.forms.triage import YEARS
from lanyard.concerns.core.choices import SHUT_OUT, PartyRole
from lanyard.concerns.core.models import Party
from lanyard.concerns.core.queries.colleagues import on_register
from lanyard.people.models import School

NOBODY = "none"


# Whom it may be about is found by their names, and decided on a page of its own.
_ROLES = [(role.value, role.label) for role in PartyRole if role != PartyRole.POSSIBLE]


class PartyForm(CaseForm):
    """Somebody in the case. A name that the register knows asks who of the register it is."""

    role = forms.ChoiceField(label="What is their part in this case?", choices=_ROLES, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Name, or school email address",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Full name if you know it, for example “Ella Winter”. If it is on the register, you choose the "
        "person next.",
    )
    person = forms.ChoiceField(label="Who on the register is it?", choices=[], required=False, widget=forms.RadioSelect)
    year_group = forms.ChoiceField(label="Year group, for a child", choices=YEARS, required=False)
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"role": "Select their part in this case", "name": "Enter a name"}

    def __init__(
        self, *args: Any, school: School, party: Party | None = None, closed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if closed:
            # Nobody but those who must not see it is added to a closed concern.
            self.fields["role"].choices = [(role, label) for role, label in _ROLES if role in SHUT_OUT]
        self.school, self.is_linked = school, bool(party and party.person_key)
        self.matches: dict[str, Any] = {}
        self.fields["role"].option_hints = {
            PartyRole.SUBJECT: "If they are on the register, they are excluded at once and never see this concern.",
            PartyRole.CONFLICT: "Also excluded at once. For example, a relative of someone involved.",
        }
        # Whoever is asked about is known only once a name was sent.
        if self.is_bound and not self.is_linked and (name := str(self.data.get(self.add_prefix("name"), "")).strip()):
            found = on_register(name[:200], school, timezone.localdate())
            self.matches = {str(match.person.pk): match for match in found}
        chosen = [(key, match.label) for key, match in self.matches.items()]
        self.fields["person"].choices = [*chosen, (NOBODY, "Nobody on the register, or I can’t tell")]
        if not self.matches:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = data.pop("person", "")
        if self.matches and not chosen and "person" not in self.errors:
            self.add_error("person", "Select who it is, so that we do not tell the wrong person")
        match = self.matches.get(chosen)
        data["person"] = match.person if match else None
        if match and "@" in data.get("name", ""):
            data["name"] = match.person.full_name
        return data
