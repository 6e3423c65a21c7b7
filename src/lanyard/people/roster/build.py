"""Puts rows together into a roster and finds what only shows when rows are seen together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.model import PERSON_FIELDS, Entry, Known, Link, Place, Problem, Roster, same_as


class Builder:
    """Collects people, places and links; a problem of one row doesn't stop the others from being read."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.roster = Roster()
        # The ids of all rows, the bad ones too.
        self._seen: set[str] = set()
        # Where each thing was first said: (file, line).
        self._people: dict[str, tuple[str, int]] = {}
        self._said: dict[tuple, tuple[str, int]] = {}
        self._links: dict[tuple[str, str], tuple[str, int]] = {}
        self._managers: dict[str, tuple[str, int]] = {}

    @contextmanager
    def row(self, file: str, line: int, person: str) -> Iterator[None]:
        """Around the reading of a person's row: a bad cell becomes a problem of that row, and of no other."""
        self._seen.add(person)
        try:
            yield
        except BadCell as bad:
            self.problem(str(bad), file, line, bad.column)

    def problem(self, says: str, file: str = "", line: int | None = None, column: str = "") -> None:
        self.roster.problems.append(Problem(says, line, column, file))

    def person(self, entry: Entry, file: str, line: int) -> None:
        """Raises `BadCell` if an earlier row has the same id for somebody else."""
        earlier = self.roster.people.get(entry.id)
        if earlier is None:
            self.roster.people[entry.id] = entry
            self._people[entry.id] = (file, line)
            return
        for column in PERSON_FIELDS:
            if getattr(earlier, column) != getattr(entry, column):
                where = self._people[entry.id][1]
                says = f"Line {where} has the same id with another {column.replace('_', ' ')}."
                raise BadCell(column, says)

    def place(self, place: Place, file: str, line: int, child: str = "") -> None:
        """Raises `BadCell` if an earlier row says the same (parents may have one row for each child)."""
        said = (*place[:3], child)
        if said in self._said:
            raise BadCell("id", f"Line {self._said[said][1]} already says this.")
        self._said[said] = (file, line)
        self.roster.places.setdefault(place[:3], place)
        if place.line_manager:
            self._managers.setdefault(place.line_manager, (file, line))

    def link(self, link: Link, file: str, line: int) -> None:
        if link.child == link.adult:
            raise BadCell("parent_of", "Nobody is their own parent.")
        self.roster.links[link[:2]] = link
        self._links[link[:2]] = (file, line)

    def finish(self, **said: Any) -> Roster:
        """The roster, with all problems in the order of the file. `said` sets its other attributes."""
        self._check_shared("upn", "UPN")
        self._check_shared("email", "email address", among_parents=True)
        self._check_mentioned()
        self.roster.lines = {person: line for person, (_, line) in self._people.items()}
        for name, value in said.items():
            setattr(self.roster, name, value)
        self.roster.problems.sort(key=lambda problem: (problem.file, problem.line or 0))
        return self.roster

    def _check_shared(self, column: str, what: str, *, among_parents: bool = False) -> None:
        """Each needs their own; with `among_parents`, parents may share: who gets it is settled with the register."""
        sharing: dict[str, list[str]] = {}
        for entry in self.roster.people.values():
            if value := getattr(entry, column):
                sharing.setdefault(value, []).append(entry.id)
        for first, *others in sharing.values():
            if among_parents and self.roster.parents.issuperset((first, *others)):
                continue
            for other in others:
                file, own_line = self._people[other]
                self.problem(same_as(self._people[first][1], what), file, own_line, column)

    def _check_mentioned(self) -> None:
        here = self._seen | self.known.ids
        for (child, adult), (file, line) in self._links.items():
            if child not in here:
                self.problem(f"There is no pupil with the id «{child[:40]}».", file, line, "parent_of")
            elif adult not in here:
                self.problem(f"There is no person with the id «{adult[:40]}».", file, line, "agentSourcedIds")
        for manager, (file, line) in self._managers.items():
            if manager not in here:
                self.problem(f"There is no person with the id «{manager[:40]}».", file, line, "line_manager")
