"""What is decided about people without asking the database: numbers, years, who stands in, who may appoint whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from stdnum.gb import upn as stdnum_upn

from lanyard.kernel.years import academic_year
from lanyard.people.rules.working_time import (
    Part,
    add_working_days,
    add_working_hours,
    is_working_day,
    next_open_day,
    part_of_day,
)

__all__ = [
    "CONFIRMED_BY",
    "Part",
    "StandIn",
    "add_working_days",
    "add_working_hours",
    "age_on",
    "is_upn",
    "is_working_day",
    "may_appoint",
    "may_suspend",
    "needs_confirming",
    "next_open_day",
    "part_of_day",
    "stand_in",
    "tidy_upn",
    "who_confirms",
    "year_group_of",
]

Id = TypeVar("Id", bound=Hashable)

UPN_SHAPE = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")


def tidy_upn(text: str) -> str:
    """The UPN as it is stored: no spaces, upper case."""
    return stdnum_upn.compact(text)


def is_upn(text: str) -> bool:
    """Whether a Unique Pupil Number, permanent or temporary, has the right shape and check letter.

    The sum is python-stdnum's. Its list of local authorities isn't used: it is of 2011, lacks the authorities made
    since, and refuses temporary numbers (source: DfE guide to UPNs).
    """
    number = tidy_upn(text)
    return bool(UPN_SHAPE.fullmatch(number)) and stdnum_upn.calc_check_digit(number[1:]) == number[0]


def year_group_of(born: date, on: date) -> str | None:
    """The code of the year group of a child's age: "N", "R", "1" to "13"; None before nursery and after Year 13.

    Children born from 1 September to 31 August share a year group. A child taught out of their cohort is in another:
    then the register says so.
    """
    number = academic_year(on).start - academic_year(born).start - 5
    if number == -1:
        return "N"
    if number == 0:
        return "R"
    return str(number) if 1 <= number <= 13 else None


def age_on(born: date, on: date) -> int:
    """Age in whole years; somebody born on 29 February is a year older on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# Who acts when nobody of a role can: the next level up, in this order (AIM5, EXP7, CHI7).
LADDERS: Mapping[str, tuple[str, ...]] = {
    "dsl": ("deputy_dsl", "headteacher", "chair_of_governors", "chair_of_trustees"),
    "deputy_dsl": ("dsl", "headteacher", "chair_of_governors", "chair_of_trustees"),
    "headteacher": ("chair_of_governors", "chair_of_trustees"),
    "executive_headteacher": ("chair_of_trustees",),
    "leadership": ("headteacher", "chair_of_governors", "chair_of_trustees"),
    "line_manager": ("headteacher", "chair_of_governors", "chair_of_trustees"),
    "governor": ("chair_of_governors", "chair_of_trustees"),
    "chair_of_governors": ("chair_of_trustees",),
    "chair_of_trustees": (),
    "channel_operator": ("moderator", "headteacher"),
    "moderator": ("headteacher", "executive_headteacher"),
    "it_lead": ("headteacher", "executive_headteacher"),
    "data_protection_lead": ("executive_headteacher", "chair_of_trustees"),
    "trust_administrator": ("executive_headteacher", "chair_of_trustees"),
}


@dataclass(frozen=True)
class StandIn(Generic[Id]):
    """Those who act now, and the role in which they do: the one asked for, or one further up."""

    role: str
    people: tuple[Id, ...]


def stand_in(
    role: str,
    holders: Mapping[str, Sequence[Id]],
    covers: Mapping[tuple[str, Id], Sequence[Id]],
    subjects: Collection[Id] = (),
) -> StandIn[Id] | None:
    """Who acts for a role: never one of the `subjects`, and never somebody absent.

    `holders` are the people of each role; `covers` those standing in for (role, holder), which says that the holder is
    absent. When nobody of a role is left, the next level up is asked. None when nobody is left at all.
    """
    for level in (role, *LADDERS[role]):
        acting: list[Id] = []
        for holder in holders.get(level, ()):
            acting += covers.get((level, holder)) or [holder]
        left = tuple(dict.fromkeys(person for person in acting if person not in subjects))
        if left:
            return StandIn(level, left)
    return None


