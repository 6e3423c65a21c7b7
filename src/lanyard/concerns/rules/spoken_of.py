"""Of whom free text says something: an account, a child's own words, a message, an entry. Pure.

A name in a text is likelier to be somebody else's than one that was asked for: "long", "Will" and "Ella Mensah" stand
in many reports. So a likeness counts here only where the text writes it as a name. What the words around it say of
whoever is named comes from `people.naming.said_of`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic

from lanyard.concerns.rules.everyday_words import BOTH, EVERYDAY
from lanyard.people import naming
from lanyard.people.naming import Fit, How, Mention, Register
from lanyard.people.naming.folding import tokens
from lanyard.people.naming.register import Id, Part, given_words
from lanyard.people.naming.said_of import Said, said_of

# The groups of concerns that are about what grown-ups of the school did. In all others most names are pupils'.
ABOUT_ADULTS = frozenset({"staff", "complaint", "whistleblowing", "data"})
_TITLE = (
    r"mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|ma'?am|rev|reverend|mister|missus|head|teacher|headteacher|"
    r"principal|dsl|chair|deputy|governor"
)
_TITLED = re.compile(rf"(?<![^\W_])(?:{_TITLE})\b", re.I)
# What belongs to a name or a role before it.
_BESIDE = re.compile(rf"(?<![^\W_])(?:{_TITLE}|the|our|my)\.?\s+$", re.I)
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+$")
_BEGINS = frozenset('.!?:;•–—"“”‘([/\n')
# What is read as a role where a name is asked for, and in a sentence is a topic or many people.
_NOBODY = frozenset(
    ("safeguarding", "safe guarding", "child protection", "data protection", "headship", "heads", "trustees", "trustee",
     "board of trustees", "safeguarding team", "boss", "data controller")
)  # fmt: skip
# "On the head" is a part of the body, and "his head" too.
_THE_ONE = re.compile(
    r"(?<!\bon )(?<!\bin )(?<!\bover )(?<!\bround )(?<!\bagainst )\b(?:the|our|my|your|their|acting|new|old)\s+$", re.I
)
_WORD = re.compile(r"[^\W\d_]+")
# Between a name and what its bearer is.
_APPOSED = re.compile(r"\s*[,(]?\s*(?:who is\s+)?(?:the|our|my)?\s*", re.I)
# Longer texts are cut before they come here; this only bounds the work.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Spoken(Generic[Id]):
    """That a text says something of somebody. `clearly`: that they did something; else it may."""

    id: Id
    clearly: bool


def spoken_of(
    text: str, register: Register[Id], *, of_adults: bool, all_named: bool = False, children: Collection[str] = ()
) -> list[Spoken[Id]]:
    """Of whom the text says something; each once. With `all_named`, of everybody whom it names, also where it says no
    more than that they were told. `children` are the words (in small letters) of the names of children in the report,
    by whose given name nobody else is meant."""
    found: dict[Id, bool] = {}
    given = {person.id: [word.casefold() for word in given_words(person)] for person in register.people}
    every = sorted(naming.mentions(text[:_LONGEST], register), key=lambda one: one.start)
    for place, one in enumerate(every):
        if found.get(one.id) or not _is_name(text, one, given[one.id], of_adults, children):
            continue
        said = said_of(text, *_with_what_they_are(text, one, every[max(place - 2, 0) : place + 3]))
        if all_named or said is not Said.TOLD:
            found[one.id] = found.get(one.id, False) or said is Said.DID
    return [Spoken(who, clearly) for who, clearly in found.items()]


def named_in(text: str, register: Register[Id]) -> set[Id]:
    """Whoever's family name stands in the text as they write it, or a word that is written like it. Quick: nothing is
    compared but for whole words."""
    found: set[Id] = set()
    for token in tokens(text[:_LONGEST]):
        hits = register.exactly(token.readings)
        found |= {register.people[one.who].id for one in hits if one.part in (Part.FAMILY, Part.PIECE)}
    return found


def _is_name(text: str, one: Mention[Id], given: Collection[str], of_adults: bool, children: Collection[str]) -> bool:
    """Whether the text writes it as a name of theirs. `given` are their own given names."""
    if one.how is How.ROLE:
        return _is_somebody(text, one)
    if one.fit is Fit.WHOLE or one.fit is Fit.EMAIL or _has_title(text, one):
        return True
    if one.fit is Fit.INITIALS or (not of_adults and (one.fit is Fit.OTHER_GIVEN or _is_behind_a_name(text, one))):
        return False
    words = [word.casefold() for word in _WORD.findall(text[one.start : one.end])]
    # Among pupils a short form is likelier to be one of them.
    short = one.fit is Fit.GIVEN and not of_adults and not set(words) & set(given)
    return not short and not set(words) & set(children) and _is_written_as_one(text, one, words)


def _has_title(text: str, one: Mention[Id]) -> bool:
    start, _ = _with_title(text, one)
    return _TITLED.search(text[start : one.end]) is not None


def _is_behind_a_name(text: str, one: Mention[Id]) -> bool:
    """Whether a word that may be somebody else's given name stands before it."""
    before = _LAST_WORD.search(text, max(one.start - 40, 0), one.start)
    return before is not None and before[1][:1].isupper() and before[1].casefold() not in EVERYDAY


def _with_title(text: str, one: Mention[Id]) -> tuple[int, int]:
    """Where the name stands with its title, or the role with its article, and without an "'s" behind it."""
    start, end = one.start, one.end
    while before := _BESIDE.search(text, max(start - 30, 0), start):
        start = before.start()
    written = text[start:end]
    return start, end - 2 if written[-2:] in ("'s", "’s") else end


def _with_what_they_are(text: str, one: Mention[Id], near: Iterable[Mention[Id]]) -> tuple[int, int]:
    """The same with their role or their name beside it: "Mrs Mensah, the headteacher," and "the DSL (Miss Doyle)"."""
    start, end = _with_title(text, one)
    for other in near:
        if other.id != one.id or other == one:
            continue
        first, last = _with_title(text, other)
        if between := _APPOSED.fullmatch(text[end:first]) if end <= first else None:
            end = last
        elif between := _APPOSED.fullmatch(text[last:start]) if last <= start else None:
            start = first
        closing = {"(": ")", ",": ","}.get(between[0].strip()[:1]) if between else None
        if closing and text[end : end + 1] == closing:
            end += 1
    return start, end


def _is_somebody(text: str, one: Mention[Id]) -> bool:
    """Whether a role is said of a person, and not of a topic, a board, a part of the body or a piece of furniture."""
    role = " ".join(_WORD.findall(text[one.start : one.end].casefold()))
    if role in _NOBODY:
        return False
    if role not in ("head", "heads", "chair"):
        return True
    return bool(_THE_ONE.search(text[max(one.start - 30, 0) : one.start]))


def _is_written_as_one(text: str, one: Mention[Id], words: Collection[str]) -> bool:
    """Not an ordinary word, or written with a capital letter that does not only begin a sentence."""
    capital = text[one.start].isupper()
    if all(word in EVERYDAY or word in BOTH for word in words):
        before = text[: one.start].rstrip()
        return not one.slips and capital and bool(before) and before[-1] not in _BEGINS
    return not one.slips or (one.fit is Fit.FAMILY and capital)
