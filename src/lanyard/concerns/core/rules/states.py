"""Where a concern may go from where it stands (BRE2). What has to be recorded first is in `closing`."""

from __future__ import annotations

from collections.abc import Mapping

from lanyard.kernel.refusals import Refused

# State -> the states that may follow. A closed concern can be opened again; nothing is ever undone to "new".
STEPS: Mapping[str, frozenset[str]] = {
    "new": frozenset({"open"}),
    "open": frozenset({"decided"}),
    "decided": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}


def check_step(now: str, then: str) -> None:
    """Raises `Refused` if a concern can't go from one state to the other."""
    if then not in STEPS[now]:
        raise Refused(_WHY.get((now, then), "This can’t follow where the concern stands now. Reopen it first."))


_WHY = {
    ("new", "decided"): "Acknowledge the concern before you decide on it.",
    ("new", "closed"): "Acknowledge the concern, and decide on it, before you close it.",
    ("open", "closed"): "Decide on the concern before you close it.",
}
