"""How a status went over time: the days on which it changed, and nothing of the days between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretch:
    """Days on end, both included, with one status. `says` is the evidence of the first of them."""

    first_day: date
    last_day: date
    status: str
    says: str


@dataclass(frozen=True)
class Change:
    """A day on which the status became another. `before` is "" for the first day that was read."""

    day: date
    before: str
    status: str
    says: str


def stretches(read: Iterable[Stretch], since: date, until: date) -> list[Stretch]:
    """What was read, oldest first, with days of the same status that follow each other joined, cut to these days.

    Days that were not read stay open between two stretches.
    """
    found: list[Stretch] = []
    for one in read:
        cut = replace(one, first_day=max(one.first_day, since), last_day=min(one.last_day, until))
        follows = found and found[-1].last_day + timedelta(days=1) >= cut.first_day
        if follows and found[-1].status == cut.status:
            found[-1] = replace(found[-1], last_day=cut.last_day)
        elif cut.first_day <= cut.last_day:
            found.append(cut)
    return found


def changes(found: Iterable[Stretch]) -> list[Change]:
    """The days on which the status became another, newest first; the first day read begins the list."""
    changed: list[Change] = []
    before = ""
    for one in found:
        if one.status != before:
            changed.append(Change(one.first_day, before, one.status, one.says))
        before = one.status
    return changed[::-1]
