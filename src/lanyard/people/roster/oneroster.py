"""Reads a OneRoster CSV export, version 1.1 or 1.2 (1EdTech OneRoster CSV binding).

Version 1.1 says in users.csv what somebody is and where; 1.2 says it in roles.csv. The password column is never read.
OneRoster knows neither parental responsibility nor who must not be contacted: the roster is silent about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lanyard.people.roster import cells
from lanyard.people.roster.build import Builder
from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import Entry, Known, Link, Place, Roster, SchoolRef
from lanyard.people.roster.tables import Row, read_table
from lanyard.people.rules import is_upn

KINDS = {
    "student": "pupil",
    "parent": "parent",
    "guardian": "parent",
    "relative": "parent",
    "teacher": "teacher",
    "principal": "leader",
    **dict.fromkeys(("aide", "proctor", "counselor", "administrator"), "support"),
    **dict.fromkeys(("siteadministrator", "systemadministrator", "districtadministrator"), "support"),
}
# File -> its columns that are read; the first is the one it can't do without.
COLUMNS = {
    "manifest.csv": ("propertyName", "value"),
    "orgs.csv": ("sourcedId", "status", "name", "type", "identifier", "parentSourcedId"),
    "users.csv": (
        "sourcedId",
        "status",
        "orgSourcedIds",
        "role",
        "userIds",
        "givenName",
        "familyName",
        "identifier",
        "email",
        "agentSourcedIds",
        "grades",
        "preferredGivenName",
    ),
    "roles.csv": ("userSourcedId", "status", "role", "beginDate", "endDate", "orgSourcedId"),
    "demographics.csv": ("birthDate", "sourcedId", "userSourcedId", "status"),
    "classes.csv": ("sourcedId", "status", "title", "classType"),
    "enrollments.csv": ("userSourcedId", "status", "classSourcedId", "role"),
}
FILES = frozenset(COLUMNS)
REQUIRED = {"users.csv": ("sourcedId", "givenName", "familyName"), "orgs.csv": ("sourcedId", "name")}
# Organisations that are no schools: somebody who is at a school as well is taken to be there.
ABOVE_SCHOOLS = {"district", "local", "state", "national"}
UPN_IN_IDS = re.compile(r"\{UPN:([^}]*)\}", re.IGNORECASE)


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
    orgs: dict[str, Row] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)
    births: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a file that are not marked as deleted; none when the export lacks the file."""
        if name not in self.files:
            return
        required = REQUIRED.get(name, COLUMNS[name][:1])
        table = read_table(self.files[name], name, COLUMNS[name], required, others_allowed=True)
        if name == "users.csv":
            self.columns = table.columns
        for line, row in table.rows(self.builder.roster.problems):
            if row.get("status", "").casefold() != "tobedeleted":
                yield line, row


def read_oneroster(files: dict[str, bytes], known: Known) -> Roster:
    """The roster of an export whose files are given by lower-case name. Raises `RosterError`."""
    source = Source(files, Builder(known))
    _look_up(source)
    agents: list[tuple[str, str, int]] = []
    for line, row in source.rows("users.csv"):
        with source.builder.row("users.csv", line, row["sourcedId"]):
            _read_user(source, line, row)
            agents += [(row["sourcedId"], agent, line) for agent in _several(row.get("agentSourcedIds", ""))]
    with_role = _roles_by_user(source)
    for user, agent, line in agents:
        with source.builder.row("users.csv", line, user):
            _link(source, user, agent, line, with_role)
    if not source.builder.roster.people and not source.builder.roster.problems:
        source.builder.problem("There are no people in this file.", "users.csv")
    return source.builder.finish(speaks_of=_speaks_of(source), is_whole=_is_whole(source))


def _look_up(source: Source) -> None:
    source.orgs = {row["sourcedId"]: row for _, row in source.rows("orgs.csv")}
    for _, row in source.rows("demographics.csv"):
        source.births[row.get("sourcedId") or row.get("userSourcedId", "")] = row["birthDate"]
    for _, row in source.rows("roles.csv"):
        post = Post(row.get("role", ""), row.get("orgSourcedId", ""), row.get("beginDate", ""), row.get("endDate", ""))
        source.posts.setdefault(row["userSourcedId"], []).append(post)
    homerooms = {
        row["sourcedId"]: row.get("title", "")
        for _, row in source.rows("classes.csv")
        if row.get("classType", "").casefold() == "homeroom"
    }
    for _, row in source.rows("enrollments.csv"):
        if row.get("role", "").casefold() == "student" and row.get("classSourcedId") in homerooms:
            source.classes.setdefault(row["userSourcedId"], homerooms[row["classSourcedId"]])


