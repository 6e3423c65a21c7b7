"""What the pages of the catalogue ask."""

from __future__ import annotations

from django import forms

from lanyard.platforms import rules
from lanyard.platforms.choices import PlatformKind
from lanyard.ui.forms import FilterForm, Form


class PlatformFilter(FilterForm):
    """Narrows the list of services."""

    text = forms.CharField(label="Name of the service", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *sorted(PlatformKind.choices, key=lambda c: c[1])]
    )


class AddressForm(Form):
    """Asks for a web address that somebody has come across. Sent by POST: an address may hold a child's user name."""

    address = forms.CharField(
        label="Web address",
        help_text="For example, one from a message or a browser's history",
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "off"}),
    )
    missing = {"address": "Enter a web address"}

    def clean_address(self) -> str:
        """The host alone: nothing else of the address is looked at."""
        host = rules.host_of(self.cleaned_data["address"])
        if host is None:
            raise forms.ValidationError("Enter a web address such as www.example.com")
        return host
