"""Compares a roster with the register: who is added, who changes and how, who has left.

A whole file speaks for the kinds of people and the schools it names, and for nobody else: a file of pupils makes no
teacher leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

from lanyard.people.roster.addresses import Addresses
from lanyard.people.roster.families import Families
from lanyard.people.roster.model import PERSON_FIELDS, PLACE_FIELDS, Entry, Known, Place, Problem, Roster
from lanyard.people.roster.state import Detail, Existing, Line, LinkState, PersonState, PlaceState, Plan

__all__ = ["Existing", "LinkState", "PersonState", "PlaceState", "Plan", "make_plan"]

AT_SCHOOL = "at school"

Held = tuple[UUID, str, str]


def make_plan(roster: Roster, existing: Existing, known: Known, *, whole: bool) -> Plan:
    """What importing the roster would do. With `whole`, people missing from the file have left."""
    plan = Plan(on=known.on, last_day=known.on - timedelta(days=1), problems=list(roster.problems))
    if plan.problems:
        return plan
    comparison = _Comparison(roster, existing, known, plan, whole=whole and roster.is_whole)
    comparison.run()
    return plan


class _Comparison:
    """One run: each step fills in more of the plan."""

    def __init__(self, roster: Roster, existing: Existing, known: Known, plan: Plan, *, whole: bool) -> None:
        self.roster, self.existing, self.known, self.plan, self.whole = roster, existing, known, plan, whole
        self.school_names = {school.slug: school.name for school in known.schools}
        self.pks: dict[str, UUID] = {}
        self.details: dict[UUID, list[Detail]] = {}
        self.states: dict[UUID, PersonState] = {}
        self.held: dict[Held, PlaceState] = {(p.person, p.school, p.kind): p for p in existing.places}
        self.by_id = {p.source_id: p.pk for p in existing.people.values() if p.source_id}
        # Each person's places as they will be, and who is left out of a whole file somewhere.
        self.after: dict[UUID, list[PlaceState]] = {}
        self.left_out: set[UUID] = set()

    def run(self) -> None:
        self._match()
        # Said before those who left already are taken out: they are known, and nothing is changed for them.
        self.ignored = self._already_left()
        self._people()
        self._places()
        self._missing()
        self._leaving()
        self._hold_addresses()
        Addresses(self.roster, self.existing, self.plan, self.pks, self.states, self.after).settle()
        self._tell_of_held()
        self._tell_people()
        families = Families(self.roster, self.existing, self.plan, self.pks, self.states, self.details)
        families.compare(whole=self.whole)
        self._finish()

    def _match(self) -> None:
        """Who in the file is whom on the register: by id, else by UPN, else by email address and one of the names."""
        people = self.existing.people.values()
        by_upn = {p.upn: p for p in people if p.upn}
        by_email = {p.email.lower(): p for p in people if p.email}
        taken: dict[UUID, str] = {}
        for entry in self.roster.people.values():
            found = self.existing.people.get(self.by_id.get(entry.id)) or self._other(by_upn.get(entry.upn))
            if found is None and (other := self._other(by_email.get(entry.email))):
                found = other if _shares_a_name(entry, other, given=entry.id in self.roster.parents) else None
            self.pks[entry.id] = found.pk if found else uuid4()
            if found and taken.setdefault(found.pk, entry.id) != entry.id:
                says = f"The ids «{taken[found.pk]}» and «{entry.id}» are the same person on the register."
                self.plan.problems.append(Problem(says))

    def _other(self, person: PersonState | None) -> PersonState | None:
        """Somebody whom no row of the file names by id."""
        return person if person and person.source_id not in self.roster.people else None

    def _already_left(self) -> set[str]:
        """People whom the register doesn't have and whose every row says that they left before today."""
        here = {p.person for p in self.roster.places.values() if p.end is None or p.end >= self.plan.on}
        return {i for i, pk in self.pks.items() if i not in here and pk not in self.existing.people}

    def _people(self) -> None:
        said = self.roster.speaks_of | {"given_name", "family_name"}
        for entry in self.roster.people.values():
            if entry.id in self.ignored:
                continue
            pk = self.pks[entry.id]
            before = self.existing.people.get(pk)
            if before is None:
                self.states[pk] = PersonState(pk, *entry, left_on=None)
                continue
            self.states[pk] = before._replace(
                source_id=entry.id, **{name: getattr(entry, name) for name in PERSON_FIELDS if name in said}
            )

    def _places(self) -> None:
        for place in self.roster.places.values():
            if place.person not in self.ignored:
                self._place(place, self.pks[place.person])

    def _place(self, place: Place, pk: UUID) -> None:
        before = self.held.get((pk, place.school, place.kind))
        if before is None:
            if place.end is None or place.end >= self.plan.on:
                self._new_place(place, pk)
            return
        after = self._changed_place(before, place)
        # An end that lies before the start on the register keeps the day it began: a period can't end earlier.
        after = after._replace(end=max(after.end, after.start)) if after.end else after
        self.after.setdefault(pk, []).append(after)
        if after != before:
            self.plan.changed_places.append(after)
            for name in PLACE_FIELDS:
                self._note(pk, name, getattr(before, name), getattr(after, name))

    def _changed_place(self, before: PlaceState, place: Place) -> PlaceState:
        said = {name: getattr(place, name) for name in PLACE_FIELDS if name in self.roster.speaks_of}
        if "line_manager" in said:
            said["line_manager"] = self._manager(place)
        if said.get("start") is None:
            said.pop("start", None)
        return before._replace(**said)

    def _manager(self, place: Place) -> UUID | None:
        if place.line_manager in self.ignored:
            return None
        return self.pks.get(place.line_manager) or self.by_id.get(place.line_manager)

    def _new_place(self, place: Place, pk: UUID) -> None:
        fields = {name: getattr(place, name) for name in PLACE_FIELDS} | {"line_manager": self._manager(place)}
        fields["start"] = place.start or min(self.plan.on, place.end or self.plan.on)
        made = PlaceState(uuid4(), pk, place.school, place.kind, **fields)
        self.plan.new_places.append(made)
        self.after.setdefault(pk, []).append(made)
        self.details.setdefault(pk, []).append(Detail(AT_SCHOOL, "", self._described(made)))

    def _missing(self) -> None:
        """End what the register has and a whole file of that kind and school has not."""
        spoken = {(p.school, p.kind) for p in self.roster.places.values()}
        named = {(self.pks[p.person], p.school, p.kind) for p in self.roster.places.values()}
        self.plan.spoken_for = len({pk for pk, school, kind in self.held if (school, kind) in spoken})
        for key, place in self.held.items():
            if key in named:
                continue
            if not (self.whole and key[1:] in spoken):
                self.after.setdefault(place.person, []).append(place)
                continue
            self.left_out.add(place.person)
            self.details.setdefault(place.person, []).append(Detail(AT_SCHOOL, self._described(place), ""))
            if place.start > self.plan.last_day:
                # It began today or would have later: it never was.
                self.plan.removed_places.append(place.pk)
                continue
            after = place._replace(end=self.plan.last_day)
            self.plan.changed_places.append(after)
            self.after.setdefault(place.person, []).append(after)

    def _leaving(self) -> None:
        """Somebody whose every place has an end leaves with the last of them; somebody with a place again is back."""
        touched = self.states.keys() | self.details.keys()
        for pk in touched:
            places = self.after.get(pk, [])
            before = self.existing.people.get(pk)
            state = self.states.get(pk) or before
            last = self._last_day(pk, places, before)
            self.states[pk] = state._replace(left_on=last)
            if before and last != before.left_on:
                if last and last < self.plan.on:
                    self.plan.leavers[pk] = last
                elif before.left_on and before.left_on < self.plan.on:
                    self.plan.returned.append(pk)
                self._note(pk, "left_on", before.left_on, last)

    def _last_day(self, pk: UUID, places: list[PlaceState], before: PersonState | None) -> date | None:
        if any(p.end is None for p in places):
            return None
        if places:
            return max(p.end for p in places)
        if pk in self.left_out:
            return self.plan.last_day
        return before.left_on if before else None

    def _hold_addresses(self) -> None:
        """A guarded person who stays keeps the address they have until somebody confirms the new one."""
        for pk in self.existing.guarded & self.states.keys():
            before, after = self.existing.people[pk], self.states[pk]
            stays = after.left_on is None or after.left_on >= self.plan.on
            if stays and after.email.lower() != before.email.lower():
                self.plan.held_addresses[pk] = after.email
                self.states[pk] = after._replace(email=before.email)

    def _tell_of_held(self) -> None:
        for name in sorted(self.states[pk].full_name for pk in self.plan.held_addresses):
            self.plan.notes.append(
                f"The new email address of {name} waits: a second leader has to confirm it, or a day to pass in which "
                "nobody stops it."
            )

    def _tell_people(self) -> None:
        """Tell, before all else, what changes about the people themselves; who has which address is settled now."""
        for pk in dict.fromkeys(self.pks.values()):
            before, after = self.existing.people.get(pk), self.states.get(pk)
            if before and after:
                others = self.details.pop(pk, [])
                for name in PERSON_FIELDS:
                    self._note(pk, name, getattr(before, name), getattr(after, name))
                if others:
                    self.details.setdefault(pk, []).extend(others)

    def _finish(self) -> None:
        for pk, state in self.states.items():
            before = self.existing.people.get(pk)
            if before is None:
                self.plan.new_people.append(state)
                self.plan.lines.append(Line("added", state.full_name, self._all_described(self.after.get(pk, ()))))
                self.plan.touched[pk] = ["added"]
                continue
            if state != before:
                self.plan.changed_people.append(state)
            what, details = self._all_described(self.after.get(pk, ())), tuple(self.details.get(pk, ()))
            if details or pk in self.plan.leavers:
                left = ["left"] if pk in self.plan.leavers else []
                self.plan.touched[pk] = left + sorted({detail.label.replace(" ", "_") for detail in details})
            if pk in self.plan.leavers:
                # That their places end goes without saying.
                details = tuple(detail for detail in details if detail.label != AT_SCHOOL)
                self.plan.lines.append(Line("left", state.full_name, what, details))
            elif details:
                self.plan.lines.append(Line("changed", state.full_name, what, details))
            else:
                self.plan.unchanged += 1
        self.plan.lines.sort()

    def _note(self, pk: UUID, name: str, before: object, after: object) -> None:
        if before != after:
            label = {"left_on": "last day", "upn": "UPN"}.get(name, name.replace("_", " "))
            self.details.setdefault(pk, []).append(Detail(label, self._shown(before), self._shown(after)))

    def _shown(self, value: object) -> str:
        if isinstance(value, UUID):
            person = self.states.get(value) or self.existing.people.get(value)
            return person.full_name if person else "somebody in this file"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return str(value or "")

    def _described(self, place: PlaceState) -> str:
        year = f", year group {place.year_group}" if place.year_group else ""
        return f"{place.kind} at {self.school_names.get(place.school, place.school)}{year}"

    def _all_described(self, places: Iterable[PlaceState]) -> str:
        return "; ".join(sorted({self._described(place) for place in places}))


def _shares_a_name(entry: Entry, person: PersonState, *, given: bool) -> bool:
    """Whether an address was handed on to somebody else, or belongs to the same person whose other name changed.

    With `given`, only the given name counts: two parents who share an address often share a family name too.
    """
    given_names = {entry.given_name.casefold(), entry.preferred_name.casefold()} - {""}
    same_given = given_names & {person.given_name.casefold(), person.preferred_name.casefold()}
    return bool(same_given) or (not given and entry.family_name.casefold() == person.family_name.casefold())
