"""The policy on paper: a tagged PDF made by Typst from the text of an edition."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files

import fontpkg_atkinson_hyperlegible
import typst


@dataclass(frozen=True)
class PrintedClause:
    """A clause on paper; `depth` is 0, or more for a clause under another."""

    number: str
    text: str
    depth: int


@dataclass(frozen=True)
class PrintedSection:
    """A section on paper, its number in its title."""

    title: str
    clauses: tuple[PrintedClause, ...]


@dataclass(frozen=True)
class PrintedPolicy:
    """What stands on paper. `about` lines follow the place: the edition, since when it holds, when it is reviewed."""

    title: str
    owner: str
    place: str
    footer: str
    about: tuple[str, ...]
    sections: tuple[PrintedSection, ...]


def pdf_of(policy: PrintedPolicy) -> bytes:
    """The policy as a PDF that screen readers can follow (PDF/UA-1: tags, outline, title and language)."""
    # The text goes in as data, never as markup, so that nothing in it can be taken for a command.
    inputs = {"policy": json.dumps(asdict(policy), ensure_ascii=False)}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[fontpkg_atkinson_hyperlegible.ROOT / "files"])
    with as_file(files("lanyard.policy.print") / "policy.typ") as template:
        return typst.compile(template, font_paths=fonts, sys_inputs=inputs, pdf_standards="ua-1")
