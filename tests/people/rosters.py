"""Small rosters for tests."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

from lanyard.people.roster import Known, SchoolRef, read_roster

ON = date(2026, 11, 24)
OLD_QUAY = SchoolRef("old-quay-juniors", "Old Quay Juniors", "900002", "9992002", ("3", "4", "5", "6"))
SALTMARSH = SchoolRef(
    "saltmarsh-primary", "Saltmarsh Primary", "900003", "9992003", ("R", "1", "2", "3", "4", "5", "6")
)
KNOWN = Known((OLD_QUAY, SALTMARSH), ON)
ELLA = {
    "id": "p1",
    "given_name": "Ella",
    "family_name": "Wynn",
    "kind": "pupil",
    "school": "Old Quay Juniors",
    "year_group": "5",
}
PAULA = {
    "id": "a1",
    "given_name": "Paula",
    "family_name": "Wynn",
    "kind": "parent",
    "school": "Old Quay Juniors",
    "parent_of": "p1",
    "relationship": "Mother",
    "parental_responsibility": "yes",
    "must_not_be_contacted": "no",
}
TARA = {
    "id": "t1",
    "given_name": "Tara",
    "family_name": "Lund",
    "kind": "teacher",
    "school": "Old Quay Juniors",
    "email": "tara@oldquay.example.org",
}


def csv_of(
    *rows: dict[str, str], separator: str = ",", encoding: str = "utf-8", columns: list[str] | None = None
) -> bytes:
    """A CSV file with the columns of all rows, in the order in which they come up."""
    columns = columns or list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def zip_of(**files: bytes | str) -> bytes:
    """A zip with these CSV files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return out.getvalue()


def read(*rows: dict[str, str], known: Known = KNOWN, **how):
    """The roster of these rows."""
    return read_roster(csv_of(*rows, **how), "people.csv", known)


def said(roster) -> list[tuple[int | None, str, str]]:
    """What is wrong: line, column and sentence."""
    return [(problem.line, problem.column, problem.says) for problem in roster.problems]
