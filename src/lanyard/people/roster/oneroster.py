"""Reads a OneRoster CSV export, version 1.1 or 1.2 (1EdTech OneRoster CSV binding).

Version 1.1 says in users.csv what somebody is and where; 1.2 says it in roles.csv. The password column is never read.
OneRoster knows neither parental responsibility nor who must not be contacted: the roster is silent about them.
`oneroster_columns` says of every column and value what becomes of it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lanyard.people.roster import cells
from lanyard.people.roster.build import Builder, Row
from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import Known, Link, Place, Roster, SchoolRef
from lanyard.people.roster.oneroster_columns import (
    ABOVE_SCHOOLS,
    OTHER_GRADES,
    ROLES,
)
from lanyard.people.roster.oneroster_source import Post, Source, look_up, read_manifest
from lanyard.people.roster.plain import no_year
from lanyard.people.roster.tables import Cells
from lanyard.people.rules import is_upn

UPN_IN_IDS = re.compile(r"\{UPN:([^}]*)\}", re.IGNORECASE)


def read_oneroster(files: dict[str, bytes], known: Known) -> Roster:
    """The roster of an export whose files are given by lower-case name. Raises `RosterError`."""
    source = Source(files, Builder(known))
    read_manifest(source)
    look_up(source)
    roster, agents = source.builder.roster, []
    for line, said, is_true in source.rows("users.csv"):
        with source.builder.row("users.csv", line, said["sourcedId"]) as row:
            if is_true:
                _read_user(source, row, said)
                agents += [(said["sourcedId"], agent, row) for agent in _several(said.get("agentSourcedIds", ""))]
            elif user := row.cell(cells.name, "sourcedId", said["sourcedId"]):
                roster.gone[user] = row.cell(cells.day, "dateLastModified", said.get("dateLastModified", ""))
    with_role = _roles_by_user(source)
    for user, agent, row in agents:
        _link(source, user, agent, row, with_role)
    _finish_notes(source)
    tells_all = source.is_delta and "roles.csv" not in files
    return source.builder.finish(speaks_of=_speaks_of(source), is_whole=not source.is_delta, rows_tell_all=tells_all)


def _finish_notes(source: Source) -> None:
    roster = source.builder.roster
    if not roster.people and not roster.problems and not roster.gone and not roster.ended:
        source.builder.problem("There are no people in this file.", "users.csv")
    if without := sum(place.kind == "pupil" and not place.year_group for place in roster.places.values()):
        source.builder.note(no_year(without))
    closed = sum(not entry.signs_in for entry in roster.people.values())
    if closed:
        source.builder.note(f"{closed} marked as not enabled: they are on the register and can’t sign in.")


def _read_user(source: Source, row: Row, said: Cells) -> None:
    user = row.cell(cells.name, "sourcedId", said["sourcedId"])
    if user in source.builder.roster.people:
        row.tell("sourcedId", "An earlier row has the same id.")
        return
    places = _posts(source, row, said, user or "")
    kinds = [kind for kind, _, _ in places]
    fields = _fields(source, row, said, "pupil" in kinds)
    source.builder.person(fields, row)
    for kind, post, school in places:
        if kind and school:
            _place(source, row, said, kind, post, school=school, born=fields["date_of_birth"])


def _posts(source: Source, row: Row, said: Cells, user: str) -> list[tuple[str, Post, SchoolRef]]:
    """What the user is at which school; and, of a file of changes, what they are no more."""
    for post in source.ended.get(user, ()):
        school = row.cell(_school, "orgSourcedId", source, post.org, alone=True)
        kind = row.cell(_kind, "role", post.role)
        if school and kind:
            source.builder.roster.ended.add((user, school.slug, kind))
    posts = source.posts.get(user)
    if posts is None and "roles.csv" in source.files and source.is_delta:
        return []
    posts = posts or [Post(said.get("role", ""), org) for org in _several(said.get("orgSourcedIds", "")) or [""]]
    found, bad = [], len(row.bad)
    for post in posts:
        school = row.cell(_school, "orgSourcedIds", source, post.org, alone=len(posts) == 1)
        kind = row.cell(_kind, "role", post.role)
        if school and kind:
            found.append((kind, post, school))
    if not found and len(row.bad) == bad:
        row.tell("orgSourcedIds", "This person is at no school.")
    return found


def _kind(column: str, role: str) -> str:
    if role.casefold() not in ROLES:
        raise BadCell(column, f"“{role[:30]}” is not a role that OneRoster knows." if role else "There is no role.")
    return ROLES[role.casefold()]


def _school(column: str, source: Source, org: str, *, alone: bool) -> SchoolRef | None:
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
        raise BadCell(column, f"orgs.csv has no organisation “{asked[:40]}”.")
    name = source.orgs[asked]["name"]
    if source.orgs[asked].get("type", "").casefold() == "department" and len(known.schools) == 1 and not org:
        source.builder.note(f"“{name[:60]}” is a department of no school: it is taken for {known.schools[0].name}.")
        return known.schools[0]
    raise BadCell(column, f"“{name[:60]}” is not a school that this import is for.")


def _fields(source: Source, row: Row, said: Cells, is_pupil: bool) -> dict[str, Any]:
    on, born = source.builder.known.on, source.births.get(said["sourcedId"], "")
    enabled = row.cell(cells.yes_or_no, "enabledUser", said.get("enabledUser") or "true")
    return {
        "id": said["sourcedId"],
        "given_name": row.cell(cells.name, "givenName", said["givenName"]),
        "family_name": row.cell(cells.name, "familyName", said["familyName"]),
        "preferred_name": row.cell(cells.short, "preferredGivenName", said.get("preferredGivenName", "")),
        "date_of_birth": row.cell(cells.birth, "birthDate", born, is_pupil=is_pupil, on=on),
        "email": row.cell(cells.email, "email", said.get("email", "")),
        "upn": _upn(row, said) if is_pupil else "",
        "signs_in": enabled is not False,
    }


def _upn(row: Row, said: Cells) -> str | None:
    """A UPN among the user's ids, or in the identifier if that has the shape of one."""
    found = UPN_IN_IDS.search(said.get("userIds", ""))
    if found:
        return row.cell(cells.upn, "userIds", found[1])
    identifier = said.get("identifier", "")
    return row.cell(cells.upn, "identifier", identifier) if is_upn(identifier) else ""


