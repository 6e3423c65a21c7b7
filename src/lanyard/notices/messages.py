"""What may be told: each message is a typed class of the room that sends it, and none can carry anything sensitive.

A room subclasses `Message`, names what it needs as fields, and decorates the class with `register`. What it writes may
name a document or a channel, never a person or a concern: it stands on lists and, in part, in email.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from lanyard.notices.rules import WorkingTime

if TYPE_CHECKING:
    from lanyard.notices.models import Notice
    from lanyard.people.models import Person

Audience = Callable[["Notice", date], Iterable["Person"]]


@dataclass(frozen=True)
class Step:
    """One step of an escalation: whom to tell when a notice is still open this long after it was made.

    `to` answers the people of the next role (see `audience`). `once_read` is enough stops at reading; otherwise only
    `actions.settle` does.
    """

    after: WorkingTime
    to: Audience
    reading_is_enough: bool = False


@dataclass(frozen=True, kw_only=True)
class Message(ABC):
    """Something to tell. `url` is a path of this site; `about` is what `settle` closes it by.

    `once` makes sure that a person is told a thing only once, however often it is asked for: a second message of the
    kind with the same `once` is left out. `urgent` messages are emailed at once, the others go into the daily digest.
    """

    kind: ClassVar[str]
    urgent: ClassVar[bool] = False
    escalation: ClassVar[tuple[Step, ...]] = ()
    # Names the event of telling, for a room whose events are on its own pages alone (`audit.private`).
    audit_subject: ClassVar[str] = "notice"
    # The line of an email; the rest of an email is always the same.
    subject: ClassVar[str] = "Something in Lanyard needs you"

    url: str
    about: str = ""
    once: str = ""
    due: datetime | None = None
    school_id: UUID | None = None
    # An address to write to instead of the person's own.
    address: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith("/") or self.url.startswith("//"):
            raise ValueError(f"A message of the kind {self.kind} must link to a page of this site.")

    @property
    @abstractmethod
    def title(self) -> str:
        """The line on the list of notices, at most 150 characters."""

    @property
    @abstractmethod
    def says(self) -> str:
        """One plain sentence."""


Kind = TypeVar("Kind", bound=type[Message])

_kinds: dict[str, type[Message]] = {}


def register(message: Kind) -> Kind:
    """Make a message class known by its kind. Raises ValueError when the kind is taken."""
    if message.kind in _kinds:
        raise ValueError(f"Messages of the kind {message.kind} are registered twice.")
    _kinds[message.kind] = message
    return message


def of_kind(kind: str) -> type[Message]:
    """The message class of a kind. Raises KeyError."""
    return _kinds[kind]


@register
@dataclass(frozen=True, kw_only=True)
class StillWaiting(Message):
    """Passed on to the next role because nobody has acted on a notice."""

    kind = "notices:still-waiting"
    urgent = True
    subject = "Something in Lanyard has waited too long"

    what: str

    @property
    def title(self) -> str:
        return f"Still waiting: {self.what}"[:150]

    @property
    def says(self) -> str:
        return "Nobody has acted on this in time, so it comes to you."
