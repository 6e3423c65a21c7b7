"""What this room puts on paper: tagged PDFs made by Typst, from plain data alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from lanyard.ui.printing import pdf


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
    return pdf(__name__, "chronology.typ", case=asdict(case))


def poster_pdf(poster: PrintedPoster) -> bytes:
    """The poster as a PDF on one page of A4 that screen readers can follow (PDF/UA-1)."""
    return pdf(__name__, "poster.typ", poster=asdict(poster))
