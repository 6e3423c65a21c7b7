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
TWO_PIECES = re.compile(r"\b([^\W\d_]{1,12}) ([^\W\d_]{1,12})\b")
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

    def whole(match: re.Match[str]) -> str:
        first, second = match[1].lower(), match[2].lower()
        together = words[first + second]
        rare = min(words[first], words[second])
        if together and rare <= together and not (first in ALONE and second in ALONE):
            return match[1] + match[2]
        return match[0]

    return TWO_PIECES.sub(whole, text)
