"""Taking names out of texts, the same name always for the same label. Pure.

Whoever reads the result must not learn who anybody is, so it is better to hide too much than too little: a name is
found whole, as given or family name alone, as initials, in any case, with or without accents, apostrophes and hyphens,
and with an s behind it; but never within another word. Email and web addresses, telephone numbers and user names go
whoever they belong to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lanyard.concerns.core.rules.folding import folded, without_accents

Redact = Callable[[str], str]

# What names of people are written with and that names nobody: never hidden on its own.
_EMPTY_WORDS = frozenset(
    """a an the of in at to from and or his her their my our your is was with for by on old
    mr mrs ms miss mx dr prof professor sir dame rev head teacher deputy dsl mum mummy mother dad daddy father parent
    carer gran nan aunt uncle brother sister friend boy girl child children pupil student man woman lady person
    somebody someone nobody unknown other another adult staff year class group form reception nursery school coach
    de la le da do dos das del della di du van von der den ter ten el al bin binti ibn y
    one two three four five six seven eight nine ten""".split()
)
_APOSTROPHES, _HYPHENS = "'’‘ʼ`´", "-‐‑‒–—"
# Letters that stay apart when accents are taken off, and how people type them.
# Where a word begins and ends; digits, points and low lines are no part of it, so that "ash.reed09" holds two names.
_START, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"

# Whoever they belong to: what leads to a person.
_ALWAYS = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        # Everything that hangs together around an @, however many there are.
        ("[email address]", r"[^\s@<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]*[^\s@<>()\[\],;:\".!?'’]"),
        ("[web address]", r"(?:https?://|www\.)\S*[^\s.,;:!?)\]\"'’]"),
        # An accent may be a sign of its own.
        ("[user name]", r"(?<!\w)@+\w(?:[\w.\-\u0300-\u036f]*[\w\u0300-\u036f])?"),
        ("[telephone number]", r"(?<![\d+])(?:\+|00|0)[\s().\-]*\d(?:[\s().\-]*\d){7,13}(?!\d)"),
    )
)
# What stands instead of the name of somebody who has no letter here.
SOMEBODY = "[name]"
# They stay as they are, also for somebody who is called like a word of one.
_LABELS = re.compile("|".join(re.escape(label) for label in (SOMEBODY, *(label for label, _ in _ALWAYS))))


@dataclass(frozen=True)
class Named:
    """Somebody whose names are taken out. `label` stands instead; `names` are all the ways they are called.

    `others` are what is theirs alone and no name: user names, email addresses, telephone numbers. With `capital` a name
    is one only where it begins with a capital letter, because it is a word as well.
    """

    label: str
    names: tuple[str, ...]
    others: tuple[str, ...] = ()
    capital: bool = False


def labels(kinds: Sequence[str]) -> list[str]:
    """A label for each person in turn, every one with a letter of their own: "Child A", "Adult B", … "Adult AA"."""
    return [f"{kind} {_letters(place)}" for place, kind in enumerate(kinds)]


def parts_of(names: Iterable[str]) -> set[str]:
    """The words of these names, and the parts of double-barrelled ones, that tell who somebody is; folded."""
    words = {word for name in names for word in _telling(name)}
    parts = words | {part for word in words for part in re.split(f"[{_HYPHENS}]", word)}
    return {plain for part in parts if len(plain := folded(part)) > 1 and plain not in _EMPTY_WORDS}


def words_of(texts: Iterable[str]) -> set[str]:
    """Every word of these texts as `parts_of` gives those of names; without an apostrophe and an s behind it."""
    found = set()
    for text in texts:
        for word in re.split(r"[^\w'’‘ʼ`´]+|_", text):
            plain = folded(word).strip(_APOSTROPHES)
            parts = {plain, *re.split(f"[{_APOSTROPHES}\\d]", plain)}
            found |= parts | {re.sub(r"e?s$", "", one) for one in parts} | {re.sub(r"s$", "", one) for one in parts}
    return found - {""}


def redactor(people: Iterable[Named]) -> Redact:
    """A function that takes the names of these people out of a text.

    Where a name belongs to several of them, all their labels stand instead: "Child A or Adult B".
    """
    names: dict[str, list[str]] = {}
    initials: dict[str, list[str]] = {}
    for person in people:
        small_letters = set() if person.capital else _names(person)
        for known, patterns in ((names, small_letters), (initials, _as_written(person))):
            for pattern in patterns:
                if person.label not in known.setdefault(pattern, []):
                    known[pattern].append(person.label)
    small, as_written = _Finder.of(names), _Finder.of(initials)

    def redact(text: str) -> str:
        spans = [(m.start(), m.end(), label) for label, pattern in _ALWAYS for m in pattern.finditer(text)]
        spans += [(m.start(), m.end(), m.group()) for m in _LABELS.finditer(text)]
        spans += small.spans(text, *without_accents(text, small=True))
        spans += as_written.spans(text, *without_accents(text, small=False))
        return _replaced(text, spans)

    return redact


@dataclass(frozen=True)
class _Finder:
    """Looks for patterns in a text without accents and answers where they stand in the text as it was written."""

    pattern: re.Pattern[str] | None
    said: tuple[str, ...]

    @classmethod
    def of(cls, owners: Mapping[str, Sequence[str]]) -> _Finder:
        # The longest first, so that a whole name is found before a part of it.
        ordered = sorted(owners, key=lambda pattern: (-len(pattern), pattern))
        pattern = re.compile("|".join(f"({pattern})" for pattern in ordered)) if ordered else None
        return cls(pattern, tuple(_one_of(owners[pattern]) for pattern in ordered))

    def spans(self, text: str, plain: str, places: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        for match in self.pattern.finditer(plain) if self.pattern else ():
            end = places[match.end() - 1] + 1
            # An accent that is written as a sign of its own belongs to the letter before it.
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield places[match.start()], end, self.said[match.lastindex - 1]  # type: ignore[operator]  # each name is a group


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with each span's label in its place. Where spans overlap, all that they cover goes, under one label."""
    done, at = [], 0
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            done += [text[at:start], label]
        at = max(at, end)
    return "".join(done) + text[at:]