def _read_user(source: Source, line: int, row: Row) -> None:
    user = cells.name("sourcedId", row["sourcedId"])
    if user in source.builder.roster.people:
        raise BadCell("sourcedId", "An earlier row has the same id.")
    posts = source.posts.get(user) or [
        Post(row.get("role", ""), org) for org in _several(row.get("orgSourcedIds", "")) or [""]
    ]
    schools = [(post, school) for post in posts if (school := _school(source, post.org, alone=len(posts) == 1))]
    if not schools:
        raise BadCell("orgSourcedIds", "This person is at no school.")
    kinds = [_kind(post.role) for post, _ in schools]
    entry = _entry(source, row, "pupil" in kinds)
    source.builder.person(entry, "users.csv", line)
    for kind, (post, school) in zip(kinds, schools, strict=True):
        place = _place(source, row, kind, post, school=school, born=entry.date_of_birth)
        source.builder.place(place, "users.csv", line)


def _kind(role: str) -> str:
    if role.casefold() not in KINDS:
        raise BadCell("role", f"“{role[:30]}” is not a role that OneRoster knows." if role else "There is no role.")
    return KINDS[role.casefold()]


def _school(source: Source, org: str, *, alone: bool) -> SchoolRef | None:
    """The school of an organisation or of the nearest above it; None for the trust, of somebody also at a school."""
    known = source.builder.known
    asked, seen = org, set()
    while org in source.orgs and org not in seen:
        seen.add(org)
        row = source.orgs[org]
        school = (row.get("identifier") and known.school(row["identifier"])) or known.school(row["name"])
        if school:
            return school
        if row.get("type", "").casefold() in ABOVE_SCHOOLS and not alone:
            return None
        org = row.get("parentSourcedId", "")
    if asked not in source.orgs:
        raise BadCell("orgSourcedIds", f"orgs.csv has no organisation «{asked[:40]}».")
    name = source.orgs[asked]["name"]
    raise BadCell("orgSourcedIds", f"“{name[:60]}” is not a school that this import is for.")


def _entry(source: Source, row: Row, is_pupil: bool) -> Entry:
    on = source.builder.known.on
    return Entry(
        id=row["sourcedId"],
        given_name=cells.name("givenName", row["givenName"]),
        family_name=cells.name("familyName", row["familyName"]),
        preferred_name=cells.short("preferredGivenName", row.get("preferredGivenName", "")),
        date_of_birth=cells.birth("birthDate", source.births.get(row["sourcedId"], ""), is_pupil=is_pupil, on=on),
        email=cells.email("email", row.get("email", "")),
        upn=_upn(row) if is_pupil else "",
    )


def _upn(row: Row) -> str:
    """A UPN among the user's ids, or in the identifier if that has the shape of one."""
    found = UPN_IN_IDS.search(row.get("userIds", ""))
    if found:
        return cells.upn("userIds", found[1])
    identifier = row.get("identifier", "")
    return cells.upn("identifier", identifier) if is_upn(identifier) else ""


def _place(source: Source, row: Row, kind: str, post: Post, *, school: SchoolRef, born: date | None) -> Place:
    user, year = row["sourcedId"], ""
    if kind == "pupil":
        code = cells.year_group("grades", (_several(row.get("grades", "")) or [""])[0])
        year = cells.pupil_year("grades", code, born, school, source.builder.known.on)
    start, end = cells.day("beginDate", post.start), cells.day("endDate", post.end)
    if start and end and end < start:
        raise BadCell("endDate", f"The end ({end.isoformat()}) is before the start ({start.isoformat()}).")
    class_name = cells.short("classes", source.classes.get(user, ""), 50) if kind == "pupil" else ""
    return Place(user, school.slug, kind, year, class_name, start=start, end=end)


def _roles_by_user(source: Source) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for person, _, kind in source.builder.roster.places:
        kinds.setdefault(person, set()).add(kind)
    return kinds


def _link(source: Source, user: str, agent: str, line: int, kinds: dict[str, set[str]]) -> None:
    """Agents of a pupil are the adults; some systems write it the other way round, on the parent's row."""
    if "pupil" in kinds.get(user, ()):
        source.builder.link(Link(user, agent, "Parent or carer"), "users.csv", line)
    elif "pupil" in kinds.get(agent, ()):
        source.builder.link(Link(agent, user, "Parent or carer"), "users.csv", line)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _speaks_of(source: Source) -> frozenset[str]:
    said = {"given_name", "family_name", "year_group"}
    said |= {"email"} & source.columns
    said |= {"preferred_name"} if "preferredGivenName" in source.columns else set()
    said |= {"upn"} if any(entry.upn for entry in source.builder.roster.people.values()) else set()
    said |= {"date_of_birth"} if "demographics.csv" in source.files else set()
    said |= {"class_name"} if source.classes else set()
    said |= {"start", "end"} if "roles.csv" in source.files else set()
    said |= {"parent_of"} if "agentSourcedIds" in source.columns else set()
    return frozenset(said)


def _is_whole(source: Source) -> bool:
    manifest = {row["propertyName"].casefold(): row.get("value", "") for _, row in source.rows("manifest.csv")}
    return manifest.get("file.users", "bulk").casefold() != "delta"
