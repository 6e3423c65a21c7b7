"""Who may be meant by a text: where it names whom, how sure that is, and who is cleared because it clearly names
somebody else.

Somebody is cleared of a likeness only by another person on the register whom the same words name clearly, and whom they
fit better. A word that nobody knows clears nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from lanyard.people.naming.folding import emails
from lanyard.people.naming.register import PARTICLES, Found, Part, Register
from lanyard.people.naming.taking_apart import Class, Text, taken_apart

_WIDEST, _FARTHEST = 4, 4
_SHORTEST_WITHIN = 5


class Sure(IntEnum):
    """How well a text fits somebody. From `FAMILY` on it names them clearly."""

    LIKE = 1
    WHOLE_BUT_FOR_SLIPS = 2
    FAMILY = 3
    WHOLE = 4


class Fit(StrEnum):
    """By what of their name somebody is found."""

    WHOLE = "whole"
    FAMILY = "family"
    # The family name with a given name that is not theirs.
    OTHER_GIVEN = "other_given"
    PIECE = "piece"
    GIVEN = "given"
    JOINED = "joined"
    WITHIN = "within"
    INITIALS = "initials"
    EMAIL = "email"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Seen:
    """One place of a text that may mean somebody (`who` in the register), from token `first` up to `end`."""

    who: int
    first: int
    end: int
    sure: Sure
    fit: Fit
    slips: int = 0


def looked_up(text: str, register: Register, *, is_name: bool) -> list[Seen]:
    """Everywhere that the text may mean somebody of the register, those who are cleared taken out."""
    read = taken_apart(text, is_name=is_name)
    hits = _hits(read, register)
    seen = [*_by_family(read, register, hits), *_by_given(read, hits), *_by_one_word(read, register, hits)]
    seen += [*_by_initials(read, register), *_by_email(text, read, register)]
    seen = _settled(seen)
    return [*seen, *_by_role(read, register, seen)]


Hits = dict[tuple[int, int], list[Found]]


def _hits(read: Text, register: Register) -> Hits:
    """For each run of words up to four, joined, whose name it may be."""
    hits: Hits = {}
    for first, token in enumerate(read.tokens):
        joined = list(token.readings)
        for end in range(first + 1, min(first + _WIDEST, len(read.tokens)) + 1):
            if end > first + 1:
                if read.tokens[end - 1].apart:
                    break
                joined = [head + tail for head in joined for tail in read.tokens[end - 1].readings][:4]
            alone = end == first + 1
            plain = read.classes[first] is Class.WORD if alone else read.is_name and _are_words(read, first, end)
            found = register.nearly(joined) if plain else register.exactly(joined)
            if found:
                hits[first, end] = found
    return hits


def _are_words(read: Text, first: int, end: int) -> bool:
    return all(read.classes[one] is Class.WORD for one in range(first, end))


def _by_family(read: Text, register: Register, hits: Hits) -> Iterable[Seen]:
    for (first, end), found in hits.items():
        for one in found:
            if one.part not in (Part.FAMILY, Part.PIECE):
                continue
            if one.part is Part.PIECE and _covered(hits, one.who, first, end):
                continue
            yield _with_given(read, register, hits, one, (first, end))


def _covered(hits: Hits, who: int, first: int, end: int) -> bool:
    """Whether a wider run is the whole family name."""
    return any(
        begin <= first and end <= stop and (begin, stop) != (first, end)
        and any(one.who == who and one.part is Part.FAMILY for one in found)
        for (begin, stop), found in hits.items()
    )  # fmt: skip


def _with_given(read: Text, register: Register, hits: Hits, one: Found, run: tuple[int, int]) -> Seen:
    """What a family name in a text says, with the words around it."""
    first, end = run
    glued = _is_glued(read, first, end)
    for place in _around(read, first, end):
        slips = _given_at(read, register, hits, one.who, place)
        if slips is not None:
            exact = not (one.slips or slips) and one.part is Part.FAMILY
            sure = Sure.WHOLE if exact else Sure.WHOLE_BUT_FOR_SLIPS
            return Seen(one.who, min(first, place), max(end, place + 1), sure, Fit.WHOLE, one.slips + slips)
    other = _other_given(read, hits, first, end)
    if other is not None:
        return Seen(
            one.who, min(first, other), max(end, other + 1), Sure.LIKE, Fit.OTHER_GIVEN, one.slips
        )  # fmt: skip
    fit = Fit.PIECE if one.part is Part.PIECE or glued else Fit.FAMILY
    sure = Sure.FAMILY if fit is Fit.FAMILY and not one.slips else Sure.LIKE
    return Seen(one.who, first, end, sure, fit, one.slips)


def _is_glued(read: Text, first: int, end: int) -> bool:
    """Whether a hyphen makes it a part of a longer name."""
    before = read.tokens[first].glued and read.classes[first - 1] is Class.WORD and len(read.tokens[first - 1].word) > 1
    after = end < len(read.tokens) and read.tokens[end].glued and read.classes[end] is Class.WORD
    in_address = read.tokens[first].email
    return (before or after) and not in_address


def _around(read: Text, first: int, end: int) -> Iterable[int]:
    """Where a given name may stand: before the family name, with others between, or behind it."""
    for place in range(first - 1, max(first - 1 - _FARTHEST, -1), -1):
        if not read.is_name and read.tokens[place + 1].apart:
            break
        yield place
        between = read.tokens[place].capital or read.classes[place] is Class.TITLE
        if not read.is_name and not between:
            break
    for place in range(end, min(end + 3, len(read.tokens))):
        if not read.is_name and read.tokens[place].apart and not read.tokens[place].comma:
            break
        yield place
        if not read.is_name:
            break


def _given_at(read: Text, register: Register, hits: Hits, who: int, place: int) -> int | None:
    """With how many slips the word is a given name of theirs; None if it is none."""
    token = read.tokens[place]
    if len(token.word) == 1 and (token.capital or read.is_name or token.email):
        return 0 if token.word in register.initials[who] and read.classes[place] is not Class.TITLE else None
    found = [
        one.slips
        for (first, end), some in hits.items()
        if first == place and end <= place + 2
        for one in some
        if one.who == who and one.part in (Part.GIVEN, Part.SHORT)
    ]
    return min(found) if found else None


def _other_given(read: Text, hits: Hits, first: int, end: int) -> int | None:
    """Where a given name of somebody else stands beside the family name."""
    if first and not read.tokens[first].apart and _contradicts(read, hits, first - 1):
        return None if read.tokens[first - 1].word in PARTICLES or _is_hyphen(read, first) else first - 1
    if read.is_name and end < len(read.tokens) and _contradicts(read, hits, end):
        token, last = read.tokens[end], end == len(read.tokens) - 1
        if not token.apart or (token.comma and last):
            return None if _is_hyphen(read, end) else end
    return None


def _contradicts(read: Text, hits: Hits, place: int) -> bool:
    """Whether the word may be a given name, and is not the family name of somebody else who is named too."""
    families = (one for one in hits.get((place, place + 1), ()) if one.part is Part.FAMILY and not one.slips)
    return read.may_be_given(place) and not any(families)


def _is_hyphen(read: Text, place: int) -> bool:
    return read.tokens[place].glued and not read.tokens[place].email


def _by_given(read: Text, hits: Hits) -> Iterable[Seen]:
    """A given name alone: "Carys", "Miss Helen". A short form with a family name that nobody has is somebody else's."""
    for (first, end), found in hits.items():
        for one in found:
            is_short = one.part is Part.SHORT and (read.is_name or read.tokens[first].capital)
            is_short = is_short and _other_given(read, hits, first, end) is None
            if (one.part is Part.GIVEN or is_short) and read.classes[first] is not Class.ROLE:
                yield Seen(one.who, first, end, Sure.LIKE, Fit.GIVEN, one.slips)


