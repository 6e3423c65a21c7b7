"""Which clause IDs a newly read clause serves, by likeness of words; a person confirms it."""

from __future__ import annotations

from lanyard.policy.clause_ids import clause_ids
from lanyard.policy.reading import ReadPolicy, suggest

LIKE_ENOUGH = 0.14
"""Likeness from which a clause ID is put forward: 88 right, none wrong and 9 left open over the model policy."""

NEARLY_AS_LIKE = 0.85
"""Share of the best likeness from which a second clause ID is put forward too."""


def suggested_clause_ids(policy: ReadPolicy) -> dict[str, list[str]]:
    """For each clause's key the clause IDs put forward: none, one, or two that are nearly as like."""
    known = {entry.id: [entry.asks, entry.looks_for, entry.words] for entry in clause_ids().values()}
    found = {}
    for key, likeness in suggest(policy.clauses, known).items():
        best = likeness[0].score if likeness else 0.0
        found[key] = [one.id for one in likeness[:2] if one.score >= max(LIKE_ENOUGH, best * NEARLY_AS_LIKE)]
    return found
