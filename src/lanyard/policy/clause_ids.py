"""The catalogue of clause IDs: what any school's social media policy asks for, under names that never change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class ClauseId:
    """One thing a social media policy asks for.

    `asks` and `looks_for` are one sentence each; `words` are key words for finding it in a document. `attested_by` is
    the role (`people.choices.Role`) that states how it stands where nothing can measure it, every `attest_every_days`
    days. `audience` holds values of `choices.Audience`.
    """

    id: str
    section: str
    section_title: str
    asks: str
    looks_for: str
    words: str
    attested_by: str
    attest_every_days: int
    audience: tuple[str, ...]


@cache
def clause_ids() -> Mapping[str, ClauseId]:
    """All clause IDs in the order of the catalogue."""
    rows = tomllib.loads(data_file("clause-ids.toml"))["clause"]
    return MappingProxyType({row["id"]: ClauseId(**{**row, "audience": tuple(row["audience"])}) for row in rows})


def data_file(name: str) -> str:
    """The text of a file of the room's data."""
    return (files("lanyard.policy") / "data" / name).read_text(encoding="utf-8")
