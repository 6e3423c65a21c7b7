"""Where each room hangs what can be searched. A room answers from its own `visible_to`: nothing else may be found.

Words that somebody searches for can be names of people. They are sent in the body of a form and never stand in an
address or a log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lanyard.kernel import gate

# How many of each kind a page shows; a room answers one more, so that the page can say that there are more.
AT_MOST = 10
SHORTEST, LONGEST = 2, 100


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, a line that tells it from others of its name, and its page."""

    title: str
    says: str
    url: str


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be searched.

    `find(user, words)` answers at most `AT_MOST + 1` hits, best first, in a fixed number of queries. `permission` is
    what its own page asks for, "" where anybody signed in has such pages of their own.
    """

    heading: str
    order: int
    permission: str
    find: Callable[[Any, list[str]], list[Hit]]


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and whether there is more than is shown."""

    heading: str
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class Found:
    """The kinds of which something was found, and the headings of those that need a second sign-in step first."""

    groups: list[Group]
    locked: list[str]


kinds: list[Kind] = []


def words_in(text: str) -> list[str]:
    """The words to look for, at most five; none where there are fewer than two letters to go by."""
    words = text[:LONGEST].replace("\0", " ").split()[:5]
    return words if sum(map(len, words)) >= SHORTEST else []


def search(request: Any, text: str) -> Found:
    """All that this person may see and that has every word, by kind."""
    words, groups, locked = words_in(text), [], []
    for kind in sorted(kinds, key=lambda one: one.order) if words else ():
        if kind.permission and not gate.may(request.user, kind.permission):
            continue
        if _needs_second_step(request, kind):
            locked.append(kind.heading)
            continue
        hits = kind.find(request.user, words)
        if hits:
            groups.append(Group(kind.heading, hits[:AT_MOST], len(hits) > AT_MOST))
    return Found(groups, locked)


def searchable(request: Any) -> list[str]:
    """The headings of what this person can search."""
    ordered = sorted(kinds, key=lambda one: one.order)
    return [kind.heading for kind in ordered if not kind.permission or gate.may(request.user, kind.permission)]


def _needs_second_step(request: Any, kind: Kind) -> bool:
    sensitive = kind.permission and gate.table[kind.permission].sensitive
    return bool(sensitive) and not gate.resolver().second_step_done(request)
