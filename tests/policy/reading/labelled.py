"""Clauses labelled by hand with whom they bind, written for these tests after the manner of many schools' policies."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HELD_OUT = 60


@dataclass(frozen=True)
class Labelled:
    """One clause with the document, section and opening it stands under, and who must act on it."""

    title: str
    section: str
    lead: str
    text: str
    audience: tuple[str, ...]


def labelled() -> list[Labelled]:
    """All of them, in the order of the file."""
    return list(_read())


def _read() -> Iterator[Labelled]:
    title = section = lead = ""
    lines = (Path(__file__).parent / "data" / "audiences.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            title, section, lead = (*(part.strip() for part in line.lstrip("# ").split("::")), "", "")[:3]
        elif line.strip():
            audience, _, text = line.partition(" | ")
            yield Labelled(title, section, lead, text, tuple(audience.split(",")))


def split() -> tuple[list[Labelled], list[Labelled]]:
    """(those the rules were made on, sixty that they were not), parted by a hash of their words."""
    ordered = sorted(labelled(), key=lambda one: sha256(one.text.encode()).hexdigest())
    return ordered[HELD_OUT:], ordered[:HELD_OUT]
