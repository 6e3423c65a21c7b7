"""What this room has people told: that somebody's access begins, changes or is taken away. Never who, never why.

The list of notices and the emails are the room `notices`', which knows people and not the other way round: it gives its
functions when the application starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lanyard.people.models import Person


@dataclass(frozen=True)
class News:
    """One thing to tell. `url` is a path of this site; `address` is written to instead of the person's own address."""

    title: str
    says: str
    url: str
    about: str = ""
    school_id: UUID | None = None
    address: str = ""


class _Asked:
    tell: Callable[[News, Iterable[Person], Any], Any] = staticmethod(lambda news, to, by: None)
    settle: Callable[[str], Any] = staticmethod(lambda about: None)


def set_teller(tell: Callable[[News, Iterable[Person], Any], Any], settle: Callable[[str], Any]) -> None:
    """Called once, by `notices`, when the application starts."""
    _Asked.tell, _Asked.settle = staticmethod(tell), staticmethod(settle)


def tell(news: News, to: Iterable[Person], by: Any) -> None:
    """Tell people, in the caller's transaction; an email goes out at once."""
    _Asked.tell(news, to, by)


def settle(about: str) -> None:
    """Close what was told about something, because it is done."""
    _Asked.settle(about)
