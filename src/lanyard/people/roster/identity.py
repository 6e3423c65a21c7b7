"""Whether somebody in a file is somebody on the register. Pure: facts in, one of three answers out.

Something said by the file (the key) brings the two together; everything else that both say speaks for it or against
it. What stays in doubt is decided by a person, because a match carries roles, an account and sign-offs with it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import NamedTuple

# Parts of family names that many people share: alone they say nothing.
SHORTEST_PART = 3
JOINED = re.compile(r"[^\w]+|_")


class Key(StrEnum):
    """What brought the two together, the surest first."""

    ID = "id"
    # The id is known, but from a file of the whole trust where this one is a school's, or the other way round.
    OTHER_ID = "other_id"
    UPN = "upn"
    EMAIL = "email"
    CHILD = "child"
    NAME_AND_BIRTH = "name_birth"
    NAME = "name"


class Names(StrEnum):
    SAME = "same"
    # Only the given name agrees, as after a marriage; only the family name does, as with brothers and sisters.
    GIVEN = "given"
    FAMILY = "family"
    OTHER = "other"


class Births(StrEnum):
    SAME = "same"
    UNKNOWN = "unknown"
    # One of day, month and year differs, or day and month are swapped: more often a slip than somebody else.
    SLIP = "slip"
    OTHER = "other"


class Verdict(StrEnum):
    MATCH = "match"
    NEW = "new"
    DECIDE = "decide"


class Facts(NamedTuple):
    """What both sides say. `group` is what the file says they are: pupil, parent or staff.

    `kinds_fit` is False when one is a pupil and the other is not. `holds`: a role or an account hangs on the record.
    `protected`: the record must not be contacted about a child of the file's person.
    """

    key: Key
    names: Names
    births: Births
    group: str = "staff"
    kinds_fit: bool = True
    same_school: bool = True
    same_email: bool = False
    holds: bool = False
    protected: bool = False


def judge(facts: Facts) -> Verdict:
    """Match, new, or for a person to decide."""
    if facts.key == Key.OTHER_ID and not facts.same_school:
        return _elsewhere(facts)
    if facts.key == Key.EMAIL and not (facts.kinds_fit and _may_share(facts)):
        return Verdict.NEW
    if facts.names == Names.SAME:
        return _same_name(facts)
    if facts.key in (Key.NAME_AND_BIRTH, Key.NAME, Key.CHILD):
        asks = facts.key == Key.CHILD and facts.protected and facts.names != Names.OTHER
        return Verdict.DECIDE if asks else Verdict.NEW
    return _other_name(facts)


def _other_name(facts: Facts) -> Verdict:
    """A family name that changed is told by another thing that agrees; a role or an account never goes over unasked."""
    known_otherwise = facts.births == Births.SAME or (
        facts.key in (Key.ID, Key.OTHER_ID) and facts.same_email and facts.births == Births.UNKNOWN
    )
    if facts.names == Names.GIVEN and known_otherwise and facts.kinds_fit and not facts.holds:
        return Verdict.MATCH
    return Verdict.DECIDE


def _elsewhere(facts: Facts) -> Verdict:
    """An id of another source at another school says nothing unless the rest does."""
    if facts.names != Names.SAME:
        return Verdict.NEW
    certain = facts.births == Births.SAME or (facts.same_email and facts.births == Births.UNKNOWN)
    return Verdict.MATCH if certain and facts.kinds_fit else Verdict.DECIDE


def _may_share(facts: Facts) -> bool:
    """Whether an address speaks for this person at all: families share theirs, and head@school is handed on."""
    if facts.names == Names.FAMILY:
        return facts.group == "staff"
    return facts.names != Names.OTHER


def _same_name(facts: Facts) -> Verdict:
    if facts.births == Births.OTHER or not facts.kinds_fit:
        return Verdict.DECIDE
    if facts.key == Key.NAME:
        return Verdict.DECIDE
    if facts.key == Key.NAME_AND_BIRTH and not facts.same_school:
        return Verdict.DECIDE
    return Verdict.MATCH


def against(facts: Facts) -> list[str]:
    """What speaks against a match, in codes: name, birth, kind, school."""
    found = []
    if facts.names != Names.SAME:
        found.append("name")
    if facts.births in (Births.OTHER, Births.SLIP):
        found.append("birth")
    if not facts.kinds_fit:
        found.append("kind")
    if not facts.same_school:
        found.append("school")
    return found


def fold(text: str) -> str:
    """A name as it is compared: no accents, case, punctuation or invisible characters, single spaces."""
    if text.isascii() and text.isalpha():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    seen = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    # An apostrophe joins (O'Neill, ONeill), a hyphen parts.
    plain = re.sub(r"['’‘`´]", "", seen).casefold()
    return " ".join(JOINED.sub(" ", plain).split()) or plain.strip()


def full(given: str, family: str) -> str:
    """Given and family name together, folded and joined: what two records of one person have in common."""
    return f"{fold(given)}|{fold(family)}".replace(" ", "")


def names(given: set[str], family: str, other_given: set[str], other_family: str) -> Names:
    """How the names of two people agree; all are folded. `given` holds the given and the preferred name."""
    same_given = any(_given_agree(one, other) for one in given for other in other_given)
    same_family = _family_agree(family, other_family)
    if same_given:
        return Names.SAME if same_family else Names.GIVEN
    return Names.FAMILY if same_family else Names.OTHER


def _given_agree(one: str, other: str) -> bool:
    """Sam is Samuel, and Carys is Carys Jane."""
    if one == other:
        return bool(one)
    first, second = one.partition(" ")[0], other.partition(" ")[0]
    if first == second:
        return bool(first)
    short, long = sorted((first, second), key=len)
    return len(short) >= SHORTEST_PART and long.startswith(short)


def _family_agree(one: str, other: str) -> bool:
    """Reed is Reed-Lane, and Ó Briain is OBriain."""
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    parts = {part for part in one.split() if len(part) >= SHORTEST_PART}
    return bool(parts & set(other.split()))


def births(one: date | None, other: date | None) -> Births:
    if one is None or other is None:
        return Births.UNKNOWN
    if one == other:
        return Births.SAME
    differ = sum(a != b for a, b in zip(one.timetuple()[:3], other.timetuple()[:3], strict=True))
    swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    return Births.SLIP if differ == 1 or swapped else Births.OTHER
