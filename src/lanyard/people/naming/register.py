"""The people who may be meant, arranged so that a word finds those whose name it is, or is close to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

from lanyard.people.naming.folding import plain, tokens
from lanyard.people.naming.short_names import short_forms
from lanyard.people.naming.slips import (
    SHORTEST_BY_SOUND,
    most_slips,
    shortened,
    slips_between,
    sound_of,
)

Id = TypeVar("Id", bound=Hashable)

# Small words of family names, which alone are nobody: "van", "de la", "Ní".
PARTICLES = frozenset(
    "van von vander der den de del della di da dos das du la le les el al bin binti ibn abu ap ab ni nic mac mc o fitz "
    "san santa st saint ter ten te zu zur y e".split()
)
_SHORTEST_PART = 3
_SHORTEST_JOINED = 5


@dataclass(frozen=True, slots=True)
class Known(Generic[Id]):
    """Somebody on the register. `roles` are those that they hold or stand in for."""

    id: Id
    given: str
    family: str
    preferred: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()


class Part(StrEnum):
    """What a word is of somebody's name."""

    FAMILY = "family"
    # One of several words of a family name.
    PIECE = "piece"
    GIVEN = "given"
    # A short or pet form of the given name.
    SHORT = "short"
    # Given and family name written as one word.
    JOINED = "joined"
    # The same of a short form, or of an initial.
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Found:
    """That a word is, or is close to, a part of somebody's name; `who` is their place in the register."""

    who: int
    part: Part
    slips: int
    letters: int


@dataclass(frozen=True)
class Register(Generic[Id]):
    """Everybody who may be meant. Making one costs about as much as looking through two texts: keep it."""

    people: tuple[Known[Id], ...]
    _words: Mapping[str, list[tuple[int, Part]]] = field(repr=False)
    _near: Mapping[str, set[str]] = field(repr=False)
    _sounds: Mapping[str, set[str]] = field(repr=False)
    initials: Mapping[int, frozenset[str]] = field(repr=False)
    families: Mapping[int, str] = field(repr=False)
    emails: Mapping[str, list[int]] = field(repr=False)
    holders: Mapping[str, list[int]] = field(repr=False)
    _asked: dict[tuple[str, ...], list[Found]] = field(repr=False, default_factory=dict)

    def exactly(self, words: Iterable[str]) -> list[Found]:
        """Those of whose names one of these is a part."""
        found = {}
        for word in words:
            for who, part in self._words.get(word, ()):
                found[who, part] = Found(who, part, 0, len(word))
        return list(found.values())

    def nearly(self, words: Iterable[str]) -> list[Found]:
        """The same, and those of whose names one of these is a part but for a slip or two."""
        asked = tuple(words)
        if asked not in self._asked:
            self._asked[asked] = self._nearly(asked)
        return self._asked[asked]

    def _nearly(self, words: Iterable[str]) -> list[Found]:
        found = {(one.who, one.part): one for one in self.exactly(words)}
        for word in words:
            for known, slips in self._close_to(word):
                for who, part in self._words[known]:
                    if part is not Part.SHORT and (who, part) not in found:
                        found[who, part] = Found(who, part, slips, len(known))
        return list(found.values())

    def _close_to(self, word: str) -> Iterable[tuple[str, int]]:
        by = most_slips(len(word) + 1)
        near = set(chain.from_iterable(self._near.get(less, ()) for less in shortened(word, by))) if by else set()
        if len(word) >= SHORTEST_BY_SOUND - 1:
            near |= self._sounds.get(sound_of(word), set())
        for known in near:
            slips = slips_between(word, known)
            by_sound = len(known) >= SHORTEST_BY_SOUND and slips <= 2 and sound_of(known) == sound_of(word)
            if 0 < slips <= most_slips(len(known)) or (slips and by_sound):
                yield known, slips


def register_of(people: Iterable[Known[Id]]) -> Register[Id]:
    """The people, arranged. The same people are arranged once."""
    return _arranged(tuple(people))


