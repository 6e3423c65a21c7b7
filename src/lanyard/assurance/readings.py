"""What a control says about a school: statuses, readings, and the counts that governors may see.

No Django here. Counts of people are hidden from those who may see counts only (`kernel.small_counts`), in what is done
and in what is missing, since one gives the other away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from lanyard.kernel.small_counts import few, have, hidden_figure, hidden_have, how_many_in_words

# Before the keys of items that are documents: they belong to the whole, and no clause is about one of them alone.
DOCUMENT = "document:"
# Whether the reader may open an address of ours.
Opens = Callable[[str], bool]


def always(url: str) -> bool:
    """Every address opens: for readers who may see everything."""
    return True


class Status(StrEnum):
    """How it stands, from a person's statement or a measurement. An attestation is never a measurement.

    "In progress" is what people still have time for. "Not in use" has nothing there to measure: no channel, nobody in
    the role. It is never called kept, and takes nothing from what stands beside it.
    """

    NOT_IN_USE = "not_in_use"
    KEPT = "kept"
    ATTESTED = "attested"
    IN_PROGRESS = "in_progress"
    NOT_MEASURED = "not_measured"
    NEEDS_ATTENTION = "needs_attention"
    NOT_KEPT = "not_kept"


# Worst last: the status of several readings is the worst of them. So "not in use" decides only where all are.
SEVERITY = list(Status)
_RANK = {status: place for place, status in enumerate(SEVERITY)}


@dataclass(frozen=True)
class Attention:
    """One thing that is missing: a sentence without names, where to put it right, which role acts, by when.

    `says` may hold `{n}`, filled with `n` people; then `n` is hidden where it is small and the reader sees counts only.
    `cause` is the key of what lies behind it ("linked:image_use"), the same wherever it is behind, and `missing` the
    cause in words where `says` only tells what to do. Without a key the cause is what its control says.
    """

    says: str
    url: str = ""
    who: str = ""
    due: date | None = None
    n: int | None = None
    cause: str = ""
    missing: str = ""

    def shown(self, *, counts_only: bool, opens: Opens = always) -> Attention:
        """As this reader may see it: the number filled in, or hidden; no link to a page that is shut to them."""
        shown = replace(self, url=self.url if self.url and opens(self.url) else "")
        if self.n is None:
            return shown
        number = few(self.n) if counts_only else str(self.n)
        says, missing = (sentence(words.replace("{n}", number)) for words in (self.says, self.missing))
        return replace(shown, says=says, missing=missing, n=None)

    def to_json(self) -> dict[str, Any]:
        """As plain data, for a snapshot; without a cause it is as it was before there were any."""
        row = asdict(self) | {"due": self.due.isoformat() if self.due else None}
        return {key: value for key, value in row.items() if value or key not in ("cause", "missing")}


@dataclass(frozen=True)
class Reading:
    """What one control found at one school.

    `says` is one line of evidence, filled when shown: `{figure}` stands for `done` of `total`, `{done}` for "38 have",
    `{total}` for that number alone, `{apart}` for how many stand apart from both. `counts` is "people" where these are
    people, "words" where these are people of whom another figure tells nearly the same, so that those who see counts
    only read a word and no number, and "things" otherwise.
    """

    status: Status
    says: str
    done: int | None = None
    total: int | None = None
    counts: str = "things"
    attention: tuple[Attention, ...] = field(default=())
    apart: int | None = None
    items: tuple[Item, ...] = field(default=())

    @property
    def figure(self) -> str:
        """Such as "38 of 41", or nothing where nothing is counted."""
        return "" if self.total is None else f"{self.done} of {self.total}"

    def shown(self, *, counts_only: bool, opens: Opens = always) -> Reading:
        """As this reader may see it: figures filled in; small counts of people hidden, and the meter with them."""
        hide = counts_only and self.counts != "things" and self.total is not None
        figure, keep = (self.figure, True) if not hide else self._hidden()
        says = (of_one(self.says) if self.total == 1 and not hide else self.says).replace("{figure}", figure)
        for name, words in self._parts(hide=hide).items():
            says = says.replace(name, words)
        return replace(
            self,
            says=sentence(says),
            done=self.done if keep else None,
            total=self.total if keep else None,
            attention=tuple(a.shown(counts_only=counts_only, opens=opens) for a in self.attention),
            apart=None if self.apart is None or counts_only else self.apart,
            items=tuple(replace(i, reading=i.reading.shown(counts_only=counts_only, opens=opens)) for i in self.items),
        )

    def about(self, keys: Collection[str]) -> Reading:
        """What it says of these items alone; all of it where it tells none of them apart."""
        found = [item.reading for item in self.items if item.key in keys]
        if len(found) in (0, len(self.items)):
            return self
        if len(found) == 1:
            return found[0]
        status = worst(reading.status for reading in found)
        wrong = [reading for reading in found if reading.status == status]
        good = sum(reading.status in (Status.KEPT, Status.ATTESTED) for reading in found)
        says = wrong[0].says if len(wrong) == 1 else f"{good} of {len(found)} are in order"
        return Reading(status, says, good, len(found), attention=tuple(a for r in found for a in r.attention))

    def _hidden(self) -> tuple[str, bool]:
        done, total = self.done or 0, self.total or 0
        return (how_many_in_words(done, total), False) if self.counts == "words" else hidden_figure(done, total)

    def _parts(self, *, hide: bool) -> dict[str, str]:
        done, total, apart = self.done or 0, self.total or 0, self.apart or 0
        if not hide:
            return {"{done}": have(done), "{total}": str(total), "{apart}": str(apart)}
        if self.counts == "words":
            return {
                "{done}": "nobody has" if done == 0 else f"{how_many_in_words(done, total)} have",
                "{total}": "Several",
                "{apart}": few(apart),
            }
        return {"{done}": hidden_have(done, total), "{total}": few(total), "{apart}": few(apart)}

    def to_json(self) -> list[dict[str, Any]]:
        """The attention items as plain data, for a snapshot."""
        return [a.to_json() for a in self.attention]

    def items_to_json(self) -> list[dict[str, Any]]:
        """What is said of each item as plain data, for a snapshot."""
        return [
            {
                "key": item.key, "name": item.name, "status": str(item.reading.status), "says": item.reading.says,
                "done": item.reading.done, "total": item.reading.total, "counts": item.reading.counts,
                "apart": item.reading.apart, "attention": item.reading.to_json(),
            }
            for item in self.items
        ]  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One of several things that a control tells apart, such as one linked policy. Clauses name it by its key."""

    key: str
    name: str
    reading: Reading


