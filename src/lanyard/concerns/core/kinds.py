"""One table of the types of concern: who hears of each first, what is asked, which policy it follows, how it can end.

Rows EXP7, REP5, REP6, COM3, STA4, CHI6 and BRE5 of the policy; facts on thresholds and clocks: docs/data-sources.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_noop as N_

from lanyard.concerns.core.choices import ClockKind, ConcernType, Group, Outcome, Route
from lanyard.concerns.core.questions import asked_of

__all__ = ["CHILD_WORDS", "KINDS", "Group", "Kind", "offered"]


@dataclass(frozen=True)
class Kind:
    """One type of concern.

    What it asks stands in `questions.TABLE`. `follows` is the key of the linked policy that it follows (CHI6). `clocks`
    start when it arrives. Without `files` nothing can be attached. `is_sensitive` forbids previews of what is attached.
    """

    type: ConcernType
    group: Group
    follows: str
    routes: frozenset[Route]
    outcomes: tuple[Outcome, ...]
    clocks: tuple[ClockKind, ...] = (ClockKind.ACKNOWLEDGE, ClockKind.UPDATE)
    files: bool = True
    is_sensitive: bool = True

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The keys of the questions that it takes answers to beside the account; any other answer is dropped."""
        return asked_of(self.type, self.group)

    @property
    def is_safeguarding(self) -> bool:
        """Whether the DSL or a deputy answers it, unless it is about somebody who works for the school (CHI7)."""
        return self.group is Group.SAFEGUARDING


_ANYBODY = frozenset({Route.PUBLIC, Route.STAFF, Route.PAPER, Route.TRANSFER})
_EVERY_WAY = _ANYBODY | {Route.CHILD}
_STAFF_ONLY = frozenset({Route.STAFF, Route.PAPER, Route.TRANSFER})

_CHILD_ENDS = (Outcome.SUPPORTED, Outcome.REFERRED, Outcome.PARENTS, Outcome.NO_FURTHER, Outcome.HANDED_OVER)
_STAFF_ENDS = (Outcome.SUBSTANTIATED, Outcome.UNSUBSTANTIATED, Outcome.UNFOUNDED, Outcome.FALSE, Outcome.MALICIOUS,
               Outcome.LOW_LEVEL, Outcome.NO_FURTHER)  # fmt: skip
_COMPLAINT_ENDS = (Outcome.UPHELD, Outcome.PARTLY_UPHELD, Outcome.NOT_UPHELD, Outcome.WITHDRAWN)
_OTHER_ENDS = (Outcome.RECORDED, Outcome.REFERRED, Outcome.NO_FURTHER)
_SOON = (ClockKind.ACKNOWLEDGE, ClockKind.UPDATE)


def _child(kind: ConcernType, follows: str, *, files: bool = True) -> Kind:
    return Kind(kind, Group.SAFEGUARDING, follows, _EVERY_WAY, _CHILD_ENDS, _SOON, files)


_TABLE = (
    _child(ConcernType.CONTENT, "online_safety"),
    _child(ConcernType.CONTACT, "child_protection"),
    _child(ConcernType.CONDUCT, "behaviour"),
    _child(ConcernType.COMMERCE, "online_safety"),
    _child(ConcernType.UNDERAGE, "online_safety"),
    _child(ConcernType.BULLYING, "anti_bullying"),
    # Nothing is ever attached: the evidence stays on the device, untouched (gov.uk, Sharing nudes and semi-nudes).
    _child(ConcernType.IMAGES, "child_protection", files=False),
    _child(ConcernType.RADICALISATION, "child_protection"),
    Kind(ConcernType.STAFF_CONDUCT, Group.STAFF, "code_of_conduct", _EVERY_WAY, _STAFF_ENDS),
    Kind(ConcernType.CONTACT_RECEIVED, Group.CONTACT, "code_of_conduct", _STAFF_ONLY, _OTHER_ENDS),
    Kind(ConcernType.ABOUT_MYSELF, Group.MYSELF, "code_of_conduct", _STAFF_ONLY, _STAFF_ENDS),
    Kind(
        ConcernType.FAKE_ACCOUNT, Group.OTHER, "online_safety", _EVERY_WAY,
        (Outcome.TAKEN_DOWN, Outcome.REFERRED, Outcome.NO_FURTHER), is_sensitive=False,
    ),
    Kind(
        ConcernType.DATA_BREACH, Group.DATA, "data_protection", _ANYBODY,
        (Outcome.REPORTED, Outcome.NOT_REPORTED, Outcome.NO_BREACH), (*_SOON, ClockKind.REGULATOR),
    ),
    Kind(
        ConcernType.COMPLAINT, Group.COMPLAINT, "behaviour", _ANYBODY, _COMPLAINT_ENDS,
        (ClockKind.COMPLAINT_ACKNOWLEDGE, ClockKind.COMPLAINT_ANSWER),
    ),
    Kind(
        ConcernType.DATA_COMPLAINT, Group.DATA, "data_protection", _ANYBODY, _COMPLAINT_ENDS,
        (ClockKind.DATA_COMPLAINT, ClockKind.UPDATE),
    ),
    Kind(ConcernType.WHISTLEBLOWING, Group.WHISTLEBLOWING, "code_of_conduct", _ANYBODY, _COMPLAINT_ENDS),
    Kind(ConcernType.OTHER, Group.OTHER, "online_safety", _EVERY_WAY, _OTHER_ENDS),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.type: kind for kind in _TABLE}

# What the children's page offers, in a child's words: the type each stands for.
CHILD_WORDS: tuple[tuple[ConcernType, str], ...] = (
    (ConcernType.BULLYING, N_("Someone is mean to me or to someone else")),
    (ConcernType.CONTACT, N_("Someone I don’t know is talking to me")),
    (ConcernType.CONTENT, N_("I saw something that upset me")),
    (ConcernType.IMAGES, N_("It is about a picture of someone’s body")),
    (ConcernType.STAFF_CONDUCT, N_("It is about a grown-up at school")),
    (ConcernType.OTHER, N_("It is something else")),
)


def offered(route: str) -> list[Kind]:
    """The types that can be reported this way, in the order of the table."""
    return [kind for kind in _TABLE if route in kind.routes]