@lru_cache(maxsize=128)
def _arranged(everybody: tuple[Known[Id], ...]) -> Register[Id]:
    words: dict[str, list[tuple[int, Part]]] = defaultdict(list)
    emails, holders = defaultdict(list), defaultdict(list)
    initials, families = {}, {}
    for who, person in enumerate(everybody):
        families[who] = plain(person.family)
        initials[who] = frozenset(one[0] for one in given_words(person))
        for word, part in _parts(person):
            if (who, part) not in words[word]:
                words[word].append((who, part))
        if person.email:
            emails[person.email.casefold()].append(who)
        for role in person.roles:
            holders[role].append(who)
    near, sounds = defaultdict(set), defaultdict(set)
    for word, uses in words.items():
        parts = {part for _, part in uses} - {Part.SHORT, Part.HANDLE}
        if not parts:
            continue
        for less in shortened(word, 1 if parts == {Part.JOINED} else most_slips(len(word))):
            near[less].add(word)
        if len(word) >= SHORTEST_BY_SOUND:
            sounds[sound_of(word)].add(word)
    return Register(everybody, dict(words), dict(near), dict(sounds), initials, families, dict(emails), dict(holders))


def names_of(person: Known) -> dict[str, int]:
    """The words by which somebody is found, and how many slips each bears."""
    found: dict[str, int] = {}
    for word, part in _parts(person):
        bears = 0 if part in (Part.SHORT, Part.HANDLE) else most_slips(len(word))
        found[word] = max(found.get(word, 0), min(bears, 1) if part is Part.JOINED else bears)
    return found


def looks_like(one: Known, other: Known) -> bool:
    """Whether two records may be of one person: the same address, or the same given and family name."""
    if one.email and one.email.casefold() == other.email.casefold():
        return True
    same_given = set(given_words(one)) & set(given_words(other))
    return bool(same_given) and bool(set(_spellings(one.family)) & set(_spellings(other.family)))


def given_words(person: Known) -> tuple[str, ...]:
    """The words of the given and preferred names."""
    return _read(f"{person.preferred} {person.given}")


def family_words(person: Known) -> tuple[str, ...]:
    """The family name as one word, in each of its readings."""
    return _spellings(person.family)


def pieces_of(person: Known) -> tuple[str, ...]:
    """The words of a family name of several that may stand for it alone."""
    every = _read(person.family)
    return tuple(one for one in every if len(one) >= _SHORTEST_PART and one not in PARTICLES) if len(every) > 1 else ()


def _parts(person: Known) -> Iterable[tuple[str, Part]]:
    given, families = given_words(person), _spellings(person.family)
    for family in families:
        yield family, Part.FAMILY
    for piece in pieces_of(person):
        yield piece, Part.PIECE
    for one in given:
        yield one, Part.GIVEN
    whole = plain(person.given)
    if whole and whole not in given:
        yield whole, Part.GIVEN
    shorts = set(chain.from_iterable(short_forms(one) for one in given)) - set(given)
    for one in shorts:
        yield one, Part.SHORT
    yield from _joined(given, families, shorts)


def _joined(given: Collection[str], families: Collection[str], shorts: Collection[str]) -> Iterable[tuple[str, Part]]:
    for family in families:
        for part, names in ((Part.JOINED, given), (Part.HANDLE, shorts)):
            for one in names:
                if len(family) + len(one) >= _SHORTEST_JOINED:
                    yield one + family, part
                    yield family + one, part
        for letter in {one[0] for one in given}:
            if len(family) + 1 >= _SHORTEST_JOINED:
                yield letter + family, Part.HANDLE
                yield family + letter, Part.HANDLE
        for one in given:
            if family and len(one) + 1 >= _SHORTEST_JOINED:
                yield one + family[0], Part.HANDLE


def _spellings(text: str) -> tuple[str, ...]:
    """A name of one or several words as one, in each of its readings."""
    found = [""]
    for token in tokens(text):
        found = [head + tail for head in found for tail in token.readings][:4]
    return tuple(dict.fromkeys(one for one in found if one))


def _read(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for token in tokens(text) for one in token.readings))
