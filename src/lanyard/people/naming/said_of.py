"""What the words around a name say of whoever is named: something done, that they were told, or nothing clear.

Concerns name colleagues all the time: "I told Mrs Doyle", "in Mrs Doyle's lesson", "Mrs Doyle stopped them". Only some
say that she did something. Three answers come of the sentence in which the name stands, and of how the next one goes on
with "she", "he" or "they". Which answer is enough to keep somebody out is for the caller: it differs between kinds of
concern. Tuned on labelled sentences (`tests/people/naming/sentences.txt`).
"""

from __future__ import annotations

import re
from enum import StrEnum

from lanyard.people.naming.role_words import PASSING_AFTER, PASSING_BEFORE
from lanyard.people.naming.said_words import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    BUT_THEN,
    DONE,
    FEARED_BEFORE,
    KEEP_FROM,
    SUFFERED_BEFORE,
    TOLD_AFTER,
    TOLD_BEFORE,
    TOLD_FIRST,
)


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
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"'})


def said_of(text: str, start: int, end: int) -> Said:
    """What the text says of whoever is named from the letter `start` up to `end`."""
    before, after, then = _around(text.translate(_QUOTES).lower(), start, end)
    if KEEP_FROM.search(before) or FEARED_BEFORE.search(before):
        return Said.DID
    if SUFFERED_BEFORE.search(before):
        return Said.TOLD
    # Something of theirs, and no lesson or room, is said of them and not to them.
    told_before = TOLD_BEFORE.search(before) and not (after.startswith("'s") and not TOLD_AFTER.match(after))
    # "I rang her and left a message", "to meet her to talk": what follows is done by whoever told her.
    goes_on = re.match(r"\s*,?\s*(?:and|to)\s", after) and told_before
    if ABOUT_BEFORE.search(before) or (not goes_on and ABOUT_AFTER.match(after) and not TOLD_FIRST.match(after)):
        return Said.DID
    if told_before or TOLD_AFTER.match(after):
        return Said.DID if BUT_THEN.search(after) or DONE.match(then) else Said.TOLD
    return Said.OPEN


def in_passing(text: str, start: int, end: int) -> bool:
    """Whether a role alone, of whom `said_of` finds nothing clear, is said of a place, a thing or a day: "outside the
    office of the head", "the head is off sick"."""
    before, after, _ = _around(text.translate(_QUOTES).lower(), start, end)
    # What is theirs is said of them as much as what they do.
    theirs = after.startswith("'s")
    return bool((not theirs and PASSING_BEFORE.search(before)) or PASSING_AFTER.match(after))


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
