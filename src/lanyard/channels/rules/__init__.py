"""What is decided about channels without asking the database: steps, dates, scores, addresses, authority."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from lanyard.kernel.years import a_year_after


class Step(NamedTuple):
    """What may be done with a channel: from which states, and where it leads ("" stays)."""

    before: frozenset[str]
    after: str


# The one table of a channel's life (OFF2). Who may take a step is in the actions.
STEPS: Mapping[str, Step] = {
    "change": Step(frozenset({"proposed", "assessed", "refused"}), "proposed"),
    "agree": Step(frozenset({"proposed"}), "assessed"),
    "agree_again": Step(frozenset({"assessed", "approved", "live", "paused"}), ""),
    "rewrite_risks": Step(frozenset({"proposed", "assessed"}), "proposed"),
    "rewrite_risks_later": Step(frozenset({"approved", "live", "paused"}), ""),
    "approve": Step(frozenset({"assessed"}), "approved"),
    "renew": Step(frozenset({"approved", "live", "paused"}), ""),
    "refuse": Step(frozenset({"assessed", "approved"}), "refused"),
    "refuse_renewal": Step(frozenset({"live", "paused"}), "paused"),
    "go_live": Step(frozenset({"approved", "paused"}), "live"),
    "pause": Step(frozenset({"live"}), "paused"),
    "close": Step(frozenset({"proposed", "assessed", "approved", "refused", "live", "paused"}), "closed"),
}
# Who owns each state: whose it is to take the channel on, and how. What is live or closed waits for nobody.
OWNERS: Mapping[str, str] = {
    "proposed": "the headteacher, to agree its risks",
    "assessed": "the executive headteacher, to decide",
    "approved": "the headteacher, to put it live",
    "refused": "the person who proposed it, to change it",
    "live": "",
    "paused": "the headteacher, to put it live again or close it",
    "closed": "",
}
# How long before its end a renewal is asked for.
RENEW_BEFORE = timedelta(days=30)
# The register is looked at each term (OFF1), protection each year (OFF3, OFF4).
LISTED_FOR = timedelta(days=120)
PROTECTED_FOR = timedelta(days=365)
ENOUGH_OPERATORS = 2

# What is looked at on every channel (OFF3, OFF4): what has to be so.
PROTECTION: Mapping[str, str] = {
    "two_steps": "Signing in asks for a second step",
    "privacy": "The privacy settings are as the proposal says",
    "posting": "Only the people listed here can post",
    "comments": "Comments are moderated or turned off",
    "messages": "Private messages are turned off",
    "members": "Membership is checked, or anyone can read it",
    "dedicated": "It is a separate account for official use only, not linked to anyone’s personal account",
}


def step_for(names: Iterable[str], state: str) -> str | None:
    """The first of these steps that can follow in the state; None if none can."""
    return next((name for name in names if state in STEPS[name].before), None)


def after(step: str, state: str) -> str:
    """The state that a step leads to."""
    return STEPS[step].after or state


def may_be_agreed(state: str) -> bool:
    """Whether the risk assessment of a channel in this state can be agreed, for the first time or again."""
    return step_for(("agree", "agree_again"), state) is not None


def last_day_of_approval(day: date) -> date:
    """The last day of the year that begins on the day: an approval holds so long (OFF2)."""
    return a_year_after(day) - timedelta(days=1)


class Scored(Protocol):
    """What the rules read of a row of a risk assessment."""

    title: str
    who: str
    existing: str
    owner: str
    likelihood: int | None
    severity: int | None
    likelihood_after: int | None
    severity_after: int | None


def missing_in(row: Scored) -> list[str]:
    """What a row still lacks. An unscored row keeps the whole assessment from being complete."""
    missing = []
    if not row.who:
        missing.append("who could be harmed")
    if not row.existing:
        missing.append("the measures")
    if not row.owner:
        missing.append("who is responsible")
    if None in (row.likelihood, row.severity):
        missing.append("likelihood and severity now")
    if None in (row.likelihood_after, row.severity_after):
        missing.append("likelihood and severity with the measures")
    return missing


def level(likelihood: int | None, severity: int | None) -> str:
    """The word for likelihood times severity; nothing for an unscored row."""
    if likelihood is None or severity is None:
        return ""
    risk = likelihood * severity
    return "high" if risk >= 15 else "medium" if risk >= 6 else "low"


def not_in(named: Iterable[Mapping[str, str]], names: Iterable[str]) -> list[Mapping[str, str]]:
    """Of the accounts that the trust's file names, those without a channel of that name (OFF1)."""
    known = {name.casefold() for name in names}
    return [each for each in named if each["name"].casefold() not in known]


