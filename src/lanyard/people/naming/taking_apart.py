"""A text taken apart into words, and what each of them is: a title, part of a role, of no account, or maybe a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lanyard.people.naming.folding import Token, tokens
from lanyard.people.naming.words import NOISE, TITLES, role_at


class Class(StrEnum):
    """What a word of a text is: see `words`."""

    TITLE = "title"
    ROLE = "role"
    NOISE = "noise"
    WORD = "word"


@dataclass(frozen=True)
class Text:
    """A text taken apart. `roles` are (first, end, roles) of each role that it says."""

    tokens: Sequence[Token]
    classes: Sequence[Class]
    roles: Sequence[tuple[int, int, frozenset[str]]]
    # Whether a name is asked for, so that every word that is not known as something else may be one.
    is_name: bool

    def may_be_given(self, place: int) -> bool:
        """Whether the word may be a given name that contradicts another."""
        if not 0 <= place < len(self.tokens) or self.classes[place] is not Class.WORD:
            return False
        token = self.tokens[place]
        return self.is_name or (token.capital and not token.opens)


def taken_apart(text: str, *, is_name: bool) -> Text:
    """The words of a text, and what each is."""
    found = tokens(text)
    words = [one.word for one in found]
    classes = [Class.TITLE if w in TITLES else Class.NOISE if w in NOISE else Class.WORD for w in words]
    roles, place = [], 0
    while place < len(words):
        length, said = role_at(words, place)
        if length and not any(one.apart for one in found[place + 1 : place + length]):
            classes[place : place + length] = [Class.ROLE] * length
            if said:
                roles.append((place, place + length, said))
        place += max(length, 1)
    return Text(found, classes, roles, is_name)