def _by_one_word(read: Text, register: Register, hits: Hits) -> Iterable[Seen]:
    """Given and family name written as one, and a family name within a longer word: "carysmensah", "mrsmensah"."""
    for (first, end), found in hits.items():
        for one in found:
            if one.part is Part.JOINED:
                sure = Sure.WHOLE if not one.slips and end == first + 1 else Sure.WHOLE_BUT_FOR_SLIPS
                yield Seen(one.who, first, end, sure, Fit.JOINED, one.slips)
            elif one.part is Part.HANDLE:
                yield Seen(one.who, first, end, Sure.LIKE, Fit.JOINED, one.slips)
    long = [(who, name) for who, name in register.families.items() if len(name) >= _SHORTEST_WITHIN]
    for place, token in enumerate(read.tokens):
        for word in token.readings:
            if len(word) > _SHORTEST_WITHIN + 1:
                for who, name in long:
                    if name in word and len(name) < len(word):
                        yield Seen(who, place, place + 1, Sure.LIKE, Fit.WITHIN)


def _by_initials(read: Text, register: Register) -> Iterable[Seen]:
    """ "CM", "C.M.", "Mrs M"."""
    for place, token in enumerate(read.tokens):
        if len(token.word) > 3:
            continue
        letters, end = _initials_at(read, place)
        for who, family in register.families.items():
            given = letters[:1] in register.initials[who] if len(letters) > 1 else bool(letters)
            if given and family[:1] == letters[-1]:
                yield Seen(who, place, end, Sure.LIKE, Fit.INITIALS)


