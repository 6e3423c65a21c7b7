"""Which controls may keep a clause, by likeness of words. Computed here, on this machine; no text leaves it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from lanyard.policy.reading.model import Suggestion

THRESHOLD = 0.08
"""Likeness below which two texts share only the common words of any school policy."""

MOST_SUGGESTIONS = 3

PHRASES = (
    # What every clause of such a policy speaks of tells none from another.
    (re.compile(r"\bsocial (?:media|networking|networks?)(?: sites?)?\b"), " "),
    (re.compile(r"\bdesignated safeguarding leads?\b"), " dsl "),
    (re.compile(r"\bacceptable use (?:polic(?:y|ies)|agreements?)\b"), " aup "),
    (re.compile(r"\b(?:head ?teachers?|principals?|heads?)\b"), " headteacher "),
    (re.compile(r"\b(?:pupils?|learners?|students?|child(?:ren)?|young (?:people|persons?))\b"), " child "),
    (re.compile(r"\b(?:carers?|guardians?|famil(?:y|ies)|parents?)\b"), " parent "),
    (re.compile(r"\b(?:teachers?|employees?|members? of staff|staff members?|staff|personnel)\b"), " staff "),
    (re.compile(r"\b(?:settings?|schools?|academ(?:y|ies))\b"), " school "),
    (re.compile(r"\b(?:log(?:ging)?[ -]?in|sign(?:ing)?[ -]?in|credentials?)\b"), " login "),
    (re.compile(r"\b(?:photos?|photographs?|pictures?|images?|videos?)\b"), " image "),
    (re.compile(r"\b(?:annually|yearly|once a year|every year|annual)\b"), " year "),
    (
        re.compile(r"\b(?:pages?|groups?|accounts?|channels?) (?=official)|official (?:pages?|groups?|accounts?)\b"),
        " official channel ",
    ),
)
WORD = re.compile(r"[a-z]{2,}")


class Worded(Protocol):
    """What is compared: a clause's key, its words and the lead that completes them."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def lead(self) -> str: ...


def suggest(clauses: Sequence[Worded], candidates: Mapping[str, Sequence[str]]) -> dict[str, tuple[Suggestion, ...]]:
    """For each clause's key up to three controls whose description is likest to it, best first.

    candidates: for each control the sentences that describe it: what it checks, and the words of the clauses it keeps.
    Scores run from 0 to 1, rounded to three places; equal scores are ordered by control. A clause is compared together
    with its lead, and a control by its likest sentence or by its whole description, whichever is nearer.
    """
    owners, passages = _passages(candidates)
    if not clauses or not passages:
        return {clause.key: () for clause in clauses}
    # scikit-learn takes a second to import, and most readers of a document never ask for suggestions.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    wordings = [f"{clause.lead} {clause.text}" for clause in clauses]
    vectorizer = TfidfVectorizer(
        tokenizer=stems, token_pattern=None, lowercase=False, sublinear_tf=True, ngram_range=(1, 2)
    )
    vectorizer.fit(passages + wordings)
    likeness = cosine_similarity(vectorizer.transform(wordings), vectorizer.transform(passages))
    return {clause.key: _best(owners, row) for clause, row in zip(clauses, likeness.tolist(), strict=True)}


def _passages(candidates: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    pairs = [
        (control, text)
        for control in sorted(candidates)
        for text in [*candidates[control], " ".join(candidates[control])]
        if stems(text)
    ]
    return [control for control, _ in pairs], [text for _, text in pairs]


def _best(owners: Sequence[str], row: Sequence[float]) -> tuple[Suggestion, ...]:
    scores: dict[str, float] = {}
    for control, likeness in zip(owners, row, strict=True):
        score = round(min(1.0, max(0.0, likeness)), 3)
        if score >= THRESHOLD:
            scores[control] = max(score, scores.get(control, 0.0))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Suggestion(control, score) for control, score in ranked[:MOST_SUGGESTIONS])


def stems(text: str) -> list[str]:
    """The words of a text that carry meaning, as stems, with the field's synonyms made one."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # late for the reason given in suggest()

    text = text.lower().replace("\u2019", "'")
    for phrase, word in PHRASES:
        text = phrase.sub(word, text)
    words = [word for word in WORD.findall(text) if word not in ENGLISH_STOP_WORDS]
    return _stemmer().stemWords(words)


@cache
def _stemmer():
    import snowballstemmer

    return snowballstemmer.stemmer("english")
