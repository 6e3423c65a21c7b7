"""Where each room hangs its menu entry, its "what needs you" items and its "what you can do" cards.

Rooms call `menu.append`, `needs_you.append` and `can_do.append` when the application starts. This module knows no room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the bar. `link(request)` answers the address, or None when this person has nothing there."""

    label: str
    order: int
    link: Callable[[Any], str | None]
    # Addresses that begin with this mark the entry as "you are here".
    prefix: Callable[[str], bool]


@dataclass(frozen=True)
class Need:
    """Something that waits for this person. `due` is timezone-aware or None; `kind` is one word for the label."""

    title: str
    says: str
    url: str
    kind: str
    due: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Card:
    """Something this person can do, with one line that says what it is for."""

    title: str
    says: str
    url: str
    order: int = 50


menu: list[MenuEntry] = []
needs_you: list[Callable[[Any], Iterable[Need]]] = []
can_do: list[Callable[[Any], Iterable[Card]]] = []


def needs_of(request: Any) -> list[Need]:
    """All that needs this person, what is due first on top; what has no date comes last."""
    found = [need for provider in needs_you for need in provider(request)]
    return sorted(found, key=lambda need: (need.due is None, need.due.timestamp() if need.due else 0, need.title))


def cards_for(request: Any) -> list[Card]:
    """All that this person can do, in the rooms' order."""
    return sorted(
        (card for provider in can_do for card in provider(request)), key=lambda card: (card.order, card.title)
    )


def menu_for(request: Any) -> list[dict[str, Any]]:
    """The bar's entries for this person, each with label, url and whether they are there now."""
    entries = []
    for entry in sorted(menu, key=lambda item: item.order):
        url = entry.link(request)
        if url:
            entries.append({"label": entry.label, "url": url, "here": entry.prefix(request.path)})
    return entries
