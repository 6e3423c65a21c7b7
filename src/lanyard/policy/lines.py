"""Which clause of the edition before a clause of a newly read document goes on from. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

WORD = re.compile(r"\w+")

ALIKE = 0.6
"""Share of words in common (Dice) from which two texts are the same clause in new words."""

Line = TypeVar("Line", bound=Hashable)


@dataclass(frozen=True)
class Known(Generic[Line]):
    """A clause of the edition before: its line and its words."""

    line: Line
    text: str


def carried(before: Sequence[Known[Line]], texts: Sequence[str]) -> list[Line | None]:
    """For each text the line it goes on from, or None for a new clause; no line twice, the likest pair first."""
    olds = [frozenset(WORD.findall(known.text.lower())) for known in before]
    news = [frozenset(WORD.findall(text.lower())) for text in texts]
    pairs = sorted(
        ((_likeness(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news)),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1]),
    )
    taken: set[int] = set()
    found: list[Line | None] = [None] * len(texts)
    for score, i, j in pairs:
        if score < ALIKE:
            break
        if i not in taken and found[j] is None:
            taken.add(i)
            found[j] = before[i].line
    return found


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
