"""Makes what the pages show of the catalogue: ages in words, and links that say where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from lanyard.platforms.models import MinimumAge, Platform


class Row(NamedTuple):
    """One service in the list."""

    platform: Platform
    now: MinimumAge | None
    coming: list[MinimumAge]


def rows(platforms: Iterable[Platform], on: date) -> list[Row]:
    """The services with the age that holds on the day, and those that are to come."""
    return [Row(each, each.minimum_age(on), each.coming_ages(on)) for each in platforms]


class AgeLine(NamedTuple):
    """One minimum age in the history of a service."""

    age: MinimumAge
    when: str


def history(platform: Platform, on: date, country: str = "GB") -> list[AgeLine]:
    """All minimum ages of a service in the country, the latest first; what has no first day yet leads."""
    ages = [age for age in platform.ages.all() if age.country == country]
    ages.sort(key=lambda age: age.in_force_from or date.max, reverse=True)
    return [AgeLine(age, when(age, on)) for age in ages]


def when(age: MinimumAge, on: date) -> str:
    """From when until when an age holds: "In force since 11 April 2024", or what stands in its way."""
    if age.in_force_from is None:
        return f"Not yet in force: {_announced(age)}"
    first = _day(age.in_force_from)
    if age.in_force_from > on:
        return f"Not yet in force: it starts on {first}"
    if not age.day_known:
        first = f"{first} or earlier"
    if age.in_force_until is None:
        return f"In force since {first}"
    return f"From {first} to {_day(age.in_force_until)}"


def _announced(age: MinimumAge) -> str:
    says = f"announced on {_day(age.announced)}"
    return f"{says}, expected {age.expected}" if age.expected else says


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


class OutsideLink(NamedTuple):
    """A page of somebody else's, and the host it is on."""

    what: str
    url: str
    host: str


def links(platform: Platform) -> list[OutsideLink]:
    """The pages of the service that are known, for those who need help first."""
    known = (
        ("How to report something", platform.reporting_link),
        ("Safety advice", platform.safety_link),
        ("Terms for organisations", platform.terms_for_organisations),
    )
    return [OutsideLink(what, url, urlsplit(url).hostname or "") for what, url in known if url]
