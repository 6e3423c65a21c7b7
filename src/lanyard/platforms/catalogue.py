"""Reads a file of the catalogue into rows that are whole and sound, or says in one sentence what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from lanyard.platforms.choices import AgeStatus
from lanyard.platforms.models import MinimumAge, Platform, PlatformDomain
from lanyard.platforms.rules import host_name

Row = TypeVar("Row", bound=models.Model)

SHIPPED = Path(__file__).parent / "data" / "platforms.toml"

# Fields of the models that the file does not set, and fields that the file calls by a shorter name.
_NOT_IN_FILE = {"id", "platform"}
_NAMES = {"from": "in_force_from", "until": "in_force_until"}
_SHORT = {long: short for short, long in _NAMES.items()}
# What TOML must have read for each kind of field.
_TYPES: tuple[tuple[type[models.Field], type, str], ...] = (
    (models.JSONField, list, "a list in [ ]"),
    (models.DateField, date, "a day such as 2026-11-22, without quotes"),
    (models.BooleanField, bool, "true or false"),
    (models.IntegerField, int, "a whole number"),
    (models.Field, str, "text in quotes"),
)


class BadCatalogue(ValueError):
    """The file can't be loaded; says in one sentence which platform and field are wrong."""


@dataclass(frozen=True)
class Entry:
    """One platform of a file with its domains and ages; nothing of it is stored yet."""

    platform: Platform
    domains: list[PlatformDomain]
    ages: list[MinimumAge]


def read_file(file: Path) -> dict[str, Any]:
    """The file as TOML. Raises BadCatalogue."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BadCatalogue(f"it can't be read ({problem.strerror})") from problem
    except UnicodeDecodeError as problem:
        raise BadCatalogue("it is not written in UTF-8") from problem
    except tomllib.TOMLDecodeError as problem:
        raise BadCatalogue(f"it is not TOML ({problem})") from problem


def entries(data: Mapping[str, Any]) -> list[Entry]:
    """All platforms of a file, each checked by itself and against the others. Raises BadCatalogue."""
    unknown = sorted(set(data) - {"platform"})
    if unknown:
        raise BadCatalogue(f"“{unknown[0]}” is not known, only [[platform]] is")
    rows = data.get("platform")
    if not rows or not _are_tables(rows):
        raise BadCatalogue("it holds no [[platform]]")
    found = [_entry(row, number) for number, row in enumerate(rows, start=1)]
    _refuse_doubles(found)
    return found


def _entry(row: Mapping[str, Any], number: int) -> Entry:
    key = row.get("key")
    who = f"platform “{key}”" if key and isinstance(key, str) else f"platform {number} of the file"
    facts = {name: value for name, value in row.items() if name not in ("domains", "ages")}
    platform = _row(Platform, facts, f"{who}, field")
    domains = [
        _row(PlatformDomain, _in_stored_form(part), f"{who}, domains {place}, field", platform=platform)
        for place, part in _parts(row, "domains", who)
    ]
    ages = [
        _row(MinimumAge, part, f"{who}, ages {place}, field", platform=platform)
        for place, part in _parts(row, "ages", who)
    ]
    for one, other in combinations(ages, 2):
        if _overlap(one, other):
            raise BadCatalogue(f"{who}, field “ages”: {one} and {other} are both in force on some days")
    return Entry(platform, domains, ages)


def _parts(row: Mapping[str, Any], name: str, who: str) -> list[tuple[int, Mapping[str, Any]]]:
    parts = row.get(name, [])
    if not _are_tables(parts):
        raise BadCatalogue(f"{who}, field “{name}”: it must be a list of tables")
    return list(enumerate(parts, start=1))


def _are_tables(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _in_stored_form(part: Mapping[str, Any]) -> dict[str, Any]:
    """People may write a domain with capitals or accents; it is stored as hosts are compared."""
    name = part.get("name")
    return {**part, "name": (host_name(name) or name) if isinstance(name, str) else name}


def _row(model: type[Row], facts: Mapping[str, Any], where: str, **links: models.Model) -> Row:
    """The row that the facts make, checked as the model checks itself. Raises BadCatalogue naming the first field."""
    fields = {field.name: field for field in model._meta.concrete_fields if field.name not in _NOT_IN_FILE}
    values = {}
    for written, value in facts.items():
        name = _NAMES.get(written, written)
        if name not in fields or written in _SHORT:
            raise BadCatalogue(f"{where} “{written}”: there is no such field")
        needed, words = next((type_, words) for kind, type_, words in _TYPES if isinstance(fields[name], kind))
        if type(value) is not needed:
            raise BadCatalogue(f"{where} “{written}”: it must be {words}")
        values[name] = value
    row = model(**values, **links)
    try:
        row.full_clean(exclude=["platform"], validate_unique=False, validate_constraints=False)
    except ValidationError as problem:
        name, says = next(iter(problem.message_dict.items()))
        raise BadCatalogue(f"{where} “{_SHORT.get(name, name)}”: {_sentence(says[0])}") from problem
    return row


def _sentence(says: str) -> str:
    """Django's messages begin with a capital and end with a stop; here they are the end of a sentence of ours."""
    return says[:1].lower() + says[1:].rstrip(".")


def _overlap(one: MinimumAge, other: MinimumAge) -> bool:
    if one.country != other.country or AgeStatus.ANNOUNCED in (one.status, other.status):
        return False
    first, second = sorted((one, other), key=lambda age: age.in_force_from)
    return first.in_force_until is None or second.in_force_from <= first.in_force_until


def _refuse_doubles(found: list[Entry]) -> None:
    keys: set[str] = set()
    owners: dict[str, str] = {}
    for entry in found:
        key = entry.platform.key
        if key in keys:
            raise BadCatalogue(f"platform “{key}”, field “key”: it is in the file twice")
        keys.add(key)
        for domain in entry.domains:
            if domain.name in owners:
                whose = owners[domain.name]
                raise BadCatalogue(f"platform “{key}”, field “domains”: “{domain.name}” is “{whose}”'s already")
            owners[domain.name] = key
