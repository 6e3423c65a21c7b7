"""Which clause IDs a newly read clause serves, by likeness of meaning and words; a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lanyard.policy.clause_ids import clause_ids, other_wordings
from lanyard.policy.reading import NONE, CannotSuggest, ReadPolicy, Suggestion, suggest

LIKE_ENOUGH = 0.3
"""Chance from which a clause ID is put forward; suggested controls, which are asked about one by one, need less."""

NEARLY_AS_LIKE = 0.75
"""Share of the best chance from which a second clause ID is put forward too."""


def known_clause_ids() -> dict[str, Sequence[str]]:
    """What a clause is compared with: all that describes each clause ID, and what such documents say besides."""
    return {entry.id: entry.described for entry in clause_ids().values()} | {NONE: other_wordings()}


def suggested_clause_ids(policy: ReadPolicy) -> dict[str, list[str]]:
    """For each clause's key the clause IDs put forward: none, one, or two that are nearly as like.

    A policy that was compared where it was read, as uploads are, is not compared again: that takes a model, which has
    no place in the server's process. Where the model does not run, none is put forward; reading has told so.
    """
    found: Mapping[str, Sequence[Suggestion]] = {clause.key: clause.clause_ids for clause in policy.clauses}
    if all(clause.none_fits is None for clause in policy.clauses):
        try:
            found = suggest(policy.clauses, known_clause_ids())
        except CannotSuggest:
            found = {clause.key: () for clause in policy.clauses}
    return {key: _put_forward(suggestions) for key, suggestions in found.items()}


def _put_forward(suggestions: Sequence[Suggestion]) -> list[str]:
    best = suggestions[0].score if suggestions else 0.0
    return [one.id for one in suggestions[:2] if one.score >= max(LIKE_ENOUGH, best * NEARLY_AS_LIKE)]
