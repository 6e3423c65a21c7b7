"""What comes first on the first page. Pure: the present moment is an argument.

Each room declares its items as rows (`Need`): how bad it is if nobody acts, by when, and who has it. In which band an
item stands follows from that alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Severity:
    """How bad it is if nobody acts, in words; the smaller the rank, the worse.

    What is `urgent` can never wait, whatever its day. A room declares its own where none of these fits.
    """

    words: str
    rank: int
    urgent: bool = False

    @property
    def is_important(self) -> bool:
        """Whether it counts among what should be done soon, also where no day was set for it."""
        return self.rank <= IMPORTANT.rank


IMPORTANT = Severity("Important", 50)
ROUTINE = Severity("Routine", 90)


@dataclass(frozen=True)
class Need:
    """Something that needs this person. Times are timezone-aware.

    `due` is by when, `since` the moment from which it has waited: every item has one of them at least. A `clock` that
    has run out can't wait; any other item is overdue then. `kind` is one or two words for what it is, `owner` says who
    has it. Raises ValueError without a day.
    """

    title: str
    says: str
    url: str
    kind: str
    severity: Severity = ROUTINE
    due: datetime | None = None
    since: datetime | None = None
    owner: str = "You"
    clock: bool = False

    def __post_init__(self) -> None:
        if self.day is None:
            raise ValueError(f"“{self.title}” has no day.")

    @property
    def day(self) -> datetime | None:
        """The day it is sorted by."""
        return self.due or self.since


class Band(StrEnum):
    """The parts of the first page, from the top."""

    URGENT = "Urgent"
    OVERDUE = "Overdue"
    THIS_WEEK = "This week"
    LATER = "Later"


def band_of(need: Need, now: datetime) -> Band:
    """The one band in which an item stands."""
    overdue = need.due is not None and need.due < now
    if need.severity.urgent or (overdue and need.clock):
        return Band.URGENT
    if overdue:
        return Band.OVERDUE
    soon = need.due < now + SOON if need.due else need.severity.is_important
    return Band.THIS_WEEK if soon else Band.LATER


def in_bands(needs: Iterable[Need], now: datetime) -> dict[Band, list[Need]]:
    """All items by band. What can't wait is sorted by how bad it is, everything else by its day; no two read the same.

    The order does not depend on the order in which the items come.
    """
    bands: dict[Band, list[Need]] = {band: [] for band in Band}
    for need in tell_apart(sorted(needs, key=_total)):
        bands[band_of(need, now)].append(need)
    bands[Band.URGENT].sort(key=lambda need: (need.severity.rank, need.due is None, need.day))
    for band in (Band.OVERDUE, Band.THIS_WEEK, Band.LATER):
        bands[band].sort(key=lambda need: (need.due is None, need.day, need.severity.rank))
    return bands


def tell_apart(needs: Iterable[Need]) -> list[Need]:
    """The same items, with a number after those whose words are the same: "1 of 2". A net under what rooms do."""
    rows = list(needs)
    alike = Counter(_read(need) for need in rows)
    taken, told = set(alike), []
    count: Counter[tuple[str, str]] = Counter()
    for need in rows:
        words, says = _read(need), need.says
        if alike[words] > 1:
            count[words] += 1
            says = f"{says} ({count[words]} of {alike[words]})".strip()
            while (need.title, says) in taken:
                says += "."
            taken.add((need.title, says))
        told.append(replace(need, says=says))
    return told


def _read(need: Need) -> tuple[str, str]:
    return need.title, need.says


def _total(need: Need) -> tuple:
    """An order in which no two different items are equal."""
    return (
        need.title, need.says, need.url, need.kind, need.owner, need.severity.rank, need.severity.words,
        need.severity.urgent, need.clock, need.due is None, need.day, need.since is None, need.since or need.day,
    )  # fmt: skip
