"""Reads the plain CSV roster: one row for what a person is at a school; parents have one row for each child."""

from __future__ import annotations

from datetime import date
from typing import Any

from lanyard.people.roster import cells
from lanyard.people.roster.build import Builder, Row
from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import Known, Link, Place, Roster, SchoolRef
from lanyard.people.roster.tables import Cells, read_table

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
    required = [column for column in REQUIRED if column != "kind" or not known.kind]
    table = read_table(data, name, COLUMNS, required, headings=known.headings)
    builder = Builder(known)
    for note in table.notes:
        builder.note(note)
    for line, cells_of in table.rows(builder.roster.problems):
        with builder.row(name, line, cells_of["id"]) as row:
            _read_row(builder, row, cells_of)
    said = {"class_name" if column == "class" else column for column in table.columns}
    if not builder.roster.people and not builder.roster.problems:
        builder.problem("There are no people in this file.", name)
    without = sum(place.kind == "pupil" and not place.year_group for place in builder.roster.places.values())
    if without:
        builder.note(no_year(without))
    return builder.finish(speaks_of=frozenset(said))


def no_year(count: int) -> str:
    """The note of pupils who have neither a year group nor a date of birth in the file."""
    pupils = "1 pupil has" if count == 1 else f"{count} pupils have"
    return f"{pupils} neither a year group nor a date of birth in this file; what the register has stays."


def _read_row(builder: Builder, row: Row, said: Cells) -> None:
    child, manager = said.get("parent_of", ""), said.get("line_manager", "")
    builder.mention(row, child=child, manager=manager)
    school = row.cell(_school, "school", builder.known, said.get("school", ""))
    kind = row.cell(cells.kind, "kind", said.get("kind") or builder.known.kind)
    fields = _fields(row, said, kind, builder.known)
    place = _place(row, said, fields, kind, (school, builder.known.on))
    if child and kind and kind != "parent":
        row.tell("parent_of", "Only a row of kind “parent” names a child. Give the person a second row.")
    link = _link(row, said, child)
    builder.person(fields, row)
    if place and not row.bad:
        builder.place(place, row, child)
    if child and link and not row.bad:
        builder.link(link, row)


def _school(column: str, known: Known, text: str) -> SchoolRef:
    school = known.school(text)
    if school:
        return school
    if not text:
        raise BadCell(column, "There is no school.")
    if len(known.schools) == 1:
        raise BadCell(column, f"This import is for {known.schools[0].name}, the row is for “{text[:60]}”.")
    raise BadCell(column, f"“{text[:60]}” is not a school of this trust. Use its name, URN or LAESTAB.")


def _fields(row: Row, said: Cells, kind: str | None, known: Known) -> dict[str, Any]:
    """What the row says of the person; None where that can't be right."""
    is_pupil = kind == "pupil"
    upn = row.cell(cells.upn, "upn", said.get("upn", ""))
    if upn and kind and not is_pupil:
        row.tell("upn", "Only pupils have a UPN.")
    born = row.cell(cells.birth, "date_of_birth", said.get("date_of_birth", ""), is_pupil=is_pupil, on=known.on)
    return {
        "id": row.cell(cells.name, "id", said["id"]),
        "given_name": row.cell(cells.name, "given_name", said["given_name"]),
        "family_name": row.cell(cells.name, "family_name", said["family_name"]),
        "preferred_name": row.cell(cells.short, "preferred_name", said.get("preferred_name", "")),
        "date_of_birth": born,
        "email": row.cell(cells.email, "email", said.get("email", "")),
        "upn": upn,
        "signs_in": True,
    }


def _place(
    row: Row, said: Cells, fields: dict[str, Any], kind: str | None, at: tuple[SchoolRef | None, date]
) -> Place | None:
    school, on = at
    year = row.cell(cells.year_group, "year_group", said.get("year_group", ""))
    if kind == "pupil" and school and year is not None and "date_of_birth" not in row.bad:
        year = row.cell(cells.pupil_year, "year_group", year, fields["date_of_birth"], school, on)
    elif year and kind and kind != "pupil":
        row.tell("year_group", "Only pupils have a year group.")
    start, end = (row.cell(cells.day, column, said.get(column, "")) for column in ("start", "end"))
    if start and end and end < start:
        row.tell("end", f"The end ({end.isoformat()}) is before the start ({start.isoformat()}).")
    class_name = row.cell(cells.short, "class", said.get("class", ""), 50)
    job_title = row.cell(cells.short, "job_title", said.get("job_title", ""))
    if row.bad or not school or not kind:
        return None
    return Place(
        person=fields["id"],
        school=school.slug,
        kind=kind,
        year_group=year or "",
        class_name=class_name or "",
        job_title=job_title or "",
        line_manager=said.get("line_manager", ""),
        start=start,
        end=end,
    )


def _link(row: Row, said: Cells, child: str) -> Link | None:
    relationship = row.cell(cells.short, "relationship", said.get("relationship", ""), 50)
    responsible, forbidden = (
        row.cell(cells.yes_or_no, column, said.get(column, ""))
        for column in ("parental_responsibility", "must_not_be_contacted")
    )
    if row.bad:
        return None
    return Link(child, said["id"], relationship or "Parent or carer", bool(responsible), bool(forbidden))
