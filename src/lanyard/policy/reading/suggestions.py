"""Which controls may keep a clause. Computed here, on this machine; no text leaves it.

A clause is compared with the sentences that describe each control, twice: by what they mean (`meaning`) and by the
stems of their words (`stems`). What such documents also say and no control keeps competes, so that "none fits" is an
answer with a score of its own. How well that works, and how it was chosen: docs/decisions/0010-text-similarity.md.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lanyard.policy.reading.model import NONE, Suggestion, Worded
from lanyard.policy.reading.stems import stems

NONE_FITS = 0.85
"""Score of "none fits" from which nothing is suggested: hiding a right control is worse than showing a needless one."""

THRESHOLD = 0.01
"""Score that a suggestion needs."""

LIKELY = 0.5
"""Score from which a suggestion is called likely; below it is possible."""

MOST_SUGGESTIONS = 3

MOST_CLAUSES = 800
"""Clauses of a document that are compared, ten milliseconds each; no policy has half as many."""


class CannotSuggest(Exception):
    """The model of sentences does not run on this computer; str() is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for a clause: up to three suggestions, best first, and the score from 0 to 1 that none fits."""

    suggestions: tuple[Suggestion, ...] = ()
    none_fits: float = 1.0


def suggest(clauses: Sequence[Worded], candidates: Mapping[str, Sequence[str]]) -> dict[str, tuple[Suggestion, ...]]:
    """For each clause's key up to three controls whose description is likest to it, best first; none where none fits.

    See `weighed`, which also gives the score that none fits.
    """
    return {key: found.suggestions for key, found in weighed(clauses, candidates).items()}


def weighed(clauses: Sequence[Worded], candidates: Mapping[str, Sequence[str]]) -> dict[str, Weighed]:
    """For each clause's key the controls whose description is likest to it, and how likely it is that none fits.

    candidates: for each control the sentences that describe it: what it checks, and the words of the clauses it keeps.
    Under the key "none" may stand sentences that such documents also hold and that no control keeps.
    Scores are shares of 1, rounded to three places: 0.7 means right in about 7 cases of 10. Equal scores are ordered
    by control. A clause is compared together with its lead and its list and, lightly, with the name of its section.
    Only the first MOST_CLAUSES are compared. Raises CannotSuggest where the model of sentences does not run.
    """
    groups = _groups(candidates)
    worded = [clause for clause in clauses[:MOST_CLAUSES] if stems(clause.text) or stems(clause.lead)]
    nothing = {clause.key: Weighed() for clause in clauses}
    if not worded or not any(owners != {NONE} for owners in groups):
        return nothing
    try:
        from lanyard.policy.reading.likeness import compared  # late: it loads the model
    except ImportError as problem:
        raise CannotSuggest(
            f"The model that compares sentences does not run on this computer ({problem.name})."
        ) from problem
    chances = compared(worded, tuple(groups.items()))
    return nothing | {
        clause.key: _weighed(groups, shares, none) for clause, (shares, none) in zip(worded, chances, strict=True)
    }


def _groups(candidates: Mapping[str, Sequence[str]]) -> dict[frozenset[str], tuple[str, ...]]:
    """The sentences by whose they are: controls that keep the same clause share most of theirs."""
    owners: dict[str, set[str]] = defaultdict(set)
    for control in sorted(candidates):
        for text in candidates[control]:
            if stems(text):
                owners[text].add(control)
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for text, whose in owners.items():
        found[frozenset(whose)].append(text)
    return {whose: tuple(found[whose]) for whose in sorted(found, key=sorted)}


def _weighed(groups: Iterable[Collection[str]], shares: Sequence[float], none: float) -> Weighed:
    """shares: the chance of each group, given that something fits; none: the chance that nothing does."""
    scores: dict[str, float] = defaultdict(float)
    for owners, share in zip(groups, shares, strict=True):
        for control in owners:
            scores[control] += share * (1 - none)
    scores.pop(NONE, None)
    rounded = ((control, round(min(1.0, score), 3)) for control, score in scores.items())
    ranked = sorted(rounded, key=lambda pair: (-pair[1], pair[0]))[:MOST_SUGGESTIONS]
    kept = () if none >= NONE_FITS else tuple(Suggestion(*pair) for pair in ranked if pair[1] >= THRESHOLD)
    return Weighed(kept, round(none, 3))
