"""The files of a OneRoster export: its manifest, and what is looked up in the others while users are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lanyard.people.roster import cells
from lanyard.people.roster.build import Builder, Row
from lanyard.people.roster.model import RosterError
from lanyard.people.roster.oneroster_columns import COLUMNS, HOW, ORG_TYPES, STATUS, VERSIONS, read_columns
from lanyard.people.roster.tables import Cells, read_table

FILES = frozenset(COLUMNS)
REQUIRED = {
    "manifest.csv": ("propertyName",),
    "orgs.csv": ("sourcedId", "name"),
    "users.csv": ("sourcedId", "givenName", "familyName"),
    "roles.csv": ("userSourcedId",),
    "demographics.csv": ("birthDate",),
    "classes.csv": ("sourcedId",),
    "enrollments.csv": ("userSourcedId",),
}


@dataclass(frozen=True)
class Post:
    """What a user is at an organisation."""

    role: str
    org: str
    start: str = ""
    end: str = ""


@dataclass
class Source:
    """The files of one export, and what is looked up in them while users are read."""

    files: dict[str, bytes]
    builder: Builder
    manifest: dict[str, str] = field(default_factory=dict)
    orgs: dict[str, Cells] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)
    ended: dict[str, list[Post]] = field(default_factory=dict)
    births: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()

    def rows(self, name: str) -> Iterator[tuple[int, Cells, bool]]:
        """The rows of a file and whether each is still true; none when the export lacks the file."""
        if name not in self.files:
            return
        table = read_table(self.files[name], name, read_columns(name), REQUIRED[name])
        for note in table.notes:
            self.builder.note(note.replace("The file", name, 1))
        if name == "users.csv":
            self.columns = table.columns
        if unused := [column for column in table.heading if column and column not in table.columns]:
            self.builder.note(f"Not used, of {name}: {', '.join(unused)}.")
        for line, row in table.rows(self.builder.roster.problems):
            status = row.get("status", "").casefold()
            if status not in STATUS:
                says = f"“{row['status'][:30]}” is not a status that OneRoster knows."
                self.builder.problem(says, name, line, "status")
                continue
            yield line, row, STATUS[status]

    def current(self, name: str) -> Iterator[tuple[int, Cells]]:
        """The rows of a file that are not marked as deleted."""
        return ((line, row) for line, row, is_true in self.rows(name) if is_true)

    @property
    def is_delta(self) -> bool:
        return self.manifest.get("file.users", "bulk") == "delta"


def read_manifest(source: Source) -> None:
    """What the export says of itself. Raises `RosterError` where it is a kind of file that can't be read."""
    rows = source.current("manifest.csv")
    source.manifest = {row["propertyName"].casefold(): row.get("value", "").casefold() for _, row in rows}
    version = source.manifest.get("oneroster.version", "")
    if version and version not in VERSIONS:
        source.builder.note(f"The export says that it is of OneRoster {version[:10]}; it is read as 1.1 or 1.2.")
    for name, how in source.manifest.items():
        if not name.startswith("file."):
            continue
        file = f"{name.removeprefix('file.')}.csv"
        if how not in HOW:
            raise RosterError(f"manifest.csv says “{how[:20]}” of {file}, which OneRoster does not know.")
        if how != "absent" and file not in FILES:
            source.builder.note(f"Not used: {file}.")
        if how != "absent" and file in FILES and file not in source.files:
            source.builder.note(f"manifest.csv names {file}, and it is not there.")


def look_up(source: Source) -> None:
    for line, row in source.current("orgs.csv"):
        if row.get("type") and row["type"].casefold() not in ORG_TYPES:
            says = f"“{row['type'][:30]}” is not a type of organisation that OneRoster knows."
            source.builder.problem(says, "orgs.csv", line, "type")
        source.orgs[row["sourcedId"]] = row
    for _, row in source.current("demographics.csv"):
        source.births[row.get("sourcedId") or row.get("userSourcedId", "")] = row["birthDate"]
    for _, row, is_true in source.rows("roles.csv"):
        post = Post(row.get("role", ""), row.get("orgSourcedId", ""), row.get("beginDate", ""), row.get("endDate", ""))
        (source.posts if is_true else source.ended).setdefault(row["userSourcedId"], []).append(post)
    homerooms = {
        row["sourcedId"]: row.get("title", "")
        for _, row in source.current("classes.csv")
        if row.get("classType", "").casefold() == "homeroom"
    }
    for line, row in source.current("enrollments.csv"):
        with source.builder.row("enrollments.csv", line, "") as said:
            is_pupil = row.get("role", "").casefold() == "student"
            if is_pupil and row.get("classSourcedId") in homerooms and _lasts(source, said, row):
                source.classes.setdefault(row["userSourcedId"], homerooms[row["classSourcedId"]])


def _lasts(source: Source, said: Row, row: Cells) -> bool:
    on = source.builder.known.on
    begins, ends = (said.cell(cells.day, column, row.get(column, "")) for column in ("beginDate", "endDate"))
    return (begins is None or begins <= on) and (ends is None or ends >= on)
