"""What an answer changes: who hears of a concern, and how fast (CHI7, EXP7, BRE5; KCSIE 2025, parts two and four).

One table: every answer that moves a concern stands in it, and whoever routes or sets a clock reads it here.

- "Yes" to whether a child could be at risk, or somebody is in danger, makes it a safeguarding concern from then on,
  whatever its type: it goes to the DSL, in minutes, and out of hours to who is named for that.
- Three groups keep their own line for it, just as fast. What is about a colleague stays with the Headteacher, because
  allegations go there and not to the DSL (KCSIE part four), and whistleblowing never goes through the line that it may
  be about: a DSL is part of it.
- Complaints, data protection and what a reporter chose to tell a manager keep their own procedure besides: who holds it
  hears of it too, and deals with it next to the DSL.
- "I don't know" is never taken for no. It is answered as fast as yes, because waiting is what harms. It stays in its
  own line, because nobody has said that there is a child, and who judges it is asked.
- No answer at all says nothing: it is asked of who judges it, and the usual clock runs.
- What comes from the children's page comes from a child. It counts as yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lanyard.people.rules.routing import DSL, HEAD, LINE_MANAGER, SAID

YES, NO, UNKNOWN, UNANSWERED = "yes", "no", "unknown", ""
# From what says least to what says most.
_STRENGTH = (UNANSWERED, NO, UNKNOWN, YES)


@dataclass(frozen=True)
class Effect:
    """What an answer changes, or all of them together.

    `child_at_risk` is "yes", "no", "unknown", or "" while nobody has said; `said` and `tell_whom` are those of
    `routing.Report`.
    """

    child_at_risk: str = UNANSWERED
    in_danger: bool = False
    said: str = ""
    tell_whom: str = ""


TABLE: Mapping[str, Mapping[str, Effect]] = {
    "danger": {YES: Effect(YES, in_danger=True), UNKNOWN: Effect(UNKNOWN), NO: Effect()},
    "child_at_risk": {YES: Effect(YES), UNKNOWN: Effect(UNKNOWN), NO: Effect(NO)},
    # To say that one is in doubt says nothing of a child; who it is about only ever takes people out.
    "about": {said: Effect(said=said) for said in SAID},
    "tell_whom": {level: Effect(tell_whom=level) for level in (LINE_MANAGER, DSL, HEAD)},
}

# The groups whose own line takes a child at risk, and those whose own line hears of it beside the DSL.
OWN_LINE = frozenset({"staff", "myself", "whistleblowing"})
BESIDE = frozenset({"complaint", "data", "contact"})
SAFEGUARDING = "safeguarding"


def read(answers: Mapping[str, Any], *, from_child: bool = False) -> Effect:
    """What the answers change together; of two that speak of a child, the one that says more holds."""
    effects = [found for key, row in TABLE.items() if (found := row.get(_plain(answers.get(key))))]
    return Effect(
        child_at_risk=YES if from_child else most(one.child_at_risk for one in effects),
        in_danger=any(one.in_danger for one in effects),
        said=next((one.said for one in effects if one.said), ""),
        tell_whom=next((one.tell_whom for one in effects if one.tell_whom), ""),
    )


def most(said: Iterable[str]) -> str:
    """The strongest of what was said of a child: a yes is never taken back by a no."""
    return max(said, key=_STRENGTH.index, default=UNANSWERED)


def line_of(group: str, child_at_risk: str) -> str:
    """The group whose ladder a concern of this group goes up (`routing.LADDERS`)."""
    return SAFEGUARDING if child_at_risk == YES and group not in OWN_LINE else group


def has_own_line_beside(group: str, child_at_risk: str) -> bool:
    """Whether who deals with its type hears of it too, beside the DSL."""
    return child_at_risk == YES and group in BESIDE


def is_safeguarding(group: str, child_at_risk: str) -> bool:
    """Whether it is a safeguarding concern, by its type or by what was said since."""
    return group == SAFEGUARDING or child_at_risk == YES


def is_quick(group: str, child_at_risk: str) -> bool:
    """Whether minutes count, in school hours and out of them: it is, or for all that was said may be, safeguarding."""
    return is_safeguarding(group, child_at_risk) or child_at_risk == UNKNOWN


def asks_about_child(group: str, child_at_risk: str) -> bool:
    """Whether who judges it still has to say whether a child could be at risk."""
    return group != SAFEGUARDING and child_at_risk in (UNANSWERED, UNKNOWN)


def _plain(value: Any) -> str:
    return {True: YES, False: NO}[value] if isinstance(value, bool) else str(value or "")
