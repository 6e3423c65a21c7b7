"""Words by which a name that was written once is found again when somebody comes who may be meant by it.

`keys_of` is kept beside what was written, `keys_for` is asked for the person: whoever is within the slips that a name
bears shares a key with it, as do sounds, initials, and roles. What shares a key may be meant; `meant_in_field` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lanyard.people.naming.folding import Token, emails, plain, tokens
from lanyard.people.naming.register import Known, family_words, given_words, names_of, pieces_of
from lanyard.people.naming.slips import (
    SHORTEST_BY_SOUND,
    SHORTEST_WITH_A_SLIP,
    one_slip_away,
    shortened,
    sound_of,
)
from lanyard.people.naming.taking_apart import Class, Text, taken_apart
from lanyard.people.naming.words import ROLE_PREFIXES, TITLES

_WIDEST = 4
# Of a longer word, what is two slips away is too much to look for: it is found by its sound.
_LONGEST_WITH_TWO = 12


def keys_of(text: str) -> frozenset[str]:
    """The keys of a name as somebody wrote it."""
    read = taken_apart(text, is_name=True)
    found: set[str] = set()
    for place, token in enumerate(read.tokens):
        if read.classes[place] is Class.WORD:
            for word in token.readings:
                found |= set(_of_word(word))
        elif len(token.word) > 1:
            found.add(f"w:{token.word}")
    found |= {f"w:{word}" for word in _joined(read)}
    found |= {f"i:{letters}" for letters in _initials(read.tokens)}
    found |= {f"r:{role}" for _, _, roles in read.roles for role in roles}
    return frozenset(found | _addresses(text))


def keys_in(text: str, names: Iterable[str]) -> frozenset[str]:
    """The keys of free text: the addresses in it, and those of its words that are likely to be names.

    Few, because texts are long: a family name is found as it is written, or as it sounds.
    """
    words = {read for name in names for token in tokens(name) for read in token.readings}
    words |= {plain(name) for name in names}
    return frozenset({key for word in words for key in _family(word)} | _addresses(text))


def keys_for(person: Known) -> frozenset[str]:
    """The keys of whatever may have meant this person."""
    names, found = names_of(person), set[str]()
    for word, slips in names.items():
        found |= {f"w:{word}", *_around(word, slips)}
    initials = {given[0] for given in given_words(person)}
    for family in {one[0] for one in family_words(person)}:
        found |= {f"i:{initial}{family}" for initial in initials} | {f"i:{family}"}
    for word in (*family_words(person), *pieces_of(person)):
        found |= set(_family(word))
    return frozenset(found | person_keys(person) | {f"r:{role}" for role in person.roles})


def person_keys(person: Known) -> frozenset[str]:
    """The keys by which other records of the same person are found, beside what is about this one."""
    whole = {f"p:{given}+{family}" for given in given_words(person) for family in family_words(person)}
    return frozenset(whole | ({f"e:{person.email.casefold()}"} if person.email else set()))


def _addresses(text: str) -> set[str]:
    return {f"e:{address}" for _, _, address in emails(text)}


def _family(word: str) -> Iterator[str]:
    if len(word) > 1:
        yield f"t:{word}"
    if len(word) >= SHORTEST_BY_SOUND - 1:
        yield f"u:{sound_of(word)}"


def _of_word(word: str) -> Iterator[str]:
    yield f"w:{word}"
    if len(word) >= SHORTEST_WITH_A_SLIP - 1:
        yield from (f"d:{less}" for less in shortened(word, 1))
    if len(word) >= SHORTEST_BY_SOUND - 2:
        yield f"s:{sound_of(word)}"
    for title in (*TITLES, *ROLE_PREFIXES):
        if word.startswith(title) and len(word) > len(title) + 3:
            yield from _of_word(word[len(title) :])


def _around(word: str, slips: int) -> Iterator[str]:
    """All that is kept beside what is this word but for so many slips, or sounds like it."""
    if not slips:
        return
    if len(word) >= SHORTEST_BY_SOUND:
        yield f"s:{sound_of(word)}"
    fewer = shortened(word, 1)
    yield from (f"w:{less}" for less in fewer)
    yield from (f"d:{less}" for less in fewer)
    if slips > 1 and len(word) <= _LONGEST_WITH_TWO:
        yield from (f"w:{less}" for less in shortened(word, 2))
        for less in fewer:
            yield from (f"d:{near}" for near in one_slip_away(less))


def _joined(read: Text) -> Iterator[str]:
    for first, token in enumerate(read.tokens):
        word = token.word
        for after in read.tokens[first + 1 : first + _WIDEST]:
            if after.apart:
                break
            word += after.word
            yield word


def _initials(tokens: list[Token]) -> Iterator[str]:
    letters = "".join(token.word if len(token.word) == 1 else " " for token in tokens)
    yield from (letters[place : place + 2] for place in range(len(letters) - 1) if " " not in letters[place:][:2])
    yield from (letter for letter in letters if letter != " ")
    for token in tokens:
        if len(token.word) in (2, 3) and token.raw.isupper():
            yield token.word[0] + token.word[-1]
