"""Nothing vanishes: whatever was read stands in a clause, a heading, a detail, or among what was not taken. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from lanyard.policy.reading.model import NotTaken, ReadPolicy

NO_PLACE = "It found no place in any clause."
WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return WORD.findall(text.lower())


def words_out(policy: ReadPolicy) -> Counter[str]:
    """How often each word stands in what a read policy gives back; a lead that several clauses carry counts once.

    The lead of a nested clause is made of the clauses above it.
    """
    leads = dict.fromkeys(clause.lead for clause in policy.clauses if clause.parent is None)
    pieces = [
        policy.title,
        policy.owner or "",
        policy.review or "",
        policy.edition or "",
        *policy.sections,
        *(clause.text for clause in policy.clauses),
        *leads,
        *(entry.text for entry in policy.not_taken),
    ]
    return Counter(word for piece in pieces for word in words_of(piece))


def unaccounted(policy: ReadPolicy, extracted: Iterable[tuple[str, str]]) -> list[NotTaken]:
    """The pieces (where, text) with a word that stands in nothing the policy gives back."""
    there = words_out(policy)
    lost = []
    for where, text in extracted:
        missing = Counter(words_of(text))
        if any(there[word] < 1 for word in missing):
            lost.append(NotTaken(where, text, NO_PLACE))
    return lost