EVERY_ROLE = frozenset(LADDERS)
# Which roles the holder of a role may give and end. A headteacher chooses who helps at the school, not who leads it.
APPOINTS: Mapping[str, frozenset[str]] = {
    "trust_administrator": EVERY_ROLE,
    "executive_headteacher": EVERY_ROLE - {"executive_headteacher", "chair_of_trustees", "trust_administrator"},
    "headteacher": frozenset({"deputy_dsl", "leadership", "line_manager", "channel_operator", "moderator", "it_lead"}),
}


def may_appoint(held: Collection[str], role: str) -> bool:
    """Whether one of the roles held at the place allows giving and ending this one."""
    return any(role in APPOINTS.get(mine, ()) for mine in held)


@dataclass(frozen=True)
class ConfirmedBy:
    """Whose word a role needs besides that of whoever proposed it: `first`, or `otherwise` where none of them is left.

    Whoever is named first is asked first.
    """

    first: tuple[str, ...]
    otherwise: tuple[str, ...] = ()


# The roles that read concerns, open sealed log-ins, or decide who gets such a role. One person alone gives none of them
# (tests hold this against the permission table and the routing of concerns).
CONFIRMED_BY: Mapping[str, ConfirmedBy] = {
    "dsl": ConfirmedBy(("headteacher", "executive_headteacher"), ("chair_of_governors", "chair_of_trustees")),
    "deputy_dsl": ConfirmedBy(
        ("dsl", "headteacher", "executive_headteacher"), ("chair_of_governors", "chair_of_trustees")
    ),
    "leadership": ConfirmedBy(
        ("headteacher", "executive_headteacher"), ("chair_of_governors", "chair_of_trustees", "dsl")
    ),
    "line_manager": ConfirmedBy(
        ("headteacher", "executive_headteacher"), ("chair_of_governors", "chair_of_trustees", "dsl")
    ),
    "headteacher": ConfirmedBy(("chair_of_governors", "executive_headteacher", "chair_of_trustees")),
    "chair_of_governors": ConfirmedBy(("chair_of_trustees", "executive_headteacher"), ("headteacher",)),
    "executive_headteacher": ConfirmedBy(("chair_of_trustees",), ("chair_of_governors", "headteacher")),
    "chair_of_trustees": ConfirmedBy(("executive_headteacher",), ("chair_of_governors", "headteacher")),
    "data_protection_lead": ConfirmedBy(
        ("executive_headteacher", "chair_of_trustees"), ("headteacher", "chair_of_governors")
    ),
    "trust_administrator": ConfirmedBy(
        ("executive_headteacher", "chair_of_trustees"), ("headteacher", "chair_of_governors")
    ),
}


def needs_confirming(role: str) -> bool:
    """Whether the role begins only once a second leader has confirmed it."""
    return role in CONFIRMED_BY


def who_confirms(role: str, holders: Mapping[str, Collection[Id]], left_out: Collection[Id]) -> list[tuple[str, Id]]:
    """Who may confirm that somebody gets the role, as (their role, they), whoever is asked first on top.

    `holders` are those who hold each role themselves; `left_out` are the one proposed, whoever proposed, and all whose
    word would not be another's. Empty when nobody is left.
    """
    by = CONFIRMED_BY[role]
    for roles in (by.first, by.otherwise):
        found = [(each, one) for each in roles for one in holders.get(each, ()) if one not in left_out]
        if found:
            return found
    return []


# How high each role stands: access is suspended, and let back in, from above. Roles not named here stand at 1.
HEIGHT: Mapping[str, int] = {
    "chair_of_trustees": 6,
    "executive_headteacher": 5,
    "chair_of_governors": 5,
    "headteacher": 4,
    "trust_administrator": 3,
    "data_protection_lead": 2,
    "dsl": 2,
    "deputy_dsl": 2,
    "leadership": 2,
}
SUSPENDS = frozenset(
    {"chair_of_trustees", "executive_headteacher", "chair_of_governors", "headteacher", "trust_administrator"}
)


def may_suspend(held: Collection[str], theirs: Collection[str]) -> bool:
    """Whether one of the roles held where somebody is stands above all roles that they hold anywhere."""
    height = max((HEIGHT[role] for role in held if role in SUSPENDS), default=0)
    return height > max((HEIGHT.get(role, 1) for role in theirs), default=0)
