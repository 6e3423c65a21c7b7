"""Whether a text names somebody who is in a case. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What people write where a name is asked for, and is nobody's name: titles, and who somebody is.
_NO_NAMES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame rev the and not from unknown somebody someone anybody nobody name "
    "child children boy boys girl girls friend friends pupil pupils student students class year group school teacher "
    "teachers staff head headteacher deputy governor governors chair office parent parents carer carers mother father "
    "mum dad brother sister son daughter family adult man woman person people other old new his her their our who with "
    "for one two three some first last young online account".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 3


def named_in(text: str, names: Iterable[str]) -> str:
    """The first word of the text that is part of one of the names; "" when there is none.

    A name that is a short word, a title or says who somebody is is no sign of anybody. "Ash’s" is "Ash".
    """
    wanted = {word for name in names for word in _words(name) if len(word) >= _SHORTEST and word not in _NO_NAMES}
    for match in _WORD.finditer(text):
        if _words(match[0])[0] in wanted:
            return match[0]
    return ""


def _words(text: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text.casefold())] or [""]
