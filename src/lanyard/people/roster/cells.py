"""Reads single cells. What can't be read raises `BadCell` with one plain sentence."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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
# The first word of a cell with a day, and what may follow: a time, with the zone it is in.
DAY = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"|(?P<uk_day>[0-9]{1,2})[/.](?P<uk_month>[0-9]{1,2})[/.](?P<uk_year>[0-9]{4})"
    r"|(?P<named_day>[0-9]{1,2})[ -](?P<named_month>[A-Za-z]{3,9})[ -](?P<named_year>[0-9]{4})"
)
CLOCK = re.compile(
    r"[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONDON = ZoneInfo("Europe/London")
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
    """A day written 2026-11-24, 24/11/2026 or 24 Nov 2026; of a time with its zone, the day it is in London.

    Some systems write midnight in London as 23:00 of the day before in UTC.
    """
    if not text:
        return None
    found = DAY.match(text)
    try:
        if found is None:
            raise ValueError
        written, rest = _date_of(found), text[found.end() :]
        return _in_london(written, rest) if rest else written
    except ValueError:
        says = f"“{text[:20]}” is not a date. Write it like 2026-11-24 or 24/11/2026."
        raise BadCell(column, says) from None


def _date_of(found: re.Match[str]) -> date:
    if found["year"]:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    if found["uk_year"]:
        return date(int(found["uk_year"]), int(found["uk_month"]), int(found["uk_day"]))
    month = MONTHS.index(found["named_month"][:3].lower()) + 1
    return date(int(found["named_year"]), month, int(found["named_day"]))


def _in_london(written: date, rest: str) -> date:
    """Raises `ValueError` for what is no time of day."""
    found = CLOCK.fullmatch(rest)
    if found is None:
        raise ValueError
    clock = datetime(written.year, written.month, written.day, int(found["hour"]), int(found["minute"]), tzinfo=UTC)
    zone = (found["zone"] or "").upper()
    if not zone:
        return written
    if zone != "Z":
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        clock += ahead if zone[0] == "-" else -ahead
    return clock.astimezone(LONDON).date()


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
    """The pupil's year group: as given, else by date of birth, "" without both; one that the school teaches."""
    code = code or (year_group_of(born, on) if born else "") or ""
    if code and school.year_groups and code not in school.year_groups:
        taught = ", ".join(school.year_groups)
        raise BadCell(column, f"{school.name} does not teach year group {code}; it teaches {taught}.")
    return code