def domain_is_ours(email: str, domains: Collection[str]) -> bool:
    """Whether the address is of one of the domains themselves; a domain below one is somebody else's (OFF5)."""
    return email.strip().rpartition("@")[2].lower() in {domain.lower() for domain in domains}


@dataclass(frozen=True)
class ChannelStatus:
    """How a channel stands on a day: its state, the last day of its approval, and its risk assessment's.

    `first_due` is the day by which the next condition is to be met; `posting` how many people may post on it today, 0
    also where nobody counted: it is never said to be in order then (OFF12).
    """

    state: str
    approved_until: date | None
    agreed: bool
    review_on: date | None
    on: date
    first_due: date | None = None
    posting: int = 0

    @property
    def has_approval(self) -> bool:
        return self.approved_until is not None and self.approved_until >= self.on

    @property
    def has_late_condition(self) -> bool:
        return self.first_due is not None and self.first_due < self.on

    @property
    def has_assessment(self) -> bool:
        return self.agreed and self.review_on is not None and self.review_on >= self.on

    @property
    def may_go_live(self) -> bool:
        return not self.missing

    @property
    def verdicts(self) -> list[str]:
        """What can be decided on it now: an approval needs a risk assessment in date (OFF2)."""
        approves = self.has_assessment and step_for(("approve", "renew"), self.state)
        refuses = step_for(("refuse", "refuse_renewal"), self.state)
        return [*(["approved"] if approves else []), *(["refused"] if refuses else [])]

    @property
    def missing(self) -> list[str]:
        """What it lacks to be live, in words (OFF2)."""
        found = []
        if self.approved_until is None:
            found.append("It has not been approved.")
        elif not self.has_approval:
            found.append(f"Its approval ended on {self.approved_until:%-d %B %Y}.")
        if not self.agreed or self.review_on is None:
            found.append("Its risk assessment has not been agreed.")
        elif not self.has_assessment:
            found.append(f"Its risk assessment was to be reviewed by {self.review_on:%-d %B %Y}.")
        return found

    @property
    def in_date(self) -> bool:
        """Whether its approval, its risk assessment and its conditions are in date."""
        return self.may_go_live and not self.has_late_condition

    @property
    def waits_for(self) -> str:
        """Whose turn it is, in words; nothing where it is nobody's."""
        return OWNERS[self.state]

    @property
    def needs_renewal(self) -> bool:
        """Whether an approval that was given runs out soon, or has."""
        return self.approved_until is not None and self.approved_until - RENEW_BEFORE <= self.on

    @property
    def status(self) -> str:
        """As a status tag shows it."""
        if self.state == "live":
            in_order = self.in_date and self.posting > 0
            return ("needs_attention" if self.needs_renewal else "kept") if in_order else "not_kept"
        return "not_measured" if self.state == "closed" else "needs_attention"


@dataclass(frozen=True)
class Facts:
    """What authority to post is computed from (OFF12). `unsigned` are titles of documents not signed in force,
    `trained_until` is the last day on which their training is in date, None where nobody has entered any.
    """

    has_role: bool
    unsigned: Collection[str]
    trained_until: date | None
    school_address: bool
    suspended: bool
    left: bool
    channel: ChannelStatus


def missing_authority(facts: Facts) -> list[str]:
    """Why somebody may not post on a channel today, one sentence each; none if they may (OFF12)."""
    found = []
    if facts.suspended:
        found.append("Their authority has been suspended.")
    if facts.left:
        found.append("They have left.")
    if not facts.has_role:
        found.append("They don’t have the channel operator role here.")
    if not facts.school_address:
        found.append("Their email address is not a school address.")
    found += [f"They have not signed: {title}." for title in sorted(facts.unsigned)]
    if facts.trained_until is None:
        found.append("Their training for running a channel has not been recorded.")
    elif facts.trained_until < facts.channel.on:
        found.append(f"Their training for running a channel was valid until {facts.trained_until:%-d %B %Y}.")
    if facts.channel.state != "live":
        found.append("The channel is not live.")
    return found + facts.channel.missing
