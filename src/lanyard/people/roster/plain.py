"""Reads the plain CSV roster: one row for what a person is at a school; parents have one row for each child."""

from __future__ import annotations

from lanyard.people.roster import cells
from lanyard.people.roster.build import Builder
from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import Entry, Known, Link, Place, Roster, SchoolRef
from lanyard.people.roster.tables import Row, read_table

REQUIRED = ("id", "given_name", "family_name", "kind")
COLUMNS = (
    *REQUIRED,
    "school",
    "preferred_name",
    "year_group",
    "class",
    "date_of_birth",
    "email",
    "upn",
    "start",
    "end",
    "parent_of",
    "relationship",
    "parental_responsibility",
    "must_not_be_contacted",
    "job_title",
    "line_manager",
)


def read_plain(data: bytes, name: str, known: Known) -> Roster:
    """The roster of a plain CSV file. Raises `RosterError`; problems of rows are in the roster."""
    table = read_table(data, name, COLUMNS, REQUIRED, others_allowed=False)
    builder = Builder(known)
    for line, row in table.rows(builder.roster.problems):
        with builder.row(name, line, row["id"]):
            _read_row(builder, name, line, row)
    said = {"class_name" if column == "class" else column for column in table.columns}
    if not builder.roster.people and not builder.roster.problems:
        builder.problem("There are no people in this file.", name)
    return builder.finish(speaks_of=frozenset(said))


def _read_row(builder: Builder, file: str, line: int, row: Row) -> None:
    school = _school(builder.known, row.get("school", ""))
    kind = cells.kind("kind", row["kind"])
    entry = _entry(row, kind, builder.known)
    place = _place(row, entry, kind, school, builder.known)
    child = row.get("parent_of", "")
    if child and kind != "parent":
        raise BadCell("parent_of", "Only a row of kind «parent» names a child. Give the person a second row.")
    builder.person(entry, file, line)
    builder.place(place, file, line, child)
    if child:
        builder.link(_link(row, child), file, line)


def _school(known: Known, text: str) -> SchoolRef:
    school = known.school(text)
    if school:
        return school
    if not text:
        raise BadCell("school", "There is no school.")
    if len(known.schools) == 1:
        raise BadCell("school", f"This import is for {known.schools[0].name}, the row is for “{text[:60]}”.")
    raise BadCell("school", f"“{text[:60]}” is not a school of this trust. Use its name, URN or LAESTAB.")


def _entry(row: Row, kind: str, known: Known) -> Entry:
    is_pupil = kind == "pupil"
    if row.get("upn") and not is_pupil:
        raise BadCell("upn", "Only pupils have a UPN.")
    return Entry(
        id=cells.name("id", row["id"]),
        given_name=cells.name("given_name", row["given_name"]),
        family_name=cells.name("family_name", row["family_name"]),
        preferred_name=cells.short("preferred_name", row.get("preferred_name", "")),
        date_of_birth=cells.birth("date_of_birth", row.get("date_of_birth", ""), is_pupil=is_pupil, on=known.on),
        email=cells.email("email", row.get("email", "")),
        upn=cells.upn("upn", row.get("upn", "")),
    )


def _place(row: Row, entry: Entry, kind: str, school: SchoolRef, known: Known) -> Place:
    year = cells.year_group("year_group", row.get("year_group", ""))
    if kind == "pupil":
        year = cells.pupil_year("year_group", year, entry.date_of_birth, school, known.on)
    elif year:
        raise BadCell("year_group", "Only pupils have a year group.")
    start, end = cells.day("start", row.get("start", "")), cells.day("end", row.get("end", ""))
    if start and end and end < start:
        raise BadCell("end", f"The end ({end.isoformat()}) is before the start ({start.isoformat()}).")
    return Place(
        person=entry.id,
        school=school.slug,
        kind=kind,
        year_group=year,
        class_name=cells.short("class", row.get("class", ""), 50),
        job_title=cells.short("job_title", row.get("job_title", "")),
        line_manager=row.get("line_manager", ""),
        start=start,
        end=end,
    )


def _link(row: Row, child: str) -> Link:
    return Link(
        child=child,
        adult=row["id"],
        relationship=cells.short("relationship", row.get("relationship", ""), 50) or "Parent or carer",
        parental_responsibility=cells.yes_or_no("parental_responsibility", row.get("parental_responsibility", "")),
        must_not_be_contacted=cells.yes_or_no("must_not_be_contacted", row.get("must_not_be_contacted", "")),
    )
