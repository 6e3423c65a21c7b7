"""How like texts are by the stems of their words, rare ones counting more (TF-IDF).

What is compared are groups of sentences, each about one matter: the whole of a group, and its likest single sentences.
Why that is written here and not a library: docs/decisions/0010-text-similarity.md.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

LIKEST = 3
"""Sentences of a group that are looked at one by one."""

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


class Stems(NamedTuple):
    """What groups of sentences say.

    owners: for each stem the groups that have it, by their place, with its share of their vector of length one.
    sentences: the same for single sentences, by their place; of: the group that each is in; sizes: how many each has.
    rarity: weight of each stem; rarest: of a stem that no group has.
    """

    owners: dict[str, list[tuple[int, float]]]
    sentences: dict[str, list[tuple[int, float]]]
    of: list[int]
    sizes: Counter[int]
    rarity: Vector
    rarest: float

    def vector(self, text: str) -> Vector:
        """The words of a text, of length one."""
        return unit(_weighted(Counter(_terms(text)), self.rarity, self.rarest))

    def likeness(self, vector: Vector) -> list[float]:
        """For each group, from 0 to 1: half how like the whole of it is, half how like its likest sentences are."""
        whole = _likeness(vector, self.owners)
        found: dict[int, list[float]] = defaultdict(list)
        for place, like in _likeness(vector, self.sentences).items():
            found[self.of[place]].append(like)
        return [
            (whole.get(group, 0.0) + sum(nlargest(LIKEST, found[group])) / min(LIKEST, size)) / 2
            for group, size in sorted(self.sizes.items())
        ]


def stems_of(groups: Sequence[Sequence[str]]) -> Stems:
    """What groups of sentences say; each has at least one with a stem."""
    counts = [Counter(term for text in texts for term in _terms(text)) for texts in groups]
    spread = Counter(term for found in counts for term in found)
    rarest = math.log(1 + len(counts)) + 1
    rarity = {term: rarest - math.log(1 + owners) for term, owners in spread.items()}
    of = [group for group, texts in enumerate(groups) for _ in texts]
    sentences = [Counter(_terms(text)) for texts in groups for text in texts]
    return Stems(
        _shares(enumerate(counts), rarity, rarest),
        _shares(enumerate(sentences), rarity, rarest),
        of,
        Counter(of),
        rarity,
        rarest,
    )


def _shares(
    counts: Iterable[tuple[int, Counter[str]]], rarity: Vector, rarest: float
) -> dict[str, list[tuple[int, float]]]:
    """For each stem whose it is, and its share of a vector of length one."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for key, terms in counts:
        for term, weight in unit(_weighted(terms, rarity, rarest)).items():
            found[term].append((key, weight))
    return dict(found)


def _weighted(counts: Counter[str], rarity: Vector, rarest: float) -> Vector:
    return {term: (1 + math.log(count)) * rarity.get(term, rarest) for term, count in counts.items()}


def unit(vector: Vector) -> Vector:
    """The vector of length one."""
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()}


def _likeness(vector: Vector, shares: Mapping[str, Sequence[tuple[int, float]]]) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
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
