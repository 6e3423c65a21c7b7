"""What people fill in during the first run, besides the forms of `policy` and `people` that it uses."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from lanyard.firstrun.rules import AT_SCHOOL, AT_TRUST, NEEDED, PHASES, in_a_sentence, years_of
from lanyard.people.choices import Role
from lanyard.policy.forms import Versioned
from lanyard.records.mail_server import PLAIN, STARTTLS, TLS, MailServer
from lanyard.ui.forms import Form

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
PARTS = ("given", "family", "email")
# What each role is for, in the words of somebody who fills in the form.
HINTS: dict[str, str] = {
    "trust_administrator": "Runs Lanyard from day to day: people, roles, the calendar. Often you.",
    "executive_headteacher": "Or the chief executive. In a trust of one school, its headteacher.",
    "chair_of_trustees": "Approves the policy, and confirms who leads the trust.",
    "data_protection_lead": "Is responsible for personal data, and can see who gained access.",
    "it_lead": "Looks after filters, devices and accounts.",
    "headteacher": "",
    "dsl": "Hears about concerns first.",
    "deputy_dsl": "Acts when the DSL is away.",
    "chair_of_governors": "Hears about concerns about the headteacher.",
}


class TrustForm(Form):
    """The trust itself."""

    name = forms.CharField(
        label="Name of the trust",
        max_length=200,
        help_text="If your school belongs to no trust, enter the name of the school.",
    )
    website = forms.URLField(label="Website of the trust", required=False, assume_scheme="https", max_length=200)


class SchoolForm(Form):
    """A school of the trust."""

    school = forms.CharField(label="Name of the school", max_length=200)
    phases = forms.MultipleChoiceField(
        label="Which year groups does it teach?",
        choices=[(key, label) for key, (label, _) in PHASES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    domains = forms.CharField(
        label="Email domains of the school",
        required=False,
        max_length=500,
        help_text="The part of its email addresses after the @. For example, oldquay.example.sch.uk",
    )
    school_website = forms.URLField(
        label="Website of the school", required=False, assume_scheme="https", max_length=200
    )
    missing: ClassVar = {"phases": "Select the year groups it teaches"}

    def clean_domains(self) -> list[str]:
        """The domains, however they are set apart, without an @ before them."""
        said = re.split(r"[\s,;]+", self.cleaned_data["domains"].strip().lower())
        found = [one.rpartition("@")[2] for one in said if one]
        if wrong := next((one for one in found if not DOMAIN.fullmatch(one)), ""):
            raise ValidationError(f"“{wrong}” is not an email domain. One looks like oldquay.example.sch.uk")
        return list(dict.fromkeys(found))

    def as_school(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {
            "name": said["school"],
            "year_groups": years_of(said["phases"]),
            "email_domains": said["domains"],
            "website": said["school_website"],
        }


class PeopleForm(Form):
    """Who holds each role at the trust, or at a school: three fields for each role."""

    marks_optional = False

    def __init__(self, *args: Any, at: str, known: dict[str, list[str]], **options: Any) -> None:
        self.roles = AT_SCHOOL if at else AT_TRUST
        initial = {
            f"{role}_{part}": text for role, said in known.items() for part, text in zip(PARTS, said, strict=True)
        }
        # Before `Form` gives each field its words.
        self.base_fields = {
            f"{role}_{part}": field for role in self.roles for part, field in _fields_of_somebody().items()
        }
        super().__init__(*args, initial=initial, **options)

    def clean(self) -> dict[str, Any]:
        """Nobody is named by half; `named` is what the action takes."""
        said = super().clean()
        named = {}
        for role in self.roles:
            given, family, email = (said.get(f"{role}_{part}") or "" for part in PARTS)
            if email:
                named[role] = (given, family, email.lower())
            elif f"{role}_email" not in self.errors and (given or family or role in NEEDED):
                self.add_error(f"{role}_email", f"Enter the email address of the {in_a_sentence(Role(role).label)}")
        for role, (given, family, _) in named.items():
            if bool(given) != bool(family):
                missing = "family" if given else "given"
                self.add_error(
                    f"{role}_{missing}", "Enter both names, or only the email address of somebody named above"
                )
        return {"named": named}

    def slots(self) -> list[dict[str, Any]]:
        """Each role with its label, its hint, whether it must be filled in, and its three fields."""
        return [
            {
                "label": Role(role).label,
                "hint": HINTS[role],
                "needed": role in NEEDED,
                "fields": [self[f"{role}_{part}"] for part in PARTS],
            }
            for role in self.roles
        ]


def _fields_of_somebody() -> dict[str, forms.Field]:
    return {
        "given": forms.CharField(label="First name", required=False, max_length=100),
        "family": forms.CharField(label="Last name", required=False, max_length=100),
        "email": forms.EmailField(label="Email address", required=False, max_length=254),
    }


class ClausesForm(Versioned):
    """One press for all clauses, and whether governors have approved the text."""

    # The two days are asked for or not, as the answer before them says.
    marks_optional = False
    approved = forms.ChoiceField(
        label="Have the governors or trustees approved this policy?",
        choices=[("yes", "Yes, it is in force"), ("no", "Not yet")],
        widget=forms.RadioSelect,
    )
    meeting_on = forms.DateField(label="Day of the meeting that approved it", required=False)
    first_day = forms.DateField(label="In force since", required=False)
    missing: ClassVar = {"approved": "Select whether the policy has been approved"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["approved"].option_hints = {
            "yes": "It goes live when you finish. Give the two days below. The chair is told, and can check.",
            "no": "When you finish, it goes to those who approve it.",
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("approved") == "yes":
            if not said.get("meeting_on") and "meeting_on" not in self.errors:
                self.add_error("meeting_on", "Enter the day of the meeting that approved it")
            if not said.get("first_day") and "first_day" not in self.errors:
                self.add_error("first_day", "Enter the day since which it has been in force")
        return {**said, "approved": said.get("approved") == "yes"}


class MailServerForm(Form):
    """Where email goes out."""

    host = forms.CharField(label="Mail server", max_length=200, help_text="For example, smtp.office365.com")
    security = forms.ChoiceField(
        label="Security",
        choices=[
            (STARTTLS, "STARTTLS (usual, port 587)"),
            (TLS, "TLS from the start (port 465)"),
            (PLAIN, "None (only for a server on your own network)"),
        ],
        widget=forms.RadioSelect,
        initial=STARTTLS,
    )
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=587)
    user = forms.CharField(label="User name", required=False, max_length=200)
    password = forms.CharField(
        label="Password", required=False, max_length=500, strip=False,
        # What was typed is given back with an error; what was kept before is not shown.
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "off"}),
    )  # fmt: skip
    sender = forms.EmailField(
        label="Emails come from", help_text="For example, lanyard@oldquay.example.sch.uk", max_length=254
    )

    def __init__(self, *args: Any, kept: MailServer | None, **options: Any) -> None:
        self.kept = kept
        initial = {} if kept is None else {
            "host": kept.host, "security": kept.security, "port": kept.port, "user": kept.user, "sender": kept.sender,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **options)
        if kept and kept.password:
            self.fields["password"].help_text = "Leave this empty to keep the password you gave before."

    def as_server(self) -> MailServer:
        """What was filled in."""
        said = dict(self.cleaned_data)
        same = self.kept and (self.kept.host, self.kept.user) == (said["host"], said["user"])
        if not said["password"] and same and self.kept:
            said["password"] = self.kept.password
        return MailServer(**said)


class CodeForm(Form):
    """The code in the test email."""

    code = forms.CharField(
        label="The code in the email", max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
