"""Compares a roster with the register: who is added, who changes and how, who has left.

A whole file speaks for the kinds of people and the schools it names, and for nobody else: a file of pupils makes no
teacher leave.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID, uuid4

from lanyard.people.roster.addresses import Addresses
from lanyard.people.roster.families import Families
from lanyard.people.roster.guards import Guards, hold_addresses, tell_of_held
from lanyard.people.roster.matching import Matcher, ids_at
from lanyard.people.roster.model import PERSON_FIELDS, PLACE_FIELDS, Known, Place, Roster
from lanyard.people.roster.state import (
    Asked,
    Detail,
    Existing,
    Line,
    LinkState,
    PersonState,
    PlaceState,
    Plan,
    all_described,
    described,
)
from lanyard.people.rules import year_group_of

__all__ = ["Existing", "LinkState", "PersonState", "PlaceState", "Plan", "make_plan"]

AT_SCHOOL = "at school"

Held = tuple[UUID, str, str]


def make_plan(
    roster: Roster,
    existing: Existing,
    known: Known,
    *,
    whole: bool,
    gone: Collection[str] = (),
    forced: dict[str, UUID | None] | None = None,
) -> Plan:
    """What importing the roster would do. With `whole`, people missing from the file have left.

    `gone` are kinds ("old-quay:volunteer") of whom the file has nobody and who have all left; `forced` is whom a person
    decided that an id is.
    """
    plan = Plan(on=known.on, last_day=known.on - timedelta(days=1), problems=list(roster.problems))
    if plan.problems:
        return plan
    comparison = _Comparison(roster, existing, known, plan, whole=whole and roster.is_whole)
    comparison.run(frozenset(gone), forced or {})
    return plan


class _Comparison:
    """One run: each step fills in more of the plan."""

    def __init__(self, roster: Roster, existing: Existing, known: Known, plan: Plan, *, whole: bool) -> None:
        self.roster, self.existing, self.known, self.plan, self.whole = roster, existing, known, plan, whole
        self.schools = {school.slug: school for school in known.schools}
        self.pks: dict[str, UUID] = {}
        self.details: dict[UUID, list[Detail]] = {}
        self.states: dict[UUID, PersonState] = {}
        self.held: dict[Held, PlaceState] = {(p.person, p.school, p.kind): p for p in existing.places}
        self.by_id = ids_at(existing, known.source)
        # Each person's places as they will be, and who is left out of a whole file somewhere.
        self.after: dict[UUID, list[PlaceState]] = {}
        self.left_out: set[UUID] = set()

    def run(self, gone: frozenset[str], forced: dict[str, UUID | None]) -> None:
        matches = Matcher(self.roster, self.existing, self.known, self.plan, forced).run()
        self.pks, self.undecided, self.held_back = matches.pks, matches.asked.keys(), matches.held
        # Said before those who left already are taken out: they are known, and nothing is changed for them.
        self.ignored = self._already_left() | matches.passed_over
        self._people()
        self._places()
        self._missing(gone)
        self._gone()
        self._leaving()
        hold_addresses(self.existing, self.plan, self.states)
        told_apart = matches.told_apart
        Addresses(self.roster, self.existing, self.plan, self.pks, self.states, self.after, told_apart).settle()
        tell_of_held(self.plan, self.states)
        self._tell_people()
        families = Families(self.roster, self.existing, self.plan, self.pks, self.states, self.details, self.by_id)
        families.compare(whole=self.whole)
        Guards(self.existing, self.plan, self.schools, self.states, self.after).ask()
        self._finish()

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
                self.states[pk] = PersonState(pk, *entry[1:], left_on=None)
                continue
            self.states[pk] = before._replace(**{name: getattr(entry, name) for name in PERSON_FIELDS if name in said})

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
        if place.line_manager in self.undecided:
            said.pop("line_manager", None)
        if "line_manager" in said:
            said["line_manager"] = self._manager(place)
        if said.get("start") is None:
            said.pop("start", None)
        if year := self._year_group(place, before.person):
            said["year_group"] = year
        return before._replace(**said)

    def _year_group(self, place: Place, pk: UUID) -> str:
        """As the file says or its birth dates give, else by the birth date on the register: each September anew."""
        if place.year_group or place.kind != "pupil":
            return place.year_group
        born, taught = self.states[pk].date_of_birth, self.schools[place.school].year_groups
        year = (year_group_of(born, self.plan.on) or "") if born else ""
        return year if not taught or year in taught else ""

    def _manager(self, place: Place) -> UUID | None:
        if place.line_manager in self.ignored:
            return None
        return self.pks.get(place.line_manager) or self.by_id.get(place.line_manager)

    def _new_place(self, place: Place, pk: UUID) -> None:
        fields = {name: getattr(place, name) for name in PLACE_FIELDS} | {"line_manager": self._manager(place)}
        fields["year_group"] = self._year_group(place, pk)
        fields["start"] = place.start or min(self.plan.on, place.end or self.plan.on)
        made = PlaceState(uuid4(), pk, place.school, place.kind, **fields)
        self.plan.new_places.append(made)
        self.after.setdefault(pk, []).append(made)
        self.details.setdefault(pk, []).append(Detail(AT_SCHOOL, "", described(self.schools, made)))

    def _missing(self, gone: frozenset[str]) -> None:
        """End what the register has and a whole file of that kind and school has not."""
        spoken = {(p.school, p.kind) for p in self.roster.places.values()} if self.whole else set()
        guards = Guards(self.existing, self.plan, self.schools, self.states, self.after)
        guards.find_silent({school for school, _ in spoken}, spoken, self.held)
        spoken |= {tuple(ask.key.split(":")) for ask in self.plan.silent if ask.key in gone}
        rows = [place for place in self.roster.places.values() if place.person not in self.undecided]
        named = {(self.pks[p.person], p.school, p.kind) for p in rows}
        # A file of changes says all of each person it names.
        told = {self.pks[place.person] for place in rows} if self.roster.rows_tell_all else set()
        ended = {(self.pks[p] if p in self.pks else self.by_id.get(p), *rest) for p, *rest in self.roster.ended}
        for key, place in self.held.items():
            if key in named:
                continue
            missing = key[1:] in spoken or key in ended or (place.person in told and place.school in self.schools)
            if missing and place.person not in self.held_back:
                self._end(place, self.plan.last_day)
            else:
                self.after.setdefault(place.person, []).append(place)

    def _gone(self) -> None:
        """End everything, at the schools of this file, of those whom a file of changes marks as deleted."""
        for value, day in self.roster.gone.items():
            pk = self.by_id.get(value)
            if pk is None:
                self.plan.notes.append(f"“{value[:40]}” is marked as deleted and is not on the register.")
                continue
            last = min(day or self.plan.last_day, self.plan.last_day)
            places = self.after.pop(pk, [])
            self.after[pk] = [place for place in places if place.school not in self.schools]
            for place in places:
                if place.school in self.schools:
                    self._end(place, last)

    def _end(self, place: PlaceState, last: date) -> None:
        self.left_out.add(place.person)
        self.details.setdefault(place.person, []).append(Detail(AT_SCHOOL, described(self.schools, place), ""))
        if place.start > self.plan.last_day:
            # It began today or would have later: it never was.
            self.plan.removed_places.append(place.pk)
            return
        after = place._replace(end=max(last, place.start))
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
        self.plan.on_register = self.existing.people.keys() | self.states.keys()
        for pk, state in self.states.items():
            before = self.existing.people.get(pk)
            if before is None:
                self.plan.new_people.append(state)
                self.plan.lines.append(
                    Line("added", state.full_name, all_described(self.schools, self.after.get(pk, ())))
                )
                self.plan.touched[pk] = ["added"]
                continue
            if state != before:
                self.plan.changed_people.append(state)
            what, details = all_described(self.schools, self.after.get(pk, ())), tuple(self.details.get(pk, ()))
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
        for asked in self.plan.asked:
            self.plan.lines.append(self._asked(asked))
        self.plan.lines.sort()

    def _asked(self, asked: Asked) -> Line:
        entry, candidate = self.roster.people[asked.value], self.existing.people[asked.candidate]
        places = [place for place in self.existing.places if place.person == asked.candidate]
        what = all_described(self.schools, places) or "has left"
        says = Detail("may be", "", f"{candidate.full_name}, {what}")
        line = self.roster.lines.get(asked.value)
        where = f"line {line}" if line else ""
        return Line("asked", f"{entry.preferred_name or entry.given_name} {entry.family_name}", where, (says,))

    def _note(self, pk: UUID, name: str, before: object, after: object) -> None:
        if before != after:
            label = {"left_on": "last day", "upn": "UPN", "signs_in": "may sign in"}.get(name, name.replace("_", " "))
            self.details.setdefault(pk, []).append(Detail(label, self._shown(before), self._shown(after)))

    def _shown(self, value: object) -> str:
        if isinstance(value, UUID):
            person = self.states.get(value) or self.existing.people.get(value)
            return person.full_name if person else "somebody in this file"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return f"{value:%-d %B %Y}"
        return str(value or "")
