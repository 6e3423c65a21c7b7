"""What people fill in on channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from lanyard.channels import rules
from lanyard.channels.actions.proposing import Proposal
from lanyard.channels.choices import AddressVerdict, Audience, Event, Openness, Purpose, Route, Verdict
from lanyard.channels.models import Condition, Hazard
from lanyard.channels.rules.matrix import WORDS
from lanyard.people.choices import YearGroup
from lanyard.people.models import School, Trust
from lanyard.people.picking import HINT, PersonField
from lanyard.platforms.models import Platform
from lanyard.platforms.queries import names
from lanyard.platforms.queries import platform as platform_of
from lanyard.ui.forms import Form

_LONG = 5_000
_SCORES = [("", "Not scored yet"), *((str(score), f"{score}: {said}") for score, said in WORDS.items())]


def words(label: str, *, rows: int = 3, help_text: str = "", required: bool = True) -> forms.CharField:
    """A box for some sentences."""
    box = forms.Textarea(attrs={"rows": rows, "spellcheck": "true"})
    return forms.CharField(label=label, max_length=_LONG, widget=box, help_text=help_text, required=required)


class ProposalForm(Form):
    """A channel that somebody proposes, section by section."""

    platform = forms.ChoiceField(label="Service", help_text="Where the account will be.")
    name = forms.CharField(label="Name of the account", max_length=100, help_text="As people will see it.")
    url = forms.URLField(
        label="Web address, if the account is there already", required=False, max_length=200, assume_scheme="https"
    )
    openness = forms.ChoiceField(label="Who can read it?", choices=Openness, widget=forms.RadioSelect)
    purpose = forms.ChoiceField(label="What is it for?", choices=Purpose, widget=forms.RadioSelect)
    objectives = words("What do you want it to achieve?", help_text="For example: parents of Year 4 see what we do.")
    outcomes = words("How will you know it works?", help_text="What will be different in a year?")
    audience = words("Who is it for?")
    why_this = words("Why this service, and not another way?")
    other_routes = words(
        "How do families without the service get the same news?",
        help_text="Nobody should miss out. For example, by email or on paper.",
    )
    year_groups = forms.MultipleChoiceField(
        label="Will pupils use it themselves? Tick their year groups",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty if only adults use it. You can’t choose pupils below the service’s minimum age.",
    )
    email = forms.EmailField(
        label="Email address it is registered with",
        help_text="A school address, such as news@ followed by the school’s own domain.",
    )
    why_other_email = words("If it is not a school address, why not?", required=False, rows=2)
    run_by = words("Parents’ association only: who runs it?", required=False, rows=2)
    answerable_for = words(
        "Parents’ association only: what is the school responsible for?",
        required=False,
        rows=2,
        help_text="For example: the name and the logo, not what members write.",
    )
    missing = {"platform": "Select the service", "openness": "Select who can read it"}
    sections = (
        ("The account", ("platform", "name", "url", "openness", "email", "why_other_email")),
        ("What it is for", ("purpose", "objectives", "outcomes", "audience", "why_this", "other_routes")),
        ("Who uses and runs it", ("year_groups", "run_by", "answerable_for")),
    )

    def __init__(self, *args: Any, place: School | Trust, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].choices = [("", "Select a service"), *names()]
        schools = [place] if isinstance(place, School) else place.schools.all()
        taught = {code for school in schools for code in school.year_groups}
        self.fields["year_groups"].choices = [(code, label) for code, label in YearGroup.choices if code in taught]

    def in_sections(self) -> list[tuple[str, list]]:
        """Each section's heading with its fields, for the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.sections]

    def clean_platform(self) -> Platform | None:
        return platform_of(self.cleaned_data["platform"])

    def proposal(self) -> Proposal:
        """What was filled in."""
        given = dict(self.cleaned_data)
        return Proposal(**{**given, "year_groups": tuple(given["year_groups"])})


def _score(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=_SCORES, required=False, coerce=int, empty_value=None)


class HazardForm(Form):
    """One row of a risk assessment. It may be kept half done; then the assessment is not complete."""

    title = forms.CharField(label="What could go wrong?", max_length=100)
    who = words("Who could be harmed?", rows=2, required=False)
    existing = words("What do we already do about it?", required=False, help_text="Keep only what is true here.")
    likelihood = _score("How likely is it now?")
    severity = _score("How bad would it be now?")
    further = words("What else will we do?", required=False)
    owner = forms.CharField(
        label="Who is responsible?",
        max_length=200,
        required=False,
        help_text="A role or a name, for example the office manager",
    )
    likelihood_after = _score("How likely is it, with all of this done?")
    severity_after = _score("How bad would it be, with all of this done?")
    missing = {"title": "Enter what could go wrong"}

    @staticmethod
    def initial_of(hazard: Hazard) -> dict[str, Any]:
        """A row as the form shows it."""
        return {name: getattr(hazard, name) for name in HazardForm.base_fields}