def items_from_json(rows: Iterable[dict[str, Any]]) -> tuple[Item, ...]:
    """The opposite of `Reading.items_to_json`."""
    return tuple(
        Item(
            row["key"],
            row["name"],
            Reading(
                Status(row["status"]), row["says"], row["done"], row["total"], row["counts"],
                attention_from_json(row["attention"]), row["apart"],
            ),
        )
        for row in rows
    )  # fmt: skip


def items_worst(rows: Iterable[dict[str, Any]], keys: Collection[str]) -> Status | None:
    """The worst status of some items of a snapshot; None where they are none of them, or all. See `Reading.about`."""
    everything = list(rows)
    found = [Status(row["status"]) for row in everything if row["key"] in keys]
    return None if len(found) in (0, len(everything)) else worst(found)


def attention_from_json(rows: Iterable[dict[str, Any]]) -> tuple[Attention, ...]:
    """The opposite of `Reading.to_json`."""
    return tuple(Attention(**{**row, "due": date.fromisoformat(row["due"]) if row["due"] else None}) for row in rows)


def sentence(text: str) -> str:
    """The text with its first letter large, since a hidden figure may stand at its start."""
    return text[:1].upper() + text[1:]


# What stands behind a figure, of many and of one; what is said of it follows suit.
_OF_ONE = {
    "people": "person", "channels": "channel", "documents": "document", "sources": "source", "policies": "policy",
    "agencies": "agency",
}  # fmt: skip
_VERBS = {"are": "is", "have": "has", "were": "was"}
_COUNTED = re.compile(
    rf"(\{{figure\}} (?:[a-z-]+ )?)({'|'.join(_OF_ONE)})\b((?: who may run a channel)?) (?:({'|'.join(_VERBS)})\b)?"
)


def of_one(says: str) -> str:
    """A line of evidence on one thing of one: "1 of 1 person has signed"."""

    def singular(found: re.Match[str]) -> str:
        before, noun, which, verb = found.groups()
        return f"{before}{_OF_ONE[noun]}{which} {_VERBS[verb] if verb else ''}"

    return _COUNTED.sub(singular, says)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of them; nothing at all is not yet measured."""
    return max(statuses, key=_RANK.__getitem__, default=Status.NOT_MEASURED)


def of_section(statuses: Iterable[Status]) -> Status:
    """The word for a whole section: what is wrong wins; it is kept only where more is known than not.

    What is not in use says nothing of the section, unless all of it is.
    """
    everything = list(statuses)
    found = [s for s in everything if s != Status.NOT_IN_USE]
    if not found:
        return worst(everything)
    trouble = [s for s in found if s in (Status.NOT_KEPT, Status.NEEDS_ATTENTION)]
    if trouble:
        return worst(trouble)
    if 2 * found.count(Status.NOT_MEASURED) >= len(found):
        return Status.NOT_MEASURED
    if Status.IN_PROGRESS in found:
        return Status.IN_PROGRESS
    return Status.KEPT if 2 * found.count(Status.KEPT) >= len(found) else Status.ATTESTED
