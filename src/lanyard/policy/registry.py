"""What keeps clauses is unknown to this room; those who know hang it here when the application starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lanyard.policy.clause_ids import other_wordings
from lanyard.policy.reading import NONE

# Each answers controls by id with the sentences that describe them, the one for people first.
control_candidates: list[Callable[[], Mapping[str, Sequence[str]]]] = []


def candidates() -> dict[str, list[str]]:
    """Every known control with the sentences that describe it."""
    return {key: list(texts) for provider in control_candidates for key, texts in provider().items()}


def compared() -> dict[str, list[str]]:
    """What a clause is compared with: every known control, and what such documents say that no control keeps."""
    return {**candidates(), NONE: list(other_wordings())}


def control_names() -> dict[str, str]:
    """Every known control with the one sentence that says what it checks; the id where it has none."""
    return {key: (texts[0] if texts else key) for key, texts in candidates().items()}
