"""Turns the bytes of a CSV file into rows: any usual encoding and separator, only the columns that are wanted."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lanyard.people.roster.encodings import decode
from lanyard.people.roster.headings import meaning
from lanyard.people.roster.model import Problem, RosterError

MAX_ROWS = 250_000
SEPARATORS = (",", ";", "\t")

Cells = dict[str, str]


class UnknownHeadings(RosterError):
    """A file whose headings nobody has explained yet; `headings` are those, and `missing` are columns nothing gives."""

    def __init__(self, says: str, headings: tuple[str, ...], missing: tuple[str, ...]) -> None:
        super().__init__(says)
        self.headings, self.missing = headings, missing


@dataclass(frozen=True)
class Table:
    """A CSV file with a heading. Columns that were not asked for are never kept (OneRoster carries passwords).

    `notes` say how the file was read where that was not certain.
    """

    name: str
    text: str
    separator: str
    heading: tuple[str, ...]
    columns: frozenset[str]
    notes: tuple[str, ...] = ()

    def rows(self, problems: list[Problem]) -> Iterator[tuple[int, Cells]]:
        """Each row with the line it begins on; rows of the wrong width are added to `problems` and left out."""
        picks = [(at, column) for at, column in enumerate(self.heading) if column in self.columns]
        for count, (line, cells) in enumerate(_records(self.name, self.text, self.separator)):
            if count == 0 or not any(cell.strip() for cell in cells):
                continue
            if count > MAX_ROWS:
                raise RosterError(f"{self.name} has more than {MAX_ROWS:,} rows. Import one school at a time.")
            if len(cells) != len(self.heading):
                says = f"This row has {len(cells)} cells, the heading has {len(self.heading)}."
                problems.append(Problem(says, line, file=self.name))
                continue
            yield line, {column: _tidy(cells[at]) for at, column in picks}


def read_table(
    data: bytes,
    name: str,
    wanted: Collection[str],
    required: Collection[str],
    *,
    headings: Mapping[str, str] | None = None,
) -> Table:
    """Read the heading and make ready to read the rows.

    `headings` are the meanings that a trust gave to its own; None takes headings as they are and passes over others.
    Raises `RosterError` when the file is empty, too big, not text, or its columns are not as expected.
    """
    text, notes = decode(data, name)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    cells = next(_records(name, text, separator), (0, []))[1]
    if headings is None:
        heading = tuple(cell.strip() for cell in cells)
        _check_heading(name, heading, wanted, required)
    else:
        heading, unused = _meanings(name, cells, required, dict(headings))
        if unused:
            notes.append(f"Not used: {_listed(unused)}.")
    return Table(name, text, separator, heading, frozenset(wanted) & frozenset(heading), tuple(notes))


def _meanings(
    name: str, cells: list[str], required: Collection[str], own: dict[str, str]
) -> tuple[tuple[str, ...], list[str]]:
    """Each heading as the column it stands for, and those that are passed over."""
    said = [meaning(cell, own) if cell.strip() else None for cell in cells]
    unknown = tuple(cell.strip() for cell, column in zip(cells, said, strict=True) if column is None and cell.strip())
    missing = tuple(column for column in required if column not in said)
    if unknown or missing == ("kind",) or "" in (cell.strip() for cell in cells):
        says = f"{name} has no column {_listed(list(missing))}: the first line must name the columns."
        if not missing:
            nameless = [cell.strip() or "(no name)" for cell, column in zip(cells, said, strict=True) if column is None]
            shown = _listed(nameless[:5])
            says = f"{name} has a column that is not known here: {shown}. Say what it means, take it out or rename it."
        if len(unknown) >= len(set(missing) - {"kind"}):
            raise UnknownHeadings(says, unknown, missing)
        raise RosterError(says)
    twice = [cell.strip() for cell in cells if [other.strip() for other in cells].count(cell.strip()) > 1]
    _check_heading(name, tuple(twice), twice, ())
    # Of two headings that mean the same, such as a main and another address, the first is read.
    heading = tuple(column if column and column not in said[:at] else "" for at, column in enumerate(said))
    _check_heading(name, heading, (), required)
    return heading, [cell.strip() for cell, column in zip(cells, heading, strict=True) if not column]


def _check_heading(name: str, heading: tuple[str, ...], wanted: Collection[str], required: Collection[str]) -> None:
    missing = [column for column in required if column not in heading]
    if missing:
        raise RosterError(f"{name} has no column {_listed(missing)}: the first line must name the columns.")
    twice = sorted({column for column in heading if column in wanted and heading.count(column) > 1})
    if twice:
        raise RosterError(f"{name} has the column {_listed(twice)} more than once.")


def _records(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        says = f"{name} can't be read from line {before + 1} on: a quotation mark is not closed or in the wrong place."
        raise RosterError(says) from None


def _tidy(text: str) -> str:
    """One line, single spaces, composed letters: "Zoë" is the same however it was typed."""
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
