"""What this room puts on paper: tagged PDFs made by Typst, from plain data alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from typing import Any

import fontpkg_atkinson_hyperlegible
import typst


@dataclass(frozen=True)
class PrintedEvent:
    """One line of a printed chronology. `earlier` is what it said before, one text for each change."""

    when: str
    entered: str
    head: str
    says: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedDay:
    """The events of one day."""

    day: str
    events: tuple[PrintedEvent, ...]


@dataclass(frozen=True)
class PrintedCase:
    """A chronology on paper. `about` and `people` are (what, value) pairs; `report` are titled texts."""

    title: str
    owner: str
    place: str
    note: str
    footer: str
    about: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    report: tuple[tuple[str, str], ...]
    days: tuple[PrintedDay, ...]


@dataclass(frozen=True)
class PrintedPoster:
    """A poster. `steps` are short sentences; `names` are (what somebody is, name) pairs; `qr` is a picture (SVG)."""

    audience: str
    title: str
    owner: str
    lead: str
    steps: tuple[str, ...]
    scan: str
    address: str
    qr: str
    names_title: str
    names: tuple[tuple[str, str], ...]
    help_title: str
    help_lines: tuple[tuple[str, str], ...]
    footer: str


def chronology_pdf(case: PrintedCase) -> bytes:
    """The chronology as a PDF that screen readers can follow (PDF/UA-1)."""
    return _pdf("chronology.typ", case=case)


def poster_pdf(poster: PrintedPoster) -> bytes:
    """The poster as a PDF on one page of A4 that screen readers can follow (PDF/UA-1)."""
    return _pdf("poster.typ", poster=poster)


def _pdf(name: str, **given: Any) -> bytes:
    # Texts go in as data, never as markup, so that nothing in them can be taken for a command.
    inputs = {key: json.dumps(asdict(value), ensure_ascii=False) for key, value in given.items()}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[fontpkg_atkinson_hyperlegible.ROOT / "files"])
    with as_file(files("lanyard.concerns.print") / name) as template:
        return typst.compile(template, font_paths=fonts, sys_inputs=inputs, pdf_standards="ua-1")
