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
    days. `audience` holds values of `choices.Audience`; `wordings` are
    sentences as schools write them.
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
    wordings: tuple[str, ...] = ()

    @property
    def described(self) -> list[str]:
        """All that says what it asks for: what a clause is compared with."""
        return [self.asks, self.looks_for, self.words, *self.wordings]


@cache
def clause_ids() -> Mapping[str, ClauseId]:
    """All clause IDs in the order of the catalogue."""
    rows = tomllib.loads(data_file("clause-ids.toml"))["clause"]
    said = _wordings()
    return MappingProxyType(
        {
            row["id"]: ClauseId(**{**row, "audience": tuple(row["audience"]), "wordings": said.get(row["id"], ())})
            for row in rows
        }
    )


def other_wordings() -> tuple[str, ...]:
    """Sentences that such documents also hold and that no clause ID asks for."""
    return _wordings()["none"]


@cache
def _wordings() -> Mapping[str, tuple[str, ...]]:
    said = tomllib.loads(data_file("clause-wordings.toml"))
    return {key: tuple(lines.strip().splitlines()) for key, lines in said.items()}


def data_file(name: str) -> str:
    """The text of a file of the room's data."""
    return (files("lanyard.policy") / "data" / name).read_text(encoding="utf-8")
