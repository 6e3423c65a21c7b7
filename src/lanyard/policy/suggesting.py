"""Which clause IDs a newly read clause serves, by likeness of words; a person confirms it."""

from __future__ import annotations

from lanyard.policy.clause_ids import clause_ids, other_wordings
from lanyard.policy.reading import NONE, ReadPolicy, suggest

LIKE_ENOUGH = 0.5
"""Score from which a clause ID is put forward; suggested controls, which are asked about one by one, need less."""

NEARLY_AS_LIKE = 0.95
"""Share of the best score from which a second clause ID is put forward too."""


def suggested_clause_ids(policy: ReadPolicy) -> dict[str, list[str]]:
    """For each clause's key the clause IDs put forward: none, one, or two that are nearly as like."""
    known = {entry.id: entry.described for entry in clause_ids().values()} | {NONE: other_wordings()}
    found = {}
    for key, likeness in suggest(policy.clauses, known).items():
        best = likeness[0].score if likeness else 0.0
        found[key] = [one.id for one in likeness[:2] if one.score >= max(LIKE_ENOUGH, best * NEARLY_AS_LIKE)]
    return found