def _place(
    source: Source, row: Row, said: Cells, kind: str, post: Post, *, school: SchoolRef, born: date | None
) -> None:
    user, year = said["sourcedId"], ""
    if kind == "pupil":
        grade = (_several(said.get("grades", "")) or [""])[0]
        code = "" if grade.casefold() in OTHER_GRADES else row.cell(cells.year_group, "grades", grade)
        year = row.cell(cells.pupil_year, "grades", code, born, school, source.builder.known.on) or ""
    start, end = row.cell(cells.day, "beginDate", post.start), row.cell(cells.day, "endDate", post.end)
    if start and end and end < start:
        row.tell("endDate", f"The end ({end.isoformat()}) is before the start ({start.isoformat()}).")
    class_name = source.classes.get(user, "") if kind == "pupil" else ""
    class_name = row.cell(cells.short, "classes", class_name, 50) or ""
    if not row.bad:
        source.builder.place(Place(user, school.slug, kind, year, class_name, start=start, end=end), row)


def _roles_by_user(source: Source) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for person, _, kind in source.builder.roster.places:
        kinds.setdefault(person, set()).add(kind)
    return kinds


def _link(source: Source, user: str, agent: str, row: Row, kinds: dict[str, set[str]]) -> None:
    """Agents of a pupil are the adults; some systems write it the other way round, on the parent's row."""
    if "pupil" in kinds.get(user, ()):
        source.builder.mention(row, adult=agent)
        source.builder.link(Link(user, agent, "Parent or carer"), row)
    elif "pupil" in kinds.get(agent, ()):
        source.builder.link(Link(agent, user, "Parent or carer"), row)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _speaks_of(source: Source) -> frozenset[str]:
    said = {"given_name", "family_name", "year_group"}
    said |= {"email"} & source.columns
    said |= {"preferred_name"} if "preferredGivenName" in source.columns else set()
    said |= {"signs_in"} if "enabledUser" in source.columns else set()
    said |= {"upn"} if any(entry.upn for entry in source.builder.roster.people.values()) else set()
    said |= {"date_of_birth"} if "demographics.csv" in source.files else set()
    said |= {"class_name"} if source.classes else set()
    said |= {"start", "end"} if "roles.csv" in source.files else set()
    said |= {"parent_of"} if "agentSourcedIds" in source.columns else set()
    return frozenset(said)
