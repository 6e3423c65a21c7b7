"""When a concern may be removed, by the dated rules of `data/retention.toml`. Pure: the day is an argument.

Nothing that is not closed, on hold or not due is ever due for removal, and what is not known keeps it longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

CLOSED, BIRTH, LEFT = "closed", "birth", "left"


@dataclass(frozen=True)
class Rule:
    """One row of the table. `start` is what the years and days count from; `not_before` are years after closing."""

    key: str
    says: str
    start: str
    years: int
    not_before: int
    source: str
    verified: bool
    days: int = 0
    groups: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()

    def fits(self, facts: Facts) -> bool:
        """Whether this row is about such a concern."""
        asked = ((self.groups, facts.group), (self.types, facts.type), (self.outcomes, facts.outcome))
        return all(not some or one in some for some, one in asked)

    @property
    def soonest(self) -> int:
        """The fewest years after closing after which it could be due."""
        return self.not_before if self.start == BIRTH else max(self.years, self.not_before)


@dataclass(frozen=True)
class Facts:
    """What a decision looks at. `closed_on` is None for what is not closed.

    `births` are the days of birth of the children in the case, `left` the last days of those it is about; None stands
    for somebody of whom it is not known, or who still works there.
    """

    group: str
    type: str
    outcome: str
    closed_on: date | None
    on_hold: bool = False
    births: tuple[date | None, ...] = ()
    left: tuple[date | None, ...] = ()


@dataclass(frozen=True)
class Retention:
    """Until when a concern is kept, by which rule, and from which day that counts. `until` is None: no end is known."""

    rule: Rule
    until: date | None
    since: date | None
    because: str


def rule_for(facts: Facts, rules: Sequence[Rule]) -> Rule:
    """The first row that fits. Raises LookupError where none does."""
    return next(rule for rule in rules if rule.fits(facts))


def kept(facts: Facts, rules: Sequence[Rule]) -> Retention:
    """By which rule and until when the concern is kept; it may go on the day after `until`."""
    rule = rule_for(facts, rules)
    if facts.closed_on is None:
        return Retention(rule, None, None, "It is not closed.")
    since, because = _since(facts, facts.closed_on, rule)
    if since is None:
        return Retention(rule, None, None, because)
    until = max(in_years(since, rule.years) + timedelta(rule.days), in_years(facts.closed_on, rule.not_before))
    return Retention(rule, until, since, because)


def may_go(facts: Facts, rules: Sequence[Rule], today: date) -> bool:
    """Whether a run of this day removes the concern."""
    if facts.on_hold or facts.closed_on is None:
        return False
    until = kept(facts, rules).until
    return until is not None and until < today


def in_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _since(facts: Facts, closed: date, rule: Rule) -> tuple[date | None, str]:
    if rule.start == BIRTH:
        births = [day for day in facts.births if day]
        if births and len(births) == len(facts.births):
            return max(births), "Counted from the youngest child’s date of birth."
        return closed, "Counted from the day it was closed: not every child is linked to the register."
    if rule.start == LEFT:
        if not facts.left:
            return closed, "Counted from the day it was closed: nobody it is about is linked to the register."
        left = [day for day in facts.left if day]
        if len(left) < len(facts.left):
            return None, "Someone it is about still works there."
        return max(*left, closed), "Counted from the day the person left, or the day it was closed if later."
    return closed, "Counted from the day it was closed."