def _initials_at(read: Text, place: int) -> tuple[str, int]:
    """The initials that stand there, or the one of a family name behind a title; "" for neither."""
    token = read.tokens[place]
    following = read.tokens[place + 1] if place + 1 < len(read.tokens) else None
    if len(token.word) == 1:
        if token.capital and following and len(following.word) == 1 and following.capital and not following.apart:
            return token.word + following.word, place + 2
        titled = place and read.classes[place - 1] in (Class.TITLE, Class.ROLE) and not token.apart
        return (token.word, place + 1) if titled else ("", place)
    initials = token.raw.isupper() and token.raw.isalpha() and read.classes[place] is Class.WORD
    return (token.word, place + 1) if initials else ("", place)


def _by_email(text: str, read: Text, register: Register) -> Iterable[Seen]:
    for start, end, address in emails(text):
        within = [place for place, token in enumerate(read.tokens) if start <= token.start < end]
        for who in register.emails.get(address, ()):
            first = within[0] if within else 0
            yield Seen(who, first, within[-1] + 1 if within else first, Sure.WHOLE, Fit.EMAIL)


def _settled(seen: list[Seen]) -> list[Seen]:
    """Without what the same words say more clearly of somebody else, and of the same person more fully."""
    kept = []
    for one in seen:
        beside = [other for other in seen if other.first < one.end and one.first < other.end]
        cleared = any(o.who != one.who and o.sure >= Sure.FAMILY and o.sure > one.sure for o in beside)
        fuller = any(o.who == one.who and (o.sure, o.end - o.first) > (one.sure, one.end - one.first) for o in beside)
        if not cleared and not fuller and one not in kept:
            kept.append(one)
    return kept


def _by_role(read: Text, register: Register, seen: Sequence[Seen]) -> Iterable[Seen]:
    """Whoever holds a role that stands alone. Beside a name that is clearly somebody's, it only describes them."""
    for first, end, roles in read.roles:
        for role in sorted(roles):
            for who in register.holders.get(role, ()):
                if not _describes(read, seen, first, end):
                    yield Seen(who, first, end, Sure.LIKE, Fit.ROLE)


def _describes(read: Text, seen: Sequence[Seen], first: int, end: int) -> bool:
    """Whether the role belongs to a name beside it."""
    place = end
    while place < len(read.tokens) and not read.tokens[place].apart:
        if any(one.first <= place < one.end and one.sure >= Sure.FAMILY for one in seen):
            return True
        if read.classes[place] is Class.WORD or read.tokens[place].word in ("and", "or"):
            return False
        place += 1
    return False