class AgreeForm(Form):
    """Agreeing a risk assessment."""

    review_on = forms.DateField(label="Review date", help_text="Within a year. For example, 24/11/2026")


def _ask(label: str) -> tuple[forms.CharField, forms.DateField]:
    """One condition and its day."""
    day = forms.DateField(label="Due date", required=False, help_text="For example, 24/11/2026")
    return words(label, rows=2, required=False), day


_ASKS = (1, 2, 3)


class DecisionForm(Form):
    """Deciding on a channel. `may` are the verdicts that its state and its risk assessment allow."""

    verdict = forms.ChoiceField(label="Your decision", choices=Verdict, widget=forms.RadioSelect)
    conditions = words("Reasons or comments", required=False, help_text="The person who proposed it reads this.")
    until = forms.DateField(label="Approval ends on", required=False, help_text="Up to a year. Leave empty for a year.")
    condition_1, due_1 = _ask("First condition")
    condition_2, due_2 = _ask("Second condition")
    condition_3, due_3 = _ask("Third condition")
    missing = {"verdict": "Select your decision"}

    def __init__(self, *args: Any, may: Collection[str] = tuple(Verdict.values), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [(key, label) for key, label in Verdict.choices if key in may]

    def clean(self) -> dict[str, Any]:
        """Conditions by their number, as pairs of words and day, without the empty ones."""
        data = super().clean()
        pairs = [(data.pop(f"condition_{n}", ""), data.pop(f"due_{n}", None)) for n in _ASKS]
        for number, (says, due) in zip(_ASKS, pairs, strict=True):
            if says and not due and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", "Enter the due date")
            elif due and not says:
                self.add_error(f"condition_{number}", "Write the condition for this date")
        data["asks"] = {n: pair for n, pair in zip(_ASKS, pairs, strict=True) if all(pair)}
        return data

    def of_conditions(self) -> list[Any]:
        """The fields of the conditions."""
        return [self[f"{part}_{n}"] for n in _ASKS for part in ("condition", "due")]

    @staticmethod
    def initial_of(open_ones: Iterable[Condition]) -> dict[str, Any]:
        """The conditions that are open now: they are stated again, or fall away."""
        first: dict[str, Any] = {}
        for number, condition in zip(_ASKS, open_ones, strict=False):
            first |= {f"condition_{number}": condition.says, f"due_{number}": condition.due}
        return first


class AddressForm(Form):
    """Where the account is."""

    url = forms.URLField(label="Web address of the account", max_length=200, assume_scheme="https")
    reason = words(
        "If this is a different account from the one approved, why?",
        required=False,
        rows=2,
        help_text="A different account must be approved. The register keeps the current one until then.",
    )


class AddressDecisionForm(Form):
    """Whether a channel becomes another account."""

    verdict = forms.ChoiceField(
        label="Your decision", choices=AddressVerdict.choices[:2], widget=forms.RadioSelect,
        help_text="First open the new address and check that it is the school’s own.",
    )  # fmt: skip
    answer = words(
        "Why?", required=False, rows=2, help_text="The person who asked reads this. You must fill it in to refuse."
    )
    missing = {"verdict": "Select your decision"}


class ProtectionForm(Form):
    """What somebody found who looked at the account."""

    passing = forms.MultipleChoiceField(
        label="Tick what is true today",
        choices=list(rules.PROTECTION.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Check the account’s settings. Anything you leave empty counts as not in order.",
    )


class ToldForm(Form):
    """That people were told another way than by the notice from here."""

    event = forms.ChoiceField(label="What were they told?", choices=Event, widget=forms.RadioSelect)
    audience = forms.ChoiceField(label="Who was told?", choices=Audience, widget=forms.RadioSelect)
    route = forms.ChoiceField(
        label="How?", choices=[one for one in Route.choices if one[0] != Route.NOTICE], widget=forms.RadioSelect
    )
    not_reached = forms.IntegerField(label="How many could not be reached?", min_value=0, max_value=100_000, initial=0)
    missing = {
        "event": "Select what they were told",
        "audience": "Select who was told",
        "route": "Select how they were told",
    }


class OperatorForm(Form):
    """Who is to run the channel."""

    person = PersonField(label="Who is it?", help_text=f"{HINT} They must hold the channel operator role.")
    missing = {"person": "Choose who it is"}

    def __init__(self, *args: Any, place: School | Trust, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].at(place, on)
