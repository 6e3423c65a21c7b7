"""Which controls may keep a clause, by likeness of words. Computed here, on this machine; no text leaves it.

The likeness is the cosine of two lists of words, rare ones counting more (TF-IDF): those of the clause, and those of
all that describes the control; and half of it is how like the clause is to the likest single sentences. What such
documents also say and no control keeps competes, so that "none fits" is an answer. Why that is written here and not a
library, and what a model of sentences would add: docs/decisions/0010-text-similarity.md.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

from lanyard.policy.reading.model import Suggestion
from lanyard.policy.reading.shape import stands_alone

FITS = 0.4
"""Score that the best control needs; below it none fits, and nothing is suggested."""

THRESHOLD = 0.15
"""Score that the others need."""

OTHER = 1.4
COMMONPLACE = 0.03
"""Weight of the likeness to what no control keeps, and likeness that any two texts of schools have.

Together they make a score of a half mean "as likely as not": fitted to the documents marked "tune" in
tests/policy/reading/data/clause-wording.txt.
"""

NONE = "none"
"""Key, among the controls compared, of what no control keeps; never an answer."""

LIKEST = 3
"""Sentences of a control that are looked at one by one."""

MOST_SUGGESTIONS = 3

LEAD = 0.8
LEAD_OF_A_SENTENCE = 0.25
"""Weight of a clause's lead beside its own words (1.0): a fragment needs it, a full sentence hardly does."""

LIST = 0.8
"""Weight of the other bullets of its list for a fragment, and of all of them for the words that open the list."""

MOST_OF_A_LIST = 40
"""Bullets of one list that are looked at; no list of a policy is longer, and a file made to be slow is kept short."""

SECTION = 0.15
"""Weight of the section's name."""

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
COMMON = frozenset(
    """
    about above across after again against all also although always am among an and another any anyone anything are
    around as at be became because been before being below between both but by can cannot could did do does doing don
    down during each either else etc even ever every for from further had has have having he hence her here hers him
    his how however if in inside into is it its itself just let ll made make many may me might more most much must my
    neither no nor not now of off often on once one only onto or other others otherwise our ours out over own per
    rather re same shall she should since so some such than that the their theirs them themselves then there these
    they this those though through throughout thus to together too towards under until up upon us ve very via was we
    well were what whatever when where whereas wherever whether which while who whoever whole whom whose why will with
    within without would yet you your yours
    """.split()
)
"""Words that carry no meaning by themselves."""

Vector = dict[str, float]
Key = TypeVar("Key", str, int)


class Worded(Protocol):
    """What is compared: a clause's key, its words, the lead that completes them and the section they stand in."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def section(self) -> str: ...


class _Catalogue(NamedTuple):
    """What the controls say.

    owners: for each stem the controls that have it, with its share of their vector of length one.
    sentences: the same for the single sentences that describe the controls, by their place.
    of: the control that each sentence describes, by its place; sizes: for each control how many sentences it has.
    rarity: weight of each stem; rarest: of a stem that no control has.
    """

    owners: dict[str, list[tuple[str, float]]]
    sentences: dict[str, list[tuple[int, float]]]
    of: list[str]
    sizes: Counter[str]
    rarity: Vector
    rarest: float

    def vector(self, text: str) -> Vector:
        """The words of a text, of length one."""
        return _unit(_weighted(Counter(_terms(text)), self.rarity, self.rarest))


def suggest(clauses: Sequence[Worded], candidates: Mapping[str, Sequence[str]]) -> dict[str, tuple[Suggestion, ...]]:
    """For each clause's key up to three controls whose description is likest to it, best first; none where none fits.

    candidates: for each control the sentences that describe it: what it checks, and the words of the clauses it keeps.
    Under the key "none" may stand sentences that such documents also hold and that no control keeps.
    Scores run from 0 to 1, rounded to three places; equal scores are ordered by control. A clause is compared together
    with its lead and, lightly, with the name of its section.
    """
    catalogue = _catalogue(tuple((control, tuple(candidates[control])) for control in sorted(candidates)))
    own = {clause.key: catalogue.vector(clause.text) for clause in clauses}
    lists = _lists(clauses, own)
    return {clause.key: _best(_in_context(clause, own[clause.key], lists, catalogue), catalogue) for clause in clauses}


@lru_cache(maxsize=4)
def _catalogue(candidates: tuple[tuple[str, tuple[str, ...]], ...]) -> _Catalogue:
    """Remembered, because it is the same for every document until the controls change."""
    counts = {control: Counter(term for text in texts for term in _terms(text)) for control, texts in candidates}
    spread = Counter(term for found in counts.values() for term in found)
    rarest = math.log(1 + len(counts)) + 1
    rarity = {term: rarest - math.log(1 + owners) for term, owners in spread.items()}
    of = [control for control, texts in candidates for _ in texts]
    sentences = [Counter(_terms(text)) for _, texts in candidates for text in texts]
    return _Catalogue(
        _shares(counts.items(), rarity, rarest),
        _shares(enumerate(sentences), rarity, rarest),
        of,
        Counter(of),
        rarity,
        rarest,
    )


def _shares(
    counts: Iterable[tuple[Key, Counter[str]]], rarity: Vector, rarest: float
) -> dict[str, list[tuple[Key, float]]]:
    """For each stem whose it is, and its share of a vector of length one."""
    found: dict[str, list[tuple[Key, float]]] = defaultdict(list)
    for key, terms in counts:
        for term, weight in _unit(_weighted(terms, rarity, rarest)).items():
            found[term].append((key, weight))
    return dict(found)


def _lists(clauses: Sequence[Worded], own: Mapping[str, Vector]) -> dict[tuple[str, str], Vector]:
    """For each section and lead the words of the bullets that finish it, of length one."""
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for clause in clauses:
        if clause.lead:
            members[clause.section, clause.lead].append(clause.key)
    found = {}
    for place, keys in members.items():
        whole: Vector = defaultdict(float)
        for key in keys[:MOST_OF_A_LIST]:
            _add(whole, own[key], 1.0)
        found[place] = _unit(whole)
    return found


def _in_context(clause: Worded, own: Vector, lists: Mapping[tuple[str, str], Vector], catalogue: _Catalogue) -> Vector:
    """The clause's words with those around it: bullets of one list are about one matter."""
    found: Vector = defaultdict(float)
    _add(found, own, 1.0)
    alone = stands_alone(clause.text)
    if clause.lead:
        _add(found, catalogue.vector(clause.lead), LEAD_OF_A_SENTENCE if alone else LEAD)
        if not alone:
            _add(found, lists[clause.section, clause.lead], LIST)
    _add(found, lists.get((clause.section, f"{clause.lead} {clause.text}".strip()), {}), LIST)
    _add(found, catalogue.vector(clause.section), SECTION)
    return _unit(found)


