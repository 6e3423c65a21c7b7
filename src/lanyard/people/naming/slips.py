"""How many slips of the finger or the ear lie between two words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Letters and pairs that sound alike, for what somebody writes who has only heard a name.
_SOUNDS = (("ph", "f"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("th", "t"), ("gh", "g"), ("kn", "n"), ("wr", "r"),
           ("x", "ks"), ("q", "k"), ("c", "k"), ("z", "s"), ("v", "f"), ("d", "t"), ("j", "g"))  # fmt: skip
SHORTEST_WITH_A_SLIP, SHORTEST_WITH_TWO, SHORTEST_BY_SOUND = 4, 8, 6


def most_slips(length: int) -> int:
    """How many slips a name of this many letters bears and is still itself."""
    return 0 if length < SHORTEST_WITH_A_SLIP else 1 if length < SHORTEST_WITH_TWO else 2


def slips_between(one: str, other: str, most: int = 2) -> int:
    """Letters added, left out, changed or swapped with their neighbour between the words; `most` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return min(row[-1], most + 1)


def shortened(word: str, by: int) -> set[str]:
    """The word and all that is left of it without up to `by` letters: words that are close share one of these."""
    found, edge = {word}, {word}
    for _ in range(by):
        edge = {one[:place] + one[place + 1 :] for one in edge for place in range(len(one))}
        found |= edge
    return found


def one_slip_away(word: str) -> Iterator[str]:
    """Every word that is one slip away from this one, and the word itself."""
    yield word
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def sound_of(word: str) -> str:
    """The consonants of a word as they are heard: "Mensah" and "Menza" are "mns"."""
    heard = word
    for written, as_heard in _SOUNDS:
        heard = heard.replace(written, as_heard)
    heard = heard[:1] + re.sub(r"[aeiouhwy]", "", heard[1:])
    return re.sub(r"(.)\1+", r"\1", heard)
