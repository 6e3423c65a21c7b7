"""Reads single cells. What can't be read raises `BadCell` with one plain sentence."""

from __future__ import annotations

import re
from datetime import date

from lanyard.people.roster.model import SchoolRef
from lanyard.people.rules import age_on, is_upn, tidy_upn, year_group_of

KINDS = ("pupil", "parent", "governor", "leader", "teacher", "support", "contractor", "visitor", "volunteer")
# What information systems call year groups, beside "Year 4" and "04".
YEAR_NAMES = {
    "n": "N", "n1": "N", "n2": "N", "nursery": "N", "pk": "N", "pr": "N",
    "r": "R", "yr": "R", "reception": "R", "kg": "R", "0": "R",
}  # fmt: skip
YEAR_NUMBER = re.compile(r"(?:year|yr|y)?\s*0?([1-9]|1[0-3])", re.IGNORECASE)
# The shape that browsers accept for an email input (WHATWG HTML), with a dot required in the domain.
EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+",
    re.IGNORECASE,
)
DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:T.*)?"
    r"|(?P<uk_day>[0-9]{1,2})/(?P<uk_month>[0-9]{1,2})/(?P<uk_year>[0-9]{4})"
)
TRUE = {"yes", "y", "true", "1"}
FALSE = {"", "no", "n", "false", "0"}
YOUNGEST_PUPIL, OLDEST_PUPIL = 2, 19
EARLIEST_BIRTH = 1900


class BadCell(ValueError):
    """A cell that can't be right; `column` says which, the text says why."""

    def __init__(self, column: str, says: str) -> None:
        super().__init__(says)
        self.column = column


def name(column: str, text: str, longest: int = 100) -> str:
    if not text:
        raise BadCell(column, f"There is no {column.replace('_', ' ')}.")
    return short(column, text, longest)


def short(column: str, text: str, longest: int = 100) -> str:
    if len(text) > longest:
        raise BadCell(column, f"This is longer than {longest} characters.")
    return text


def day(column: str, text: str) -> date | None:
    """A day written 2026-11-24 or 24/11/2026; the time after an ISO date is left out."""
    if not text:
        return None
    found = DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        if found["year"]:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        return date(int(found["uk_year"]), int(found["uk_month"]), int(found["uk_day"]))
    except ValueError:
        says = f"“{text[:20]}” is not a date. Write it like 2026-11-24 or 24/11/2026."
        raise BadCell(column, says) from None


def yes_or_no(column: str, text: str) -> bool:
    if text.casefold() in TRUE:
        return True
    if text.casefold() in FALSE:
        return False
    raise BadCell(column, f"“{text[:20]}” is neither yes nor no.")


def kind(column: str, text: str) -> str:
    if text.casefold() in KINDS:
        return text.casefold()
    if not text:
        raise BadCell(column, f"There is no kind. Use one of: {', '.join(KINDS)}.")
    raise BadCell(column, f"“{text[:20]}” is not a kind of person. Use one of: {', '.join(KINDS)}.")


def year_group(column: str, text: str) -> str:
    """The code of a year group, however it is written; "" for nothing."""
    if not text:
        return ""
    if text.casefold() in YEAR_NAMES:
        return YEAR_NAMES[text.casefold()]
    found = YEAR_NUMBER.fullmatch(text)
    if found:
        return found[1]
    raise BadCell(column, f"“{text[:20]}” is not a year group. Use N, R or 1 to 13.")


def email(column: str, text: str) -> str:
    if text and not (EMAIL.fullmatch(text) and len(text) <= 254):
        raise BadCell(column, f"“{text[:60]}” is not an email address.")
    return text.lower()


def upn(column: str, text: str) -> str:
    number = tidy_upn(text)
    if number and not is_upn(number):
        raise BadCell(column, f"“{number[:20]}” is not a UPN: its check letter or its length is wrong.")
    return number


def birth(column: str, text: str, *, is_pupil: bool, on: date) -> date | None:
    """A date of birth that is possible, and for pupils one of school age."""
    born = day(column, text)
    if born is None:
        return None
    if born > on or born.year < EARLIEST_BIRTH:
        raise BadCell(column, f"Nobody here was born on {born.isoformat()}.")
    age = age_on(born, on)
    if is_pupil and not YOUNGEST_PUPIL <= age <= OLDEST_PUPIL:
        raise BadCell(column, f"A pupil born on {born.isoformat()} would be {age} years old.")
    return born


def pupil_year(column: str, code: str, born: date | None, school: SchoolRef, on: date) -> str:
    """The pupil's year group: as given, else by date of birth; it must be one that the school teaches."""
    code = code or (year_group_of(born, on) if born else "") or ""
    if not code:
        raise BadCell(column, "A pupil needs a year group, or a date of birth that gives one.")
    if school.year_groups and code not in school.year_groups:
        taught = ", ".join(school.year_groups)
        raise BadCell(column, f"{school.name} does not teach year group {code}; it teaches {taught}.")
    return code
