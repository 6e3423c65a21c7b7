"""What has to be confirmed before people leave: per school and kind, and always when a role would end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lanyard.people.roster.model import SchoolRef
from lanyard.people.roster.state import Ask, Existing, PersonState, PlaceState, Plan

# More than one in five at once is more often a wrong file than the truth.
MANY = 5
ROLES = "roles"
NAMED = 12
PLURAL = {
    "pupil": "pupils",
    "parent": "parents and carers",
    "governor": "governors and trustees",
    "leader": "leaders",
    "teacher": "teachers",
    "support": "support staff",
    "contractor": "contractors",
    "visitor": "regular visitors",
    "volunteer": "volunteers",
}


@dataclass
class Guards:
    """One comparison: it must be known already who leaves. `after` is what everybody will be at which school."""

    existing: Existing
    plan: Plan
    schools: dict[str, SchoolRef]
    states: dict[UUID, PersonState]
    after: dict[UUID, list[PlaceState]]

    def ask(self) -> None:
        held: dict[tuple[str, str], set[UUID]] = {}
        left: dict[tuple[str, str], set[UUID]] = {}
        for place in self.existing.places:
            key = (place.school, place.kind)
            held.setdefault(key, set()).add(place.person)
            if not self._stays(place):
                left.setdefault(key, set()).add(place.person)
        said = {ask.key for ask in self.plan.silent}
        for key, people in sorted(left.items()):
            if len(people) * MANY > len(held[key]) and ":".join(key) not in said:
                says = f"{len(people)} of {len(held[key])} {PLURAL[key[1]]} at {self._school(key[0])} have left"
                self.plan.asks.append(Ask(":".join(key), says, len(people)))
        self._left_schools(left)
        self._roles()

    def find_silent(
        self, schools: set[str], spoken: set[tuple[str, str]], held: Iterable[tuple[UUID, str, str]]
    ) -> None:
        """Kinds of whom the register has people at a school that a whole file speaks of, and the file nobody."""
        counts: dict[tuple[str, str], set[UUID]] = {}
        for pk, school, kind in held:
            if school in schools and (school, kind) not in spoken:
                counts.setdefault((school, kind), set()).add(pk)
        self.plan.silent += [self._silent(*key, people) for key, people in sorted(counts.items())]

    def _silent(self, school: str, kind: str, people: set[UUID]) -> Ask:
        """That all of a kind have left a school: said by the person who loads the file, not by the file."""
        count = len(people)
        says = (
            f"{count} {PLURAL[kind]} at {self._school(school)}" if count > 1 else f"1 {kind} at {self._school(school)}"
        )
        with_roles = [self._name(pk) for pk in people if pk in self.existing.roles]
        if with_roles:
            says += f" (with a role: {_listed(sorted(with_roles))})"
        return Ask(f"{school}:{kind}", says, count)

    def _stays(self, before: PlaceState) -> bool:
        return any(
            (p.school, p.kind) == (before.school, before.kind) and (p.end is None or p.end >= self.plan.on)
            for p in self.after.get(before.person, ())
        )

    def _left_schools(self, left: dict[tuple[str, str], set[UUID]]) -> None:
        """Who is nothing at a school any more, though they have not left: what they hold there ends."""
        for (school, _), people in left.items():
            for pk in sorted(people - self.plan.leavers.keys()):
                here = [p for p in self.after.get(pk, ()) if p.school == school and p.kind not in ("pupil", "parent")]
                if any(p.end is None or p.end >= self.plan.on for p in here):
                    continue
                if not any(at == school for at, _ in self.existing.roles.get(pk, ())):
                    continue
                gone = (pk, school, max((p.end for p in here if p.end), default=self.plan.last_day))
                if gone not in self.plan.left_schools:
                    self.plan.left_schools.append(gone)

    def _roles(self) -> None:
        ending = {pk: [words for _, words in self.existing.roles.get(pk, ())] for pk in self.plan.leavers}
        for pk, school, _ in self.plan.left_schools:
            ending[pk] = [words for at, words in self.existing.roles[pk] if at == school]
        for pk, state in self.states.items():
            before = self.existing.people.get(pk)
            if before and before.signs_in and not state.signs_in:
                ending.setdefault(pk, [words for _, words in self.existing.roles.get(pk, ())])
        told = sorted(f"{self._name(pk)} ({_listed(sorted(roles))})" for pk, roles in ending.items() if roles)
        if told:
            says = f"{len(told)} who hold{'s' if len(told) == 1 else ''} a role: {'; '.join(told[:NAMED])}"
            says += f"; and {len(told) - NAMED} more" if len(told) > NAMED else ""
            self.plan.asks.append(Ask(ROLES, says, len(told)))

    def _name(self, pk: UUID) -> str:
        return (self.states.get(pk) or self.existing.people[pk]).full_name

    def _school(self, slug: str) -> str:
        return self.schools[slug].name if slug in self.schools else slug


def hold_addresses(existing: Existing, plan: Plan, states: dict[UUID, PersonState]) -> None:
    """A guarded person who stays keeps the address they have until somebody confirms the new one."""
    for pk in existing.guarded & states.keys():
        before, after = existing.people[pk], states[pk]
        stays = after.left_on is None or after.left_on >= plan.on
        if stays and after.email.lower() != before.email.lower():
            plan.held_addresses[pk] = after.email
            states[pk] = after._replace(email=before.email)


def tell_of_held(plan: Plan, states: dict[UUID, PersonState]) -> None:
    for name in sorted(states[pk].full_name for pk in plan.held_addresses):
        plan.notes.append(
            f"The new email address of {name} is waiting: a second leader must confirm it, or a day must pass "
            "without anybody stopping it."
        )


def _listed(words: list[str]) -> str:
    return ", ".join(words)
