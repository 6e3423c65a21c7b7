"""Where a concern may go from where it stands, and what has to be there first (BRE2, CHI2, CHI8, CHI9, EXP7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

# State -> the states that may follow. A closed concern can be opened again; nothing is ever undone to "new".
STEPS: Mapping[str, frozenset[str]] = {
    "new": frozenset({"open"}),
    "open": frozenset({"decided"}),
    "decided": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}


# Of these groups it is asked whether a concern may meet the harm threshold; the first three need an answer to end.
THRESHOLD_NEEDED = ("staff", "myself", "contact")
THRESHOLD_GROUPS = (*THRESHOLD_NEEDED, "complaint", "whistleblowing")


class Refused(Exception):
    """Something may not be done; the text is one plain sentence for the person who asked.

    `field` is the part of what they filled in that it is about, where it is about one.
    """

    def __init__(self, says: str = "", field: str = "") -> None:
        super().__init__(says)
        self.field = field


class Missing(Refused):
    """Something has to be recorded first: one plain sentence for each thing that is missing."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


def check_step(now: str, then: str) -> None:
    """Raises `Refused` if a concern can't go from one state to the other."""
    if then not in STEPS[now]:
        raise Refused(_WHY.get((now, then), "This can’t follow where the concern stands now. Open it again first."))


_WHY = {
    ("new", "decided"): "Acknowledge the concern before you decide on it.",
    ("new", "closed"): "Acknowledge the concern, and decide on it, before you close it.",
    ("open", "closed"): "Decide on the concern before you close it.",
}


@dataclass(frozen=True)
class Standing:
    """What a decision or a closing looks at. `children` are the children affected or involved, told apart anyhow."""

    group: str
    children: Collection[str] = ()
    with_action: Collection[str] = ()
    parents_answered: Collection[str] = ()
    threshold: str = ""
    ground: str = ""
    off_site: bool = False
    lado_open: bool = False
    regulator_open: bool = False
    debriefed: bool = False
    open_actions: int = 0


def missing_for_decision(standing: Standing) -> list[str]:
    """What has to be recorded before an outcome, one plain sentence each."""
    missing = []
    if standing.group in THRESHOLD_NEEDED and not standing.threshold:
        missing.append("Decide whether it is a low-level concern or may meet the harm threshold.")
    if standing.lado_open:
        missing.append("Record that the LADO was told, or why not.")
    if standing.regulator_open:
        missing.append("Decide whether the regulator has to be told of the breach.")
    if standing.group == "safeguarding" and standing.off_site and not standing.ground:
        missing.append("It happened away from school: record on what ground the school acts, or that it does not.")
    if left := len(set(standing.children) - set(standing.with_action)):
        missing.append(f"Record an action, or a reason for none, for {_children(left)}.")
    if left := len(set(standing.children) - set(standing.parents_answered)):
        missing.append(f"Record that the parents of {_children(left)} were told, or why not.")
    return missing


def missing_for_closing(standing: Standing) -> list[str]:
    """What has to be recorded before a decided concern is closed, one plain sentence each (BRE2)."""
    missing = []
    if not standing.debriefed:
        missing.append("Hold the debrief, or record why there is none.")
    if standing.open_actions:
        one = standing.open_actions == 1
        missing.append("1 action is not done yet." if one else f"{standing.open_actions} actions are not done yet.")
    return missing


def is_lado(agency: str) -> bool:
    """Whether an agency of this name is where allegations against people who work with children go."""
    return "LADO" in agency.split() or "designated officer" in agency.casefold()


def _children(number: int) -> str:
    return "1 child" if number == 1 else f"{number} children"
