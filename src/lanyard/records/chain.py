"""How the audit events are chained, and how a chain is examined. Pure: no database, no clock, no settings.

Each event carries its number, the digest of the event before it, and its own digest: an HMAC-SHA256 over all that it
holds, with a key kept outside the database. Somebody who can write to the database but has no key can therefore
neither change an event nor make a new chain that holds.
"""

from __future__ import annotations

import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

START = "0" * 64
CHANGED = "was changed after it was written"
REPLACED = "is not what was written there: it was changed, moved, or put in"


class Link(NamedTuple):
    """One event as the chain sees it, in the order of the columns."""

    number: int
    at: datetime
    event: str
    actor: str
    about_kind: str
    about_id: str
    trust_id: Any
    school_id: Any
    detail: str
    previous: str
    digest: str


@dataclass(frozen=True)
class Head:
    """The number and digest of the last event, sealed with the audit key."""

    number: int
    digest: str
    seal: str


@dataclass(frozen=True)
class Anchor(Head):
    """What the head was on a day; `date` is as in 2026-11-24."""

    date: str

    def __str__(self) -> str:
        return f"{self.date} {self.number} {self.digest} {self.seal}"


def anchor_in(line: str) -> Anchor:
    """Read an anchor from the line that `str` writes. Raises `ValueError`."""
    date, number, digest, seal = line.split()
    return Anchor(int(number), digest, seal, date)


@dataclass(frozen=True)
class Problem:
    """One finding: where ("event 12", "the head record") and what is wrong there."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where[0].upper()}{self.where[1:]} {self.says}."


def canonical(value: Any) -> str:
    """The one way to write a value as JSON text; what JSON can't hold is written as its `str`."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)


def digest_of(key: bytes, link: Link) -> str:
    """The digest that this event must carry."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(link.at, datetime) else link.at
    return _hmac(key, canonical(["event", link.number, at, *link[2:10]]))


def seal_of(key: bytes, number: int, digest: str, on: str = "") -> str:
    """The seal of a head record, or of an anchor made `on` a day."""
    return _hmac(key, canonical(["anchor" if on else "head", number, digest, on]))


def _hmac(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("ascii"), "sha256").hex()


def same(one: Any, other: str) -> bool:
    """Whether a stored value is the digest or seal that it must be."""
    return isinstance(one, str) and hmac.compare_digest(one.encode(), other.encode())


class Examination:
    """Walks a chain once, from its start, in constant memory, and tells every problem. `count` is the events seen."""

    def __init__(self, key: bytes, anchors: Iterable[Anchor] = ()) -> None:
        self.key = key
        self.count = 0
        self.last = 0
        self._digest = START
        self._sound = True
        self._marks: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.genuine: list[Anchor] = []
        self._forged = [a for a in anchors if not self._mark(a)]

    def _mark(self, anchor: Anchor) -> bool:
        genuine = same(anchor.seal, seal_of(self.key, anchor.number, anchor.digest, anchor.date))
        if genuine:
            self.genuine.append(anchor)
            self._marks[anchor.number].append((f"the anchor of {anchor.date}", anchor.digest))
        return genuine

    def remembers(self, head: Head, name: str) -> bool:
        """Hold the trail also against what a head said that was kept elsewhere; False if that is no genuine one."""
        if not same(head.seal, seal_of(self.key, head.number, head.digest)):
            return False
        if head.number:
            self._marks[head.number].append((name, head.digest))
        return True

    def problems(self, links: Iterable[Link], head: Callable[[], Head | None]) -> Iterator[Problem]:
        """Every problem of the chain, in its order.

        `head` is asked before and after the walk, because events may be written meanwhile.
        """
        for anchor in self._forged:
            yield Problem(f"the anchor of {anchor.date} (event {anchor.number})", "was itself changed")
        before = head()
        yield from self._examine_head(before)
        for link in links:
            yield from self._examine(link)
        yield from self._examine_end(before, head())

    def _examine_head(self, head: Head | None) -> Iterator[Problem]:
        if head is None:
            return
        if same(head.seal, seal_of(self.key, head.number, head.digest)):
            self._marks[head.number].append(("the head record", head.digest))
        else:
            yield Problem("the head record", "was changed")

    def _examine(self, link: Link) -> Iterator[Problem]:
        self.count += 1
        if not isinstance(link.number, int) or link.number <= self.last:
            yield Problem(f"event {link.number}", "was put in: its number has no place in the chain")
            return
        if link.number > self.last + 1:
            yield _removed(self.last + 1, link.number - 1, "")
            self._sound = False
        yield from self._examine_content(link)
        for name, digest in self._marks.get(link.number, ()):
            if not same(link.digest, digest):
                yield Problem(f"event {link.number}", f"is not the one that {name} saw")
        self.last, self._digest = link.number, link.digest

    def _examine_content(self, link: Link) -> Iterator[Problem]:
        genuine = same(link.digest, digest_of(self.key, link))
        follows = link.previous == self._digest
        if not genuine:
            yield Problem(f"event {link.number}", CHANGED if follows else REPLACED)
        elif self._sound and not follows:
            yield Problem(f"event {link.number}", f"does not follow event {self.last}: they come from different chains")
        self._sound = genuine

    def _examine_end(self, before: Head | None, after: Head | None) -> Iterator[Problem]:
        for number in sorted(number for number in self._marks if number > self.last):
            names = " and ".join(name for name, _ in self._marks[number])
            yield _removed(self.last + 1, number, f", which {names} saw")
        if after is None and (self.count or before):
            yield Problem("the head record", "was removed")
        elif after is not None and self.last > after.number:
            where = _span(after.number + 1, self.last)
            yield Problem(where, "at the end of the chain: not counted by the head record")


def _removed(first: int, last: int, why: str) -> Problem:
    return Problem(_span(first, last), ("was removed" if first == last else "were removed") + why)


def _span(first: int, last: int) -> str:
    return f"event {first}" if first == last else f"events {first} to {last}"