def _names(person: Named) -> set[str]:
    """Patterns for small letters: whole names, each telling part of one, and what is theirs alone."""
    found = set()
    for name in person.names:
        if folded(name).strip() not in _EMPTY_WORDS and len(folded(name).strip()) > 1:
            found.add(_loose(name))
        telling = _telling(name)
        for word in telling:
            parts = re.split(f"[{_HYPHENS}]", word)
            found |= {_loose(part) for part in {word, *(part for part in parts if len(folded(part)) > 2)}}
        if len(telling) > 1:
            found |= {_loose(f"{telling[0]} {telling[-1]}"), _loose(f"{telling[-1]} {telling[0]}")}
            # A family name of several words: "van der Berg".
            words = _words(name)
            found.add(_loose(" ".join(words[words.index(telling[0]) + 1 :])))
    found |= {re.escape(folded(other.strip())) for other in person.others if len(folded(other.strip())) > 2}
    # "Reeds" and "Ashs" are names too, and go as a whole.
    return {f"{_START}{pattern}(?:e?s)?{_END}" for pattern in found - {""}}


def _as_written(person: Named) -> set[str]:
    """Patterns that look at capital letters."""
    if not person.capital:
        return _initials(person)
    # Of a script without capital letters every letter will do.
    loose = {_loose(name) for name in person.names} - {""}
    return {rf"{_START}(?=[A-Z]|[^\W\d_a-z])(?i:{pattern})(?:e?s)?{_END}" for pattern in loose}


def _initials(person: Named) -> set[str]:
    """Patterns for letters as they were written: "A.R.", "A R", "AR", "A. Reed", "Ash R."; initials are capitals."""
    found = set()
    for telling in filter(lambda words: len(words) > 1, map(_telling, person.names)):
        letters = [re.escape(without_accents(word, small=False)[0][:1].upper()) for word in telling]
        first, last, family = letters[0], letters[-1], _loose(telling[-1])
        found |= {r"\.?[\s\-]?".join(some) + rf"{_END}\.?" for some in (letters, [first, last])}
        found.add(rf"{first}\.?\s?(?i:{family})(?:e?s)?{_END}")
        found.add(rf"(?i:{_loose(telling[0])})\s{last}{_END}\.?")
    return {_START + pattern for pattern in found}


def _telling(name: str) -> list[str]:
    """The words of a name that tell who it is."""
    return [word for word in _words(name) if len(folded(word)) > 1 and folded(word) not in _EMPTY_WORDS]


def _loose(name: str) -> str:
    """The name as a pattern for small letters: however its words are put apart, its hyphens and apostrophes written."""
    within = rf"[\s{_APOSTROPHES}{re.escape(_HYPHENS)}]?"
    words = []
    for word in _words(name):
        parts = [re.escape(part) for part in re.split(f"[{_HYPHENS}{_APOSTROPHES}]+", folded(word)) if part]
        words.append(within.join(parts))
    return r"[\s._,\-]+".join(word for word in words if word)


def _words(name: str) -> list[str]:
    return [word for piece in name.split() if (word := piece.strip('.,;:()[]"“”'))]


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _one_of(who: Sequence[str]) -> str:
    return who[0] if len(who) == 1 else f"{', '.join(who[:-1])} or {who[-1]}"
