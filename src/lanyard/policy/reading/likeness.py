"""The chance that a clause is about what a group of sentences is about, from what both mean and from their words.

A clause is told apart by linear discriminant analysis: directions in which sentences of one group differ among
themselves count little. It needs no training beforehand, so a new control or a new wording is known at once.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lanyard.policy.reading.context import sense_in_context, words_in_context
from lanyard.policy.reading.meaning import Vectors, meanings
from lanyard.policy.reading.model import NONE, Worded
from lanyard.policy.reading.stems import Stems, stems_of

# Fitted to the clauses marked "tune" and "held" in tests/policy/reading/data/clause-wording.txt, and others like them.
SENSE = 0.1
WORDS = 12.0
"""Weights of what is meant and of the words."""

SHARPNESS = 1.4
"""What makes the chances come out as often as they say."""

MARGIN = 2.1
DOUBT = -1.15
"""How far the best group must be ahead of "none" for an even chance that it fits, and how fast that grows."""

SENSE_ALONE = 15.9
WORDS_ALONE = 28.2
DOUBT_ALONE = -10.3
"""The same where nothing says what "none" looks like: from the likest sentence, the likest words, and neither."""

LENIENT = 3.0
"""How much less likeness is enough where something does say so."""

SPREAD = 0.005
AS_MANY = 77
"""Spread of sentences about one matter in each direction, believed as if it had been seen in so many sentences."""

Groups = tuple[tuple[frozenset[str], tuple[str, ...]], ...]


class _Told(NamedTuple):
    """What the groups say: their words, the directions that tell them apart, all sentences that can fit, and "none"."""

    words: Stems
    slopes: Vectors
    starts: Vectors
    sentences: Vectors
    none: int | None


def compared(clauses: Sequence[Worded], groups: Groups) -> list[tuple[list[float], float]]:
    """For each clause (the chance of each group if one fits, "none" being given none; the chance that none fits)."""
    told = _told(groups)
    sense = sense_in_context(clauses)
    words = np.array([told.words.likeness(vector) for vector in words_in_context(clauses, told.words)])
    scores = SENSE * (sense @ told.slopes + told.starts) + WORDS * words
    fitting = scores.copy()
    if told.none is not None:
        fitting[:, told.none] = -np.inf
    best = fitting.max(axis=1)
    shares = np.exp(SHARPNESS * (fitting - best[:, None]))
    shares /= shares.sum(axis=1, keepdims=True)
    # Nothing fits what is like nothing at all, however unlike "none" it is, too.
    likest = (sense @ told.sentences.T).max(axis=1)
    ahead = SENSE_ALONE * likest + WORDS_ALONE * np.delete(words, told.none or [], axis=1).max(axis=1) + DOUBT_ALONE
    if told.none is not None:
        ahead = np.minimum(ahead + LENIENT, MARGIN * (best - scores[:, told.none]) + DOUBT)
    none = 1 / (1 + np.exp(np.clip(ahead, -50, 50)))
    return [(row.tolist(), float(one)) for row, one in zip(shares, none, strict=True)]


@lru_cache(maxsize=4)
def _told(groups: Groups) -> _Told:
    """Remembered, because it is the same for every document until the controls change."""
    texts = [text for _, said in groups for text in said]
    of = np.repeat(np.arange(len(groups)), [len(said) for _, said in groups])
    sentences = meanings(texts)
    owners: list[Collection[str]] = [whose for whose, _ in groups]
    none = owners.index({NONE}) if {NONE} in owners else None
    means = np.array([sentences[of == group].mean(axis=0) for group in range(len(groups))])
    within = sentences - means[of]
    spread = within.T @ within + AS_MANY * SPREAD * np.eye(sentences.shape[1])
    slopes = np.linalg.solve(spread / (len(texts) + AS_MANY), means.T)
    return _Told(
        words=stems_of([said for _, said in groups]),
        slopes=slopes,
        starts=-(means.T * slopes).sum(axis=0) / 2,
        sentences=sentences[of != none],
        none=none,
    )
