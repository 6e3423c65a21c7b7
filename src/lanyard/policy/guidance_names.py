"""Which edition of guidance a policy names: pure reading of words."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A year stands so near to the name of what it is an edition of (characters), and no other name between.
NEAR = 60
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def named_editions(text: str, names: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The labels of the editions that the text names, in its order: a name of the source, then the year of an edition.

    Quotation marks, brackets and links between the two are passed over. A name without a year names no edition.
    """
    found = []
    for at in _places(text, names):
        year = _YEAR.search(text, at, at + NEAR)
        if year is None or "." in text[at : year.start()].rstrip(". "):
            continue
        found += [label for label in labels if year[0] in label and label not in found]
    return found


def _places(text: str, names: Sequence[str]) -> list[int]:
    """Where a mention of the source ends, in the order of the text. An abbreviation is in capitals."""
    ends = set()
    for name in names:
        flags = 0 if name.isupper() else re.IGNORECASE
        pattern = r"\s+".join(re.escape(word) for word in name.split())
        ends |= {match.end() for match in re.finditer(rf"\b{pattern}\b", text, flags)}
    return sorted(ends)
