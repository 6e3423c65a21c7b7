"""Where a concern may go from where it stands (BRE2). What has to be recorded first is in `closing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# State -> the states that may follow. A closed concern can be opened again; nothing is ever undone to "new".
STEPS: Mapping[str, frozenset[str]] = {
    "new": frozenset({"open"}),
    "open": frozenset({"decided"}),
    "decided": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}


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
