"""A risk assessment as a matrix of likelihood and severity, each from 1 to 5 (OFF2). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lanyard.channels.rules import level

# The words for a score, as the form offers them.
WORDS = {1: "very low", 2: "low", 3: "medium", 4: "high", 5: "very high"}

# Likelihood and severity of a row, None where it is not scored.
Score = tuple[int | None, int | None]


@dataclass(frozen=True)
class Cell:
    """One combination: the word for its risk, and the numbers of the rows that have it, counted from 1."""

    severity: int
    level: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """All combinations of one likelihood, the least severe first."""

    likelihood: int
    cells: tuple[Cell, ...]


def matrix(scores: Sequence[Score]) -> list[Line]:
    """The 25 combinations with the rows that stand in each, the most likely first. A row without a score is in none."""
    standing: dict[Score, list[int]] = defaultdict(list)
    for number, score in enumerate(scores, 1):
        standing[score].append(number)
    return [
        Line(
            likelihood,
            tuple(
                Cell(severity, level(likelihood, severity), tuple(standing[likelihood, severity])) for severity in WORDS
            ),
        )
        for likelihood in sorted(WORDS, reverse=True)
    ]


def unscored(scores: Sequence[Score]) -> list[int]:
    """The numbers of the rows without a whole score."""
    return [number for number, score in enumerate(scores, 1) if None in score]
