"""Turns the bytes of a CSV file into rows: any usual encoding and separator, only the columns that are wanted."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lanyard.people.roster.model import Problem, RosterError

MAX_BYTES = 60 * 1024 * 1024
MAX_ROWS = 250_000
SEPARATORS = (",", ";", "\t")

Row = dict[str, str]


@dataclass(frozen=True)
class Table:
    """A CSV file with a heading. Columns that were not asked for are never kept (OneRoster carries passwords)."""

    name: str
    text: str
    separator: str
    heading: tuple[str, ...]
    columns: frozenset[str]

    def rows(self, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
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
    data: bytes, name: str, wanted: Collection[str], required: Collection[str], *, others_allowed: bool
) -> Table:
    """Read the heading and make ready to read the rows.

    Raises `RosterError` when the file is empty, too big, not text, or its columns are not as expected.
    """
    text = _decode(data, name)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    cells = next(_records(name, text, separator), (0, []))[1]
    heading = tuple(_column(cell) if not others_allowed else cell.strip() for cell in cells)
    _check_heading(name, heading, wanted, required, others_allowed=others_allowed)
    return Table(name, text, separator, heading, frozenset(wanted) & frozenset(heading))


def _check_heading(
    name: str, heading: tuple[str, ...], wanted: Collection[str], required: Collection[str], *, others_allowed: bool
) -> None:
    missing = [column for column in required if column not in heading]
    if missing:
        raise RosterError(f"{name} has no column {_listed(missing)}: the first line must name the columns.")
    twice = sorted({column for column in heading if column in wanted and heading.count(column) > 1})
    if twice:
        raise RosterError(f"{name} has the column {_listed(twice)} more than once.")
    unknown = [column for column in heading if column not in wanted]
    if unknown and not others_allowed:
        shown = _listed([column or "(no name)" for column in unknown[:5]])
        raise RosterError(f"{name} has a column that is not known here: {shown}. Take it out or rename it.")


def _decode(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise RosterError(f"{name} is bigger than {MAX_BYTES // 1024 // 1024} MB. Import one school at a time.")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise RosterError(f"{name} is empty.")
        return text
    raise RosterError(f"{name} is not a CSV file. Save it as «CSV UTF-8» and try again.")


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


def _column(text: str) -> str:
    return "_".join(text.casefold().split())


def _tidy(text: str) -> str:
    """One line, single spaces, composed letters: "Zoë" is the same however it was typed."""
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _listed(words: list[str]) -> str:
    return ", ".join(f"«{word}»" for word in words)
