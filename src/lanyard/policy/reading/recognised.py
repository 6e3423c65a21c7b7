"""Words that text recognition (OCR) broke, put together again. Pure."""

import re
from collections import Counter
from dataclasses import replace

from lanyard.policy.reading.layout import Line

WORD = re.compile(r"[^\W\d_]+")
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
BAR_FOR_I = re.compile(
    r"(?<![^\s(\u201c\"])[|\[](?=\s+(?:will|must|should|can|know|agree|understand|am|have|may|do)\b)"
)
LAST_LETTERS = re.compile(r"[^\W\d_]{1,12}$")
FIRST_LETTERS = re.compile(r"[^\W\d_]{1,12}(?![^\W\d_])")
ALONE = frozenset(
    """a i an am as at be by do go he if in is it me my no of on or so to up us we the and for not are any all can may
    our out own see set she the too use who you your their they this that with will must from have been them""".split()
)
"""Short words that are words, whatever else the document holds."""
SIZE_STEP = 2.0
"""Points. Recognition guesses sizes line by line; less than this between lines is noise."""


def mended(lines: list[Line]) -> list[Line]:
    """The lines with broken words joined where the document itself knows the whole word, and sizes made even."""
    words = Counter(word.lower() for line in lines for word in WORD.findall(line.text))
    return [
        replace(line, text=_joined(BAR_FOR_I.sub("I", line.text), words), size=SIZE_STEP * round(line.size / SIZE_STEP))
        for line in lines
    ]


def without_ligatures(text: str) -> str:
    """Letters that a typeface draws as one, apart again."""
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def _joined(text: str, words: Counter[str]) -> str:
    """ "pol icy" is "policy" where that stands elsewhere and one of the pieces hardly does."""
    pieces = text.split(" ")
    made: list[str] = []
    for piece in pieces:
        if made and _is_one_word(made[-1], piece, words):
            made[-1] += piece
        else:
            made.append(piece)
    return " ".join(made)


def _is_one_word(before: str, after: str, words: Counter[str]) -> bool:
    first, rest = LAST_LETTERS.search(before), FIRST_LETTERS.match(after)
    if not first or not rest:
        return False
    start, end = first[0].lower(), rest[0].lower()
    rare = min(words[start], words[end])
    return words[start + end] >= max(1, rare) and not (start in ALONE and end in ALONE)
