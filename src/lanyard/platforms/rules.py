"""Which hosts belong to a domain, and which minimum age holds on a day (AIM6, CHI4). Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

SUFFIX = "suffix"
IN_FORCE = "in_force"
ANNOUNCED = "announced"

_LONGEST_NAME = 253
# Names in logs may hold an underscore, which no registered domain has.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_PORT = re.compile(r":[0-9]{0,5}$")
# What IDNA takes for the dot between labels.
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
# IDNA of 2003, which Python knows, reads these as other letters or as nothing; browsers keep them, so that a look-alike
# with one of them is a name of its own.
_KEPT_BY_BROWSERS = frozenset("ßς\u200c\u200d")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def host_name(host: str) -> str | None:
    """The host as names are compared: small letters, punycode, no port, no dot at the end.

    None for what is no host name: IP addresses (also in brackets), empty and malformed input. Never raises.
    """
    bare = _PORT.sub("", host.strip())
    # Far longer than any name: not worth the work that encoding it would take.
    if not bare or len(bare) > 2 * _LONGEST_NAME or _is_ip_address(bare):
        return None
    try:
        labels = [_ascii(label) for label in _DOTS.split(bare)]
    except UnicodeError:
        return None
    if len(labels) > 1 and not labels[-1]:
        labels.pop()
    name = ".".join(labels)
    # A last label of digits alone is the end of an IPv4 address, however its start is written.
    if len(name) > _LONGEST_NAME or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        return None
    return name


def _ascii(label: str) -> str:
    label = label.lower()
    if label.isascii():
        return label
    if _KEPT_BY_BROWSERS.intersection(label):
        return "xn--" + label.encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii")


def _is_ip_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def host_of(address: str) -> str | None:
    """The host name in a web address as people paste it, with or without "https://"; None if there is none."""
    text = address.strip().strip("<>\"'“”‘’")
    try:
        host = urlsplit(text if _SCHEME.match(text) else f"https://{text}").hostname
    except ValueError:
        return None
    name = host_name(host or "")
    return name if name and "." in name else None


def names_above(name: str) -> list[str]:
    """The name itself and all names it lies under, the longest first: a.b.org, b.org, org."""
    labels = name.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def domain_matches(host: str, name: str, match: str) -> bool:
    """Whether the host is the domain, or with match "suffix" lies under it. Compares whole labels; never raises."""
    found, domain = host_name(host), host_name(name)
    if found is None or domain is None:
        return False
    return found == domain or (match == SUFFIX and found.endswith(f".{domain}"))


class DatedAge(Protocol):
    """What the rules read of a minimum age; the days are included, no last day means that it lasts."""

    age: int
    country: str
    in_force_from: date | None
    in_force_until: date | None
    status: str


Age = TypeVar("Age", bound=DatedAge)


def minimum_age(ages: Iterable[Age], on: date, country: str = "GB") -> Age | None:
    """The minimum age that holds in the country on the day, None if none is known (CHI4).

    What is only announced never counts. Should two hold, the higher does: a child must not be let in by a mistake.
    """
    holding = [row for row in ages if row.country == country and _holds(row, on)]
    return max(holding, key=lambda row: row.age, default=None)


def _holds(row: DatedAge, on: date) -> bool:
    if row.status != IN_FORCE or row.in_force_from is None or row.in_force_from > on:
        return False
    return row.in_force_until is None or on <= row.in_force_until


def coming_ages(ages: Iterable[Age], on: date, country: str = "GB") -> list[Age]:
    """Minimum ages that do not hold yet: those with a later first day in order, then those only announced."""
    later = [row for row in ages if row.country == country and _is_coming(row, on)]
    return sorted(later, key=lambda row: (row.in_force_from is None, row.in_force_from or date.max, row.age))


def _is_coming(row: DatedAge, on: date) -> bool:
    return row.status == ANNOUNCED or (row.in_force_from is not None and row.in_force_from > on)


def born_by(on: date, age: int) -> date:
    """The last day of birth of those who are so old on the day (CHI4).

    Somebody born on 29 February is a year older on 1 March of other years.
    """
    try:
        return on.replace(year=on.year - age)
    except ValueError:
        return date(on.year - age, 2, 28)
