"""What has to be recorded before a concern is decided, and before it is closed, out of what is (BRE2, CHI2, CHI8, CHI9,
EXP7). Pure.

What nobody knows is never taken for no: it is asked until somebody has said it, or has said that it can't be known.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

# Of these groups it is asked whether a concern may meet the harm threshold; the first three need an answer to end.
THRESHOLD_NEEDED = ("staff", "myself", "contact")
THRESHOLD_GROUPS = (*THRESHOLD_NEEDED, "complaint", "whistleblowing")


@dataclass(frozen=True)
class Readiness:
    """What a decision or a closing looks at. `children` are the children affected or involved, told apart anyhow.

    `why_no_child`: it is recorded why there is none. `deals`: somebody is named who deals with it. `about_child_open`:
    nobody has said yet whether a child could be at risk.
    """

    group: str
    children: Collection[str] = ()
    with_action: Collection[str] = ()
    parents_answered: Collection[str] = ()
    threshold: str = ""
    ground: str = ""
    off_site: bool = False
    lado_open: bool = False
    regulator_asked: bool = False
    regulator_open: bool = False
    debriefed: bool = False
    open_actions: int = 0
    risk: str = ""
    place: str = ""
    deals: bool = False
    why_no_child: bool = False
    about_child_open: bool = False


@dataclass(frozen=True)
class Item:
    """One thing that has to be recorded: what to do as a sentence, what was done in a few words, and whether it is."""

    key: str
    says: str
    named: str
    done: bool


def items_for_decision(standing: Readiness) -> list[Item]:
    """What belongs to this case before an outcome, done or not."""
    breach = standing.regulator_asked or standing.regulator_open
    off_site = standing.group == "safeguarding" and standing.off_site
    without_action = len(set(standing.children) - set(standing.with_action))
    unanswered = len(set(standing.children) - set(standing.parents_answered))
    rows = (
        (
            standing.group in THRESHOLD_NEEDED, "threshold", bool(standing.threshold), "The harm threshold",
            "Decide whether it is a low-level concern or may meet the harm threshold.",
        ),
        (
            standing.threshold == "may_meet" or standing.lado_open, "lado", not standing.lado_open, "The LADO",
            "Record that the LADO was told, or why not.",
        ),
        (
            breach, "regulator", not standing.regulator_open, "The regulator",
            "Decide whether to tell the regulator about the breach.",
        ),
        (
            off_site, "ground", bool(standing.ground), "Why the school is acting",
            "It happened away from school: record why the school is acting, or that it is not.",
        ),
        (
            bool(standing.children), "actions", not without_action, "What was done for each child",
            f"Record an action, or a reason for none, for {_children(without_action)}.",
        ),
        (
            bool(standing.children), "parents", not unanswered, "Parents told, or why not",
            f"Record that the parents of {_children(unanswered)} were told, or why not.",
        ),
    )  # fmt: skip
    return [Item(key, says, named, done) for asked, key, done, named, says in rows if asked]


def items_for_closing(standing: Readiness) -> list[Item]:
    """Everything that belongs to this case before it is closed, done or not, in the order in which it is worked on."""
    rows = (
        (
            standing.group != "safeguarding", "at_risk", not standing.about_child_open,
            "Whether a child could be at risk", "Say whether a child could be at risk.",
        ),
        (True, "risk", bool(standing.risk), "The risk", "Assess the risk."),
        (
            True, "place", bool(standing.place), "Where it happened",
            "Say where it happened, or that you could not find out.",
        ),
        (True, "deals", standing.deals, "Who is dealing with it", "Choose who will deal with it."),
        (
            True, "children", bool(standing.children) or standing.why_no_child,
            "The children involved, or why there are none",
            "Name at least one child involved, or say why there is none.",
        ),
    )  # fmt: skip
    first = [Item(key, says, named, done) for asked, key, done, named, says in rows if asked]
    one = standing.open_actions == 1
    undone = "1 action is not done yet." if one else f"{standing.open_actions} actions are not done yet."
    return [
        *first,
        *items_for_decision(standing),
        Item("undone", undone, "All actions done", not standing.open_actions),
        Item("debrief", "Hold the debrief, or record why there is none.", "The debrief, or why none",
             standing.debriefed),
    ]  # fmt: skip


def missing_for_decision(standing: Readiness) -> list[str]:
    """What has to be recorded before an outcome, one plain sentence each."""
    return [item.says for item in items_for_decision(standing) if not item.done]


def missing_for_closing(standing: Readiness) -> list[str]:
    """What has to be recorded before a decided concern is closed, one plain sentence each (BRE2)."""
    return [item.says for item in items_for_closing(standing) if not item.done]


def is_lado(agency: str) -> bool:
    """Whether an agency of this name is where allegations against people who work with children go."""
    return "LADO" in agency.split() or "designated officer" in agency.casefold()


def _children(number: int) -> str:
    return "1 child" if number == 1 else f"{number} children"
