"""How bad it is if nobody acts on a concern, for the first page. Pure; rows EXP7, CHI6 and REP5 of the policy."""

from __future__ import annotations

from typing import Protocol

from lanyard.kernel.rules import IMPORTANT, Severity

CHILD_AT_RISK = Severity("Child at risk", 10, urgent=True)
# Until somebody has read it nobody knows whether the child is at risk.
UNREAD = Severity("Child, not read yet", 15, urgent=True)
ALLEGATION = Severity("Staff allegation", 20, urgent=True)
TOLD_OF_THEMSELVES = Severity("Staff conduct", 22, urgent=True)
_ABOUT_STAFF = {"staff_conduct": ALLEGATION, "about_myself": TOLD_OF_THEMSELVES}


class Concern(Protocol):
    """What it is told by."""

    type: str
    state: str
    risk: str
    child_at_risk: str
    in_danger: bool
    threshold: str
    is_safeguarding: bool


def severity_of(concern: Concern) -> Severity:
    """A child at risk is always urgent, and so is what may be an allegation about staff until it is decided.

    What a reporter said of danger holds until somebody has judged the risk.
    """
    in_danger = concern.in_danger and not concern.risk
    if in_danger or concern.child_at_risk == "yes" or concern.risk in ("high", "danger"):
        return CHILD_AT_RISK
    if concern.is_safeguarding and concern.state == "new":
        return UNREAD
    undecided = concern.threshold in ("", "may_meet") and concern.state in ("new", "open")
    return _ABOUT_STAFF.get(concern.type, IMPORTANT) if undecided else IMPORTANT
