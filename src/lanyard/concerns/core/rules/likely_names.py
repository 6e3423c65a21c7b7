"""Words in a text that are likely to be names of people whom nobody knows: "Mrs Doyle", "I saw Zane do it". Pure.

Where names are taken out, a word that only looks like a name goes too: hiding one too many does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lanyard.concerns.core.rules.everyday_words import BOTH, EVERYDAY
from lanyard.concerns.core.rules.folding import folded

_WORD = r"[^\W\d_]+(?:[’'\-‐‑][^\W\d_]+)*"
_TITLE = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|reverend|father|sister|coach|uncle|auntie|aunty|aunt)"
# A title, and up to three words behind it: "Dr A. van Doyle".
_TITLED = re.compile(rf"\b(?i:{_TITLE})\b\.?((?:[ \t]+(?:[^\W\d_]\.?[ \t]+)?{_WORD}){{1,3}})")
_WORDS = re.compile(_WORD)
_ENDS_OF_NAMES = re.compile(r"[’']s?$")
_SHORTEST = 2
# Behind these a capital letter says nothing.
_BEGINS = frozenset('.!?:;•–—"“”‘([/')


@dataclass(frozen=True)
class Likely:
    """A word that is likely to be a name. With `capital` it is one only where it begins with a capital letter."""

    word: str
    capital: bool


def likely_names(texts: Iterable[str], known: frozenset[str] = frozenset()) -> list[Likely]:
    """The words of these texts that are likely to be names. `known` are words (folded) that name no person here."""
    return _once(pair for text in texts for pair in _in_text(text, known))


def names_in_answer(text: str) -> list[Likely]:
    """The same for an answer in which somebody is expected to be named: every word of it that is no everyday word."""
    return _once([*_in_answer(text), *_titled(text)])


def _in_answer(text: str) -> Iterator[tuple[str, bool]]:
    for match in _WORDS.finditer(text):
        word = _plain(match[0])
        if _is_capital(match[0]) and word in BOTH:
            yield word, True
        elif len(word) >= _SHORTEST and word not in EVERYDAY and word not in BOTH:
            yield word, False


def _once(found: Iterable[tuple[str, bool]]) -> list[Likely]:
    """Each word once: in any letters if that was so anywhere."""
    words: dict[str, bool] = {}
    for word, capital in found:
        words[word] = words.get(word, True) and capital
    return [Likely(word, words[word]) for word in sorted(words)]


def _in_text(text: str, known: frozenset[str]) -> Iterator[tuple[str, bool]]:
    yield from _titled(text)
    for match in _WORDS.finditer(text):
        word = _plain(match[0])
        if not _is_capital(match[0]) or len(word) < _SHORTEST or word in EVERYDAY or word in known:
            continue
        # A capital letter that has to be there, unless a second one follows: "Zane Malik came".
        if not _begins(text, match.start()) or _has_another(text[match.end() : match.end() + 80], known):
            yield word, word in BOTH


def _titled(text: str) -> Iterator[tuple[str, bool]]:
    for match in _TITLED.finditer(text):
        for place, piece in enumerate(_WORDS.findall(match[1])):
            word = _plain(piece)
            capital = _is_capital(piece)
            if word in EVERYDAY or (not capital and (place or word in BOTH)):
                break
            if len(word) >= _SHORTEST:
                yield word, word in BOTH


def _begins(text: str, place: int) -> bool:
    """Whether a sentence or a line begins there."""
    before = text[max(place - 8, 0) : place]
    said = before.rstrip()
    return not said or said[-1] in _BEGINS or "\n" in before[len(said) :]


def _has_another(rest: str, known: frozenset[str]) -> bool:
    """Whether a second word that may be a name follows at once."""
    match = re.match(rf"[ \t]+({_WORD})", rest)
    if not match or not _is_capital(match[1]):
        return False
    word = _plain(match[1])
    return len(word) >= _SHORTEST and word not in EVERYDAY and word not in known


def _is_capital(word: str) -> bool:
    """Whether it begins like a name. What is all in capitals may be anything."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _plain(word: str) -> str:
    return folded(_ENDS_OF_NAMES.sub("", word))
