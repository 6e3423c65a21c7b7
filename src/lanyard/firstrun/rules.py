"""What the first run asks, in which order, and when a step is done; nothing here asks the database or the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from lanyard.kernel.refusals import Refused

# How long a printed address opens, how long a code counts, and how many wrong ones there may be.
OPENS_FOR = timedelta(days=1)
CODE_COUNTS = timedelta(hours=1)
MOST_TRIES = 5

# Each step with its title, in the order in which they are gone through.
STEPS: Mapping[str, str] = {
    "places": "Your trust and schools",
    "people": "Who holds which role",
    "policy": "Your policy",
    "clauses": "Its clauses",
    "email": "Email",
    "roster": "Everyone else",
    "finish": "Check and finish",
}

# Whom the first run asks for, at the trust and at each school (AIM5); whoever else there is gets a role later.
AT_TRUST = (
    "trust_administrator",
    "executive_headteacher",
    "chair_of_trustees",
    "data_protection_lead",
    "it_lead",
)
AT_SCHOOL = ("headteacher", "dsl", "deputy_dsl", "chair_of_governors")
# Without them nobody could sign in to run it, or would hear of a child at risk.
NEEDED = frozenset({"trust_administrator", "headteacher", "dsl"})
# What somebody is at a school where they hold a role (AIM7).
KINDS: Mapping[str, str] = {
    "trust_administrator": "support",
    "it_lead": "support",
    "data_protection_lead": "support",
    "chair_of_trustees": "governor",
    "chair_of_governors": "governor",
}

# Year groups by phase, as schools describe themselves (codes of `people.choices.YearGroup`).
PHASES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "nursery": ("Nursery", ("N",)),
    "infant": ("Reception, Years 1 and 2", ("R", "1", "2")),
    "junior": ("Years 3 to 6", ("3", "4", "5", "6")),
    "secondary": ("Years 7 to 11", ("7", "8", "9", "10", "11")),
    "sixth": ("Years 12 and 13", ("12", "13")),
}


@dataclass(frozen=True)
class Named:
    """Somebody as they were named for one role; names may be left out where the address is named elsewhere."""

    given_name: str
    family_name: str
    email: str


@dataclass
class Holder:
    """One person, with every role they are named for, each with the short name of its school ("" at the trust)."""

    given_name: str
    family_name: str
    email: str
    roles: list[tuple[str, str]] = field(default_factory=list)


# By the school's short name ("" for the trust), by role.
Answers = Mapping[str, Mapping[str, Sequence[str]]]


def holders_in(answers: Answers) -> list[Holder]:
    """Everybody who is named, once each, however many roles they are named for.

    Raises `Refused` where one address has two names, or none; its field is that of `forms.PeopleForm`.
    """
    found: dict[str, Holder] = {}
    for school, role, one in _each(answers):
        holder = found.setdefault(one.email.lower(), Holder("", "", one.email.lower()))
        names = (one.given_name, one.family_name)
        if any(names) and any((holder.given_name, holder.family_name)) and not _same(names, holder):
            known = f"{holder.given_name} {holder.family_name}"
            raise Refused(
                f"{known} has this email address already. Each person needs their own.",
                f"{role}_email",
            )
        if any(names):
            holder.given_name, holder.family_name = names
        holder.roles.append((role, school))
    for _, role, one in _each(answers):
        if not found[one.email.lower()].family_name:
            raise Refused(f"Enter a first name and a last name for {one.email}.", f"{role}_family")
    return list(found.values())


def _each(answers: Answers) -> Iterable[tuple[str, str, Named]]:
    return ((school, role, Named(*said)) for school, roles in answers.items() for role, said in roles.items())


def _same(names: tuple[str, str], holder: Holder) -> bool:
    return [one.casefold() for one in names] == [holder.given_name.casefold(), holder.family_name.casefold()]


def missing_at(school: str, named: Iterable[str]) -> list[str]:
    """The roles that must be named at a school ("" for the trust) and are not."""
    asked = AT_SCHOOL if school else AT_TRUST
    return [role for role in asked if role in NEEDED and role not in set(named)]


@dataclass(frozen=True)
class Progress:
    """Which steps are done."""

    done: frozenset[str]

    @property
    def next(self) -> str:
        """The first step that is not done yet."""
        return next((step for step in STEPS if step not in self.done), "finish")

    def opens(self, step: str) -> bool:
        """Whether all that stands before a step is done."""
        steps = list(STEPS)
        return all(before in self.done for before in steps[: steps.index(step)])


def phases_of(year_groups: Iterable[str]) -> list[str]:
    """The phases that these year groups belong to."""
    taught = set(year_groups)
    return [key for key, (_, codes) in PHASES.items() if taught & set(codes)]


def years_of(phases: Iterable[str]) -> list[str]:
    """The year groups of these phases, youngest first."""
    wanted = set(phases)
    return [code for key, (_, codes) in PHASES.items() if key in wanted for code in codes]


def in_a_sentence(label: str) -> str:
    """What a role is called inside a sentence: "headteacher", but "IT lead"."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label