def _add(to: Vector, vector: Vector, share: float) -> None:
    for term, weight in vector.items():
        to[term] += share * weight


def _weighted(counts: Counter[str], rarity: Vector, rarest: float) -> Vector:
    return {term: (1 + math.log(count)) * rarity.get(term, rarest) for term, count in counts.items()}


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()}


def _best(clause: Vector, catalogue: _Catalogue) -> tuple[Suggestion, ...]:
    whole = _likeness(clause, catalogue.owners)
    single = _likest(clause, catalogue)
    likeness = {control: (whole[control] + single.get(control, 0.0)) / 2 for control in whole}
    other = likeness.pop(NONE, 0.0)
    rounded = ((control, round(_score(min(1.0, like), other), 3)) for control, like in likeness.items())
    ranked = sorted(rounded, key=lambda pair: (-pair[1], pair[0]))[:MOST_SUGGESTIONS]
    if not ranked or ranked[0][1] < FITS:
        return ()
    return tuple(Suggestion(control, score) for control, score in ranked if score >= THRESHOLD)


def _score(like: float, other: float) -> float:
    """The likeness against what speaks for "none fits", from 0 to 1."""
    return like / (like + OTHER * other + COMMONPLACE * (1 - like)) if like else 0.0


def _likest(clause: Vector, catalogue: _Catalogue) -> Vector:
    """For each control the mean likeness of its likest sentences."""
    found: dict[str, list[float]] = defaultdict(list)
    for place, like in _likeness(clause, catalogue.sentences).items():
        found[catalogue.of[place]].append(like)
    return {
        control: sum(nlargest(LIKEST, likes)) / min(LIKEST, catalogue.sizes[control])
        for control, likes in found.items()
    }


def _likeness(clause: Vector, shares: Mapping[str, Sequence[tuple[Key, float]]]) -> dict[Key, float]:
    found: dict[Key, float] = defaultdict(float)
    for term, weight in clause.items():
        for key, share in shares.get(term, ()):
            found[key] += weight * share
    return found


@lru_cache(maxsize=512)
def _terms(text: str) -> tuple[str, ...]:
    """The stems of a text, and each two that follow each other. Remembered, because all bullets of a list ask it."""
    words = stems(text)
    return (*words, *(" ".join(pair) for pair in pairwise(words)))


def stems(text: str) -> list[str]:
    """The words of a text that carry meaning, as stems, with the field's synonyms made one."""
    text = text.lower().replace("\u2019", "'")
    for phrase, word in PHRASES:
        text = phrase.sub(word, text)
    return [_stem(word) for word in WORD.findall(text) if word not in COMMON]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


@cache
def _stemmer():
    import snowballstemmer  # late, because most readers of a document never ask for suggestions

    return snowballstemmer.stemmer("english")
