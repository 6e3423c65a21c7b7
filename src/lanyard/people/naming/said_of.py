"""What the words around a name say of whoever is named: something done, that they were told, or nothing clear.

Concerns name colleagues all the time: "I told Mrs Doyle", "in Mrs Doyle's lesson", "Mrs Doyle stopped them". Only some
say that she did something. Three answers come of the sentence in which the name stands, and of how the next one goes
on. In doubt something is said of them: words of harm are without number, those of a school day are fewer. Which answer
is enough to keep somebody out is for the caller: it differs between kinds of concern.
Tuned on labelled sentences (`tests/people/naming/`); what is to be expected of others stands in decision 27.
"""

from __future__ import annotations

import re
from enum import StrEnum

from lanyard.people.naming.alarm_words import ALARM
from lanyard.people.naming.beside_words import (
    AGAINST,
    ROMANCE,
    SUFFERS,
    THEIR_THINGS,
    THEN_BAD,
    TO_THEIRS,
    WITH_PUPILS,
)  # fmt: skip
from lanyard.people.naming.plain import is_plain, plainly
from lanyard.people.naming.said_words import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    DONE,
    FEARED_BEFORE,
    KEEP_FROM,
    SUFFERED_BEFORE,
)  # fmt: skip


class Said(StrEnum):
    """What is said of somebody who is named."""

    DID = "did"
    TOLD = "told"
    OPEN = "open"


_ENDS = re.compile(r"[.!?;\n]+(?=\s|$)")
# Titles end in a point too, and no sentence ends there.
_TITLE = re.compile(r"\b(mr|mrs|ms|dr|st|prof|rev)\.", re.IGNORECASE)
# Words further away than this many letters say nothing of a name, and no text is so long that it takes time.
_FAR = 240
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_IT_WAS = re.compile(r"\b(?:it was|it's|it is) $")
_SAW = re.compile(r"\b(?:saw|heard|seen) $")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"'})


def said_of(text: str, start: int, end: int) -> Said:
    """What the text says of whoever is named from the letter `start` up to `end`. In doubt it is open."""
    first = max(0, start - 2 * _FAR)
    text, start, end = text[first : end + 4 * _FAR].translate(_QUOTES), start - first, end - first
    before, after, then = _around(text.lower(), start, end)
    if KEEP_FROM.search(before) or FEARED_BEFORE.search(before):
        return Said.DID
    if _seen_to_help(before, after):
        return Said.TOLD
    meant = AGAINST.search(before)
    if not meant and _by_others(before, after):
        return Said.TOLD
    if ABOUT_BEFORE.search(before):
        return Said.DID
    if not meant and is_plain(before, after, _names(text)):
        return Said.DID if DONE.match(then) or THEN_BAD.match(then) else Said.TOLD
    return Said.DID if ABOUT_AFTER.match(after) else Said.OPEN


def _names(text: str) -> frozenset[str]:
    """Words with a capital letter that begin no sentence, in small letters."""
    return frozenset(word.lower() for word in _CAPITAL.findall(text))


def _seen_to_help(before: str, after: str) -> bool:
    """Whether somebody was seen doing good: "it was X who found him", "I saw X comforting her"."""
    if _IT_WAS.search(before) and after.startswith(" who "):
        return plainly(after)
    return bool(_SAW.search(before) and WITH_PUPILS.match(after)) and not ALARM.search(after)


def _by_others(before: str, after: str) -> bool:
    """Whether somebody did something to them, or to a thing of theirs."""
    if after.startswith("'s"):
        theirs = TO_THEIRS.search(before) and THEIR_THINGS.match(after)
        return bool(theirs or SUFFERED_BEFORE.search(before))
    return bool(SUFFERED_BEFORE.search(before) or SUFFERS.search(before)) and not ROMANCE.match(after)


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The words of the sentence before the name, those after it, and the sentence that follows."""
    plain = _TITLE.sub(lambda found: found[0][:-1] + " ", text)
    first = max((found.end() for found in _ENDS.finditer(plain, 0, start)), default=0)
    closing = _ENDS.search(plain, end)
    last = closing.start() if closing else len(plain)
    following = plain[closing.end() :].lstrip() if closing else ""
    beyond = _ENDS.search(following)
    then = following[: beyond.start() if beyond else None]
    return plain[max(first, start - _FAR) : start].lstrip(), plain[end : min(last, end + _FAR)].rstrip(), then[:_FAR]
