"""What may be told: each room has a table of kinds of message, and none can carry anything sensitive.

A row is made by `message`, and calling it with what its words name makes the message to `tell`. What it names may be a
document or a channel, never a person or a concern: it stands on lists and, in part, in email.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from string import Formatter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lanyard.notices.rules import WorkingTime

if TYPE_CHECKING:
    from lanyard.notices.models import Notice
    from lanyard.people.models import Person

Audience = Callable[["Notice", date], Iterable["Person"]]
# Words with the names of values in braces; where they differ by case, those of each case.
Words = str | Mapping[Any, str]

TITLE_LENGTH, SAYS_LENGTH = 150, 300


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
class Message:
    """Something to tell. `url` is a path of this site; `about` is what `settle` closes it by.

    `once` makes sure that a person is told a thing only once, however often it is asked for: a second message of the
    kind with the same `once` is left out. `address` is written to instead of the person's own.
    """

    of: MessageKind
    title: str
    says: str
    url: str
    about: str = ""
    once: str = ""
    due: datetime | None = None
    school_id: UUID | None = None
    address: str = ""

    def __post_init__(self) -> None:
        if not self.url.startswith("/") or self.url.startswith("//"):
            raise ValueError(f"A message of the kind {self.of.kind} must link to a page of this site.")


@dataclass(frozen=True)
class MessageKind:
    """A row of the table: `title` is the line on the list of notices, `says` one plain sentence.

    `urgent` messages are emailed at once, the others go into the daily digest. `subject` is the line of an email; the
    rest of an email is always the same. `audit_subject` names the event of telling, for a room whose events are on its
    own pages alone (`audit.private`).
    """

    kind: str
    title: Words
    says: Words
    subject: str = "Something in Lanyard needs you"
    urgent: bool = False
    escalation: tuple[Step, ...] = ()
    audit_subject: str = "notice"
    names: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words = [*_each(self.title), *_each(self.says)]
        names = {name for text in words for _, name, _, _ in Formatter().parse(text) if name is not None}
        if not all(name.isidentifier() for name in names):
            raise ValueError(f"The words of {self.kind} may name plain values only.")
        object.__setattr__(self, "names", frozenset(names))

    def __call__(
        self,
        *,
        url: str,
        case: Any = None,
        about: str = "",
        once: str = "",
        due: datetime | None = None,
        school_id: UUID | None = None,
        address: str = "",
        **values: Any,
    ) -> Message:
        """The message with these values in its words, shortened to what a list holds. Raises TypeError for others."""
        if values.keys() != self.names:
            raise TypeError(f"A message of the kind {self.kind} takes {sorted(self.names)}, not {sorted(values)}.")
        return Message(
            of=self,
            title=_of_case(self.title, case).format(**values)[:TITLE_LENGTH],
            says=_of_case(self.says, case).format(**values)[:SAYS_LENGTH],
            url=url,
            about=about,
            once=once,
            due=due,
            school_id=school_id,
            address=address,
        )


kinds: dict[str, MessageKind] = {}


def message(kind: str, title: Words, says: Words, **more: Any) -> MessageKind:
    """A new row, known by its kind. Raises ValueError when the kind is taken, or the words name what is no value."""
    if kind in kinds:
        raise ValueError(f"Messages of the kind {kind} are registered twice.")
    row = kinds[kind] = MessageKind(kind, title, says, **more)
    return row


def of_kind(kind: str) -> MessageKind:
    """The row of a kind. Raises KeyError."""
    return kinds[kind]


def number_of_people(count: int) -> str:
    """How many people, in words that a title begins with."""
    return "1 person" if count == 1 else f"{count} people"


def _each(words: Words) -> Iterable[str]:
    return [words] if isinstance(words, str) else words.values()


def _of_case(words: Words, case: Any) -> str:
    return words if isinstance(words, str) else words[case]


# Passed on to the next role because nobody has acted on a notice.
STILL_WAITING = message(
    "notices:still-waiting",
    "Still waiting: {what}",
    "Nobody has acted on this in time, so it has come to you.",
    urgent=True,
    subject="Something in Lanyard has waited too long",
)
# What `people` has told, to the person, to whoever confirms, and to the leaders above: it gives the words.
ACCESS = message("people:access", "{title}", "{says}", urgent=True, subject="Someone’s access to Lanyard is changing")
