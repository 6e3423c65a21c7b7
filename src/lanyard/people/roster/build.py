"""Puts rows together into a roster and finds what only shows when rows are seen together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import PERSON_FIELDS, Entry, Known, Link, Place, Problem, Roster, same_as

Value = TypeVar("Value")


class Row:
    """One row while it is read. A cell that can't be right is told and read as nothing, so that all are told."""

    def __init__(self, builder: Builder, file: str, line: int) -> None:
        self.builder, self.file, self.line = builder, file, line
        self.bad: set[str] = set()

    def cell(self, read: Callable[..., Value], column: str, *args: Any, **options: Any) -> Value | None:
        """What `read` makes of the cell; None when it can't be right."""
        try:
            return read(column, *args, **options)
        except BadCell as bad:
            self.tell(bad.column, str(bad))
            self.bad.add(column)
            return None

    def tell(self, column: str, says: str) -> None:
        self.bad.add(column)
        self.builder.problem(says, self.file, self.line, column)


class Builder:
    """Collects people, places and links; a problem of one cell doesn't stop the others from being read."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.roster = Roster()
        # The ids of all rows, the bad ones too.
        self._seen: set[str] = set()
        # Where each thing was first said: (file, line). `_first` is what rows said of people, and what was bad there.
        self._people: dict[str, tuple[str, int]] = {}
        self._first: dict[str, tuple[dict[str, Any], frozenset[str]]] = {}
        self._said: dict[tuple, tuple[str, int]] = {}
        self._children: list[tuple[str, str, int]] = []
        self._adults: list[tuple[str, str, int]] = []
        self._managers: dict[str, tuple[str, int]] = {}

    @contextmanager
    def row(self, file: str, line: int, person: str) -> Iterator[Row]:
        """Around the reading of a person's row: what is raised becomes a problem of that row, and of no other."""
        self._seen.add(person)
        row = Row(self, file, line)
        try:
            yield row
        except BadCell as bad:
            row.tell(bad.column, str(bad))

    def problem(self, says: str, file: str = "", line: int | None = None, column: str = "") -> None:
        self.roster.problems.append(Problem(says, line, column, file))

    def note(self, says: str) -> None:
        """Something well to know, told once however often it is found."""
        if says not in self.roster.notes:
            self.roster.notes.append(says)

    def person(self, fields: dict[str, Any], row: Row) -> None:
        """Take somebody in, unless the row is bad; an earlier row that says something else of the same id is told."""
        person = fields["id"]
        if not person:
            return
        earlier = self._first.get(person)
        if earlier is None:
            self._first[person] = fields, frozenset(row.bad)
            self._people[person] = (row.file, row.line)
        else:
            where = self._people[person][1]
            for column in PERSON_FIELDS:
                if column not in row.bad | earlier[1] and earlier[0][column] != fields[column]:
                    row.tell(column, f"Line {where} has the same id with another {column.replace('_', ' ')}.")
        if not row.bad and person not in self.roster.people:
            self.roster.people[person] = Entry(**fields)

    def place(self, place: Place, row: Row, child: str = "") -> None:
        """Take in what somebody is at a school; said twice is told (parents may have one row for each child)."""
        said = (*place[:3], child)
        if said in self._said:
            row.tell("id", f"Line {self._said[said][1]} already says this.")
            return
        self._said[said] = (row.file, row.line)
        self.roster.places.setdefault(place[:3], place)

    def mention(self, row: Row, *, child: str = "", adult: str = "", manager: str = "") -> None:
        """Whom a row names by id: everybody named must be in the file or on the register."""
        if child:
            self._children.append((child, row.file, row.line))
        if adult:
            self._adults.append((adult, row.file, row.line))
        if manager:
            self._managers.setdefault(manager, (row.file, row.line))

    def link(self, link: Link, row: Row) -> None:
        if link.child == link.adult:
            row.tell("parent_of", "Nobody is their own parent.")
            return
        self.roster.links[link[:2]] = link

    def finish(self, **said: Any) -> Roster:
        """The roster, with all problems in the order of the file. `said` sets its other attributes."""
        self._check_shared("upn", "UPN")
        self._check_shared("email", "email address", among_families=True)
        self._check_mentioned()
        self.roster.lines = {person: line for person, (_, line) in self._people.items()}
        for name, value in said.items():
            setattr(self.roster, name, value)
        self.roster.problems.sort(key=lambda problem: (problem.file, problem.line or 0))
        return self.roster

    def _check_shared(self, column: str, what: str, *, among_families: bool = False) -> None:
        """Each needs their own; with `among_families`, parents and pupils may share: who gets it is settled later."""
        sharing: dict[str, list[str]] = {}
        for entry in self.roster.people.values():
            if value := getattr(entry, column):
                sharing.setdefault(value, []).append(entry.id)
        for everybody in sharing.values():
            people = everybody
            if among_families:
                people = [person for person in everybody if self.roster.groups.get(person) != "pupil"]
                if self.roster.parents.issuperset(people):
                    continue
            for other in people[1:]:
                file, own_line = self._people[other]
                self.problem(same_as(self._people[people[0]][1], what), file, own_line, column)

    def _check_mentioned(self) -> None:
        here = self._seen | self.known.ids
        for child, file, line in self._children:
            if child not in here:
                self.problem(f"There is no pupil with the id “{child[:40]}”.", file, line, "parent_of")
        for adult, file, line in self._adults:
            if adult not in here:
                self.problem(f"There is no person with the id “{adult[:40]}”.", file, line, "agentSourcedIds")
        for manager, (file, line) in self._managers.items():
            if manager not in here:
                self.problem(f"There is no person with the id “{manager[:40]}”.", file, line, "line_manager")
