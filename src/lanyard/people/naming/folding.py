"""Words of a text in one plain form: without case, accents, invisible characters and letters borrowed from another
alphabet because they look the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from anyascii import anyascii

# Letters that look like one of ours, which NFKC keeps apart (Unicode, "confusables"), before case is folded.
_LOOKS = {
    **dict(zip("АВЕЅІЈКМНОРСТУХЗЬԌԜ", "ABESIJKMHOPCTYX3bGW", strict=True)),
    **dict(zip("авсеԁһіјкӏмоорԛгѕтуѵԝхпиь", "abcedhijklmoopqrstyvwxnub", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("αγεικνοορστυχη", "ayeikvoopotuxn", strict=True)),
    **dict(zip("օսհոցԼՍՏ", "ouhngLUS", strict=True)),
    **dict(zip("ɑɡɩʟʏⅼ", "agilyl", strict=True)),
}
# Letters that are written as two where a keyboard lacks them.
_TWO = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_DIGITS = {"0": "o", "1": "li", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "$": "s", "@": "a"}
# Not seen, and yet no format characters.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
_APOSTROPHES = frozenset("'’‘ʼ`´′＇")
# What stands between two people, or between a family name and a given name.
_HARD = re.compile(r"[,;/&+\n\r()|:<>\"“”]|\s[-–—]\s|[.!?]\s")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MOST_READINGS = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, and how it may be read in plain letters, the likeliest first.

    `apart`: something stands between it and the word before that may part two people; `comma`: that is a comma.
    `glued`: a hyphen joins them. `opens`: a sentence begins with it. `email`: it is of an address, before the "@".
    """

    start: int
    end: int
    raw: str
    readings: tuple[str, ...]
    apart: bool
    comma: bool = False
    glued: bool = False
    opens: bool = False
    email: bool = False

    @property
    def word(self) -> str:
        """The likeliest reading."""
        return self.readings[0]

    @property
    def capital(self) -> bool:
        """Whether it begins like a name."""
        return self.raw[:1].isupper()


def plain(text: str) -> str:
    """All the letters of a text as one word, in its likeliest reading: "Ní Dhómhnaill-O’Brien" is
    "nidhomhnaillobrien"."""
    return "".join(token.word for token in tokens(text))


def emails(text: str) -> list[tuple[int, int, str]]:
    """The addresses in a text, with where they stand."""
    return [(found.start(), found.end(), _shown(found[0]).casefold()) for found in _EMAIL.finditer(text)]


def tokens(text: str) -> list[Token]:
    """The words of a text in their order. An address gives only what stands before its "@"."""
    addresses = [(found.start(), found.start() + found[0].index("@"), found.end()) for found in _EMAIL.finditer(text)]
    for _, at, end in addresses:
        text = text[:at] + " " * (end - at) + text[end:]
    made: list[Token] = []
    last = 0
    for start, end in _words(text):
        raw = _shown(text[start:end])
        read = readings(raw)
        if not read:
            continue
        between = text[last:start]
        apart = not made or bool(_HARD.search(between))
        glued = bool(made) and bool(re.fullmatch(r"[-‐‑–_.]", between))
        opens = not made or bool(re.search(r"[.!?\n]", between))
        in_address = any(begin <= start < at for begin, at, _ in addresses)
        comma = apart and between.strip() == ","
        made.append(Token(start, end, raw, read, apart, comma, glued, opens and not glued, in_address))
        last = end
    return _letters_together(made)


@lru_cache(maxsize=20_000)
def readings(raw: str) -> tuple[str, ...]:
    """How a word may be read in plain letters: as it looks, as it sounds, with digits as the letters they stand for."""
    word = _without_possessive(raw)
    looks = "".join(_LOOKS.get(one, one) for one in word)
    found = [_ascii(looks), _ascii(word), _ascii("".join(_TWO.get(one, one) for one in word.casefold()))]
    if any(one in _DIGITS for one in word) and any(one.isalpha() for one in word):
        spelt = product(*(_DIGITS.get(one, one) for one in looks.rstrip("0123456789") or looks))
        found += [_ascii("".join(letters)) for _, letters in zip(range(4), spelt, strict=False)]
    return tuple(dict.fromkeys(one for one in found if one))[:_MOST_READINGS]


def _ascii(word: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    return "".join(one for one in anyascii(bare).casefold() if "a" <= one <= "z")


def _without_possessive(raw: str) -> str:
    bare = raw.translate({ord(one): "'" for one in _APOSTROPHES})
    return re.sub(r"'(s|S)?$", "", bare)


def _shown(text: str) -> str:
    """The text as it is seen: compatibility forms as their letters, nothing that is invisible."""
    usual = unicodedata.normalize("NFKC", text)
    return "".join(one for one in usual if unicodedata.category(one) != "Cf" and one not in _BLANK)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where words begin and end; an apostrophe within one is of it."""
    start = None
    for place, one in enumerate(text):
        if _in_word(text, place, one):
            if start is None:
                start = place
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(text)


def _in_word(text: str, place: int, one: str) -> bool:
    if one.isalnum() or unicodedata.category(one) in ("Mn", "Mc", "Cf") or one in _BLANK:
        return True
    if one in _APOSTROPHES or one in "$@":
        return 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()
    return False


def _letters_together(made: list[Token]) -> list[Token]:
    """ "M e n s a h" is one word."""
    found: list[Token] = []
    place = 0
    while place < len(made):
        end = place
        while end < len(made) and len(made[end].word) == 1 and (end == place or not made[end].apart):
            end += 1
        if end - place >= 4:
            run = made[place:end]
            word = "".join(one.word for one in run)
            found.append(Token(run[0].start, run[-1].end, word.upper(), (word,), run[0].apart, opens=run[0].opens))
            place = end
        else:
            found.append(made[place])
            place += 1
    return found
