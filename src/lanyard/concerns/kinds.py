"""One table of the types of concern: who hears of each first, what is asked, which policy it follows, how it can end.

Rows EXP7, REP5, REP6, COM3, STA4, CHI6 and BRE5 of the policy; facts on thresholds and clocks: docs/data-sources.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lanyard.concerns.choices import ClockKind, ConcernType, Outcome, Route


class Group(StrEnum):
    """Types that go the same way."""

    SAFEGUARDING = "safeguarding"
    STAFF = "staff"
    CONTACT = "contact"
    MYSELF = "myself"
    DATA = "data"
    COMPLAINT = "complaint"
    WHISTLEBLOWING = "whistleblowing"
    OTHER = "other"


@dataclass(frozen=True)
class Kind:
    """One type of concern.

    `asks` are the keys of the questions that a reporter is asked beside the account of what happened; an answer to any
    other question is dropped. `follows` is the key of the linked policy that it follows (CHI6). `clocks` start when it
    arrives. Without `files` nothing can be attached. `is_sensitive` forbids previews of what is attached.
    """

    type: ConcernType
    group: Group
    follows: str
    asks: tuple[str, ...]
    routes: frozenset[Route]
    outcomes: tuple[Outcome, ...]
    clocks: tuple[ClockKind, ...] = (ClockKind.ACKNOWLEDGE, ClockKind.UPDATE)
    files: bool = True
    is_sensitive: bool = True

    @property
    def is_safeguarding(self) -> bool:
        """Whether the DSL or a deputy answers it, unless it is about somebody who works for the school (CHI7)."""
        return self.group is Group.SAFEGUARDING


_ANYBODY = frozenset({Route.PUBLIC, Route.STAFF, Route.PAPER, Route.TRANSFER})
_EVERY_WAY = _ANYBODY | {Route.CHILD}
_STAFF_ONLY = frozenset({Route.STAFF, Route.PAPER, Route.TRANSFER})

_CHILD = ("child", "child_class", "about", "about_name", "platform", "link", "usernames", "happened_on", "place",
          "device", "danger", "told_in_person")  # fmt: skip
_ADULT = ("about", "about_name", "child_at_risk", "platform", "link", "happened_on")
# Where a child is near enough to be in danger now.
_NEAR = ("danger", *_ADULT)

_CHILD_ENDS = (Outcome.SUPPORTED, Outcome.REFERRED, Outcome.PARENTS, Outcome.NO_FURTHER, Outcome.HANDED_OVER)
_STAFF_ENDS = (Outcome.SUBSTANTIATED, Outcome.UNSUBSTANTIATED, Outcome.UNFOUNDED, Outcome.FALSE, Outcome.MALICIOUS,
               Outcome.LOW_LEVEL, Outcome.NO_FURTHER)  # fmt: skip
_COMPLAINT_ENDS = (Outcome.UPHELD, Outcome.PARTLY_UPHELD, Outcome.NOT_UPHELD, Outcome.WITHDRAWN)
_OTHER_ENDS = (Outcome.RECORDED, Outcome.REFERRED, Outcome.NO_FURTHER)
_SOON = (ClockKind.ACKNOWLEDGE, ClockKind.UPDATE)


def _child(kind: ConcernType, follows: str, *, files: bool = True, more: tuple[str, ...] = ()) -> Kind:
    return Kind(kind, Group.SAFEGUARDING, follows, (*_CHILD, *more), _EVERY_WAY, _CHILD_ENDS, _SOON, files)


_TABLE = (
    _child(ConcernType.CONTENT, "online_safety"),
    _child(ConcernType.CONTACT, "child_protection"),
    _child(ConcernType.CONDUCT, "behaviour"),
    _child(ConcernType.COMMERCE, "online_safety"),
    _child(ConcernType.UNDERAGE, "online_safety"),
    _child(ConcernType.BULLYING, "anti_bullying"),
    # Nothing is ever attached: the evidence stays on the device, untouched (gov.uk, Sharing nudes and semi-nudes).
    _child(ConcernType.IMAGES, "child_protection", files=False, more=("device_holder",)),
    _child(ConcernType.RADICALISATION, "child_protection"),
    Kind(
        ConcernType.STAFF_CONDUCT, Group.STAFF, "code_of_conduct", (*_NEAR, "child_class"), _EVERY_WAY, _STAFF_ENDS
    ),
    Kind(
        ConcernType.CONTACT_RECEIVED, Group.CONTACT, "code_of_conduct",
        ("tell_whom", "who_sent", "child_at_risk", "platform", "link", "happened_on", "i_answered"), _STAFF_ONLY,
        _OTHER_ENDS,
    ),
    Kind(
        ConcernType.ABOUT_MYSELF, Group.MYSELF, "code_of_conduct",
        ("child_at_risk", "platform", "link", "happened_on", "still_there"), _STAFF_ONLY, _STAFF_ENDS,
    ),
    Kind(
        ConcernType.FAKE_ACCOUNT, Group.OTHER, "online_safety", (*_ADULT, "usernames"), _EVERY_WAY,
        (Outcome.TAKEN_DOWN, Outcome.REFERRED, Outcome.NO_FURTHER), is_sensitive=False,
    ),
    Kind(
        ConcernType.DATA_BREACH, Group.DATA, "data_protection",
        (*_ADULT, "what_data", "how_many", "still_there"), _ANYBODY,
        (Outcome.REPORTED, Outcome.NOT_REPORTED, Outcome.NO_BREACH), (*_SOON, ClockKind.REGULATOR),
    ),
    Kind(
        ConcernType.COMPLAINT, Group.COMPLAINT, "behaviour", (*_ADULT, "wanted"), _ANYBODY, _COMPLAINT_ENDS,
        (ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.COMPLAINT_ANSWER),
    ),
    Kind(
        ConcernType.DATA_COMPLAINT, Group.DATA, "data_protection",
        ("about", "about_name", "child_at_risk", "what_data", "wanted"), _ANYBODY, _COMPLAINT_ENDS,
        (ClockKind.DATA_COMPLAINT, ClockKind.UPDATE),
    ),
    Kind(ConcernType.WHISTLEBLOWING, Group.WHISTLEBLOWING, "code_of_conduct", _ADULT, _ANYBODY, _COMPLAINT_ENDS),
    Kind(ConcernType.OTHER, Group.OTHER, "online_safety", (*_NEAR, "child", "child_class"), _EVERY_WAY, _OTHER_ENDS),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.type: kind for kind in _TABLE}

# What the children's page offers, in a child's words: the type each stands for.
CHILD_WORDS: tuple[tuple[ConcernType, str], ...] = (
    (ConcernType.BULLYING, "Somebody is mean to me or to someone else"),
    (ConcernType.CONTACT, "Somebody I don’t know talks to me"),
    (ConcernType.CONTENT, "I saw something that upset me"),
    (ConcernType.IMAGES, "It is about a picture of somebody’s body"),
    (ConcernType.STAFF_CONDUCT, "It is about a grown-up at school"),
    (ConcernType.OTHER, "It is something else"),
)


def offered(route: str) -> list[Kind]:
    """The types that can be reported this way, in the order of the table."""
    return [kind for kind in _TABLE if route in kind.routes]
