"""Settles who has an address or a UPN that several claim: it belongs to one person, whom an address signs in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lanyard.people.roster.model import Problem, Roster, same_as
from lanyard.people.roster.state import Existing, PersonState, PlaceState, Plan


@dataclass
class Addresses:
    """One comparison. `states` are changed: whoever doesn't get the address or the UPN has none.

    `pks` are the register's ids of everybody in the file, `states` how everybody will be, `after` what they will be at
    which school; it must be known already who leaves.
    """

    roster: Roster
    existing: Existing
    plan: Plan
    pks: dict[str, UUID]
    states: dict[UUID, PersonState]
    after: dict[UUID, list[PlaceState]]
    told_apart: set[tuple[UUID, UUID]]

    def settle(self) -> None:
        """Families may share an address; those who have left give theirs up; everything else is a problem."""
        self.owners = self._owners("email")
        self.lines = {self.pks[person]: line for person, line in reversed(self.roster.lines.items())}
        self.kinds = {self.pks[person]: group for person, group in self.roster.groups.items()}
        self.held_kinds: dict[UUID, set[str]] = {}
        for place in self.existing.places:
            self.held_kinds.setdefault(place.person, set()).add(place.kind)
        self.notes: dict[int, str] = {}
        for address, sharing in self._sharing().items():
            adults = [pk for pk in sharing if self._kinds(pk) != {"pupil"}]
            if len(adults) < 2 or all(self._kinds(pk) == {"parent"} for pk in adults):
                self._leave_to_one(address, sharing, adults or sharing)
            else:
                self._refuse(address, adults)
        self._release("email", "email address")
        self._release("upn", "UPN")
        told = [f"Line {line}: {says}" for line, says in sorted(self.notes.items())]
        self.plan.notes = [*self.roster.notes, *self.plan.notes, *told]

    def _owners(self, name: str) -> dict[str, UUID]:
        return {getattr(p, name).lower(): p.pk for p in self.existing.people.values() if getattr(p, name)}

    def _sharing(self) -> dict[str, list[UUID]]:
        """Each address that several claim: those of the file in its order, then the one who keeps it outside of it."""
        claims: dict[str, list[UUID]] = {}
        for person, entry in self.roster.people.items():
            pk = self.pks[person]
            if entry.email and pk in self.states and pk not in claims.setdefault(entry.email, []):
                claims[entry.email].append(pk)
        for address, sharing in claims.items():
            owner = self.owners.get(address)
            if owner and owner not in sharing and self._state(owner).email.lower() == address and self._stays(owner):
                sharing.append(owner)
        return {address: sharing for address, sharing in claims.items() if len(sharing) > 1}

    def _leave_to_one(self, address: str, sharing: list[UUID], first: list[UUID]) -> None:
        """To an adult before a pupil; to the one who has it already, else the first in the file; leavers come last."""
        keeper = min(first, key=lambda pk: (not self._stays(pk), self.owners.get(address) != pk))
        adult = "parent" if self._kinds(keeper) == {"parent"} else "pupil" if keeper not in self._adults(first) else ""
        whose = f"the person on line {self.lines[keeper]}" if keeper in self.lines else _another(adult)
        for pk in sharing:
            if pk == keeper:
                continue
            self.states[pk] = self._state(pk)._replace(email="")
            if self._stays(pk) and pk in self.lines:
                needs = (
                    "Each parent who wants to sign in needs their own."
                    if self._kinds(pk) != {"pupil"}
                    else "Pupils don’t sign in."
                )
                says = f"the address is also that of {whose}, so it is left out here. {needs}"
                self.notes[self.lines[pk]] = says

    def _adults(self, people: list[UUID]) -> list[UUID]:
        return [pk for pk in people if self._kinds(pk) != {"pupil"}]

    def _refuse(self, address: str, sharing: list[UUID]) -> None:
        """Tell all but the first in the file; where one who stays has the address already, `_release` tells."""
        owner = self.owners.get(address)
        if owner in sharing and self._stays(owner):
            return
        first, *others = (pk for pk in sharing if pk in self.lines)
        for pk in others:
            says = same_as(self.lines[first], "email address")
            self.plan.problems.append(Problem(says, self.lines[pk], "email"))

    def _release(self, name: str, what: str) -> None:
        owners = self._owners(name)
        for pk, state in list(self.states.items()):
            value = getattr(state, name).lower()
            owner = owners.get(value) if value else None
            if owner is None or owner == pk:
                continue
            holder = self._state(owner)
            if getattr(holder, name).lower() != value:
                continue
            if not self._stays(owner):
                self.states[owner] = holder._replace(**{name: ""})
                continue
            if (pk, owner) in self.told_apart:
                self.states[pk] = state._replace(**{name: ""})
                if line := self.lines.get(pk):
                    self.notes[line] = f"the {what} is that of somebody else on the register, so it is left out here."
                continue
            says = f"{state.full_name} has the same {what} as somebody else on the register."
            self.plan.problems.append(Problem(says, column=name))

    def _kinds(self, pk: UUID) -> set[str]:
        """What they are wherever they still are; of leavers and of those outside the file, what is known of them."""
        places = self.after.get(pk, ())
        lasting = {place.kind for place in places if place.end is None or place.end >= self.plan.on}
        if lasting:
            return lasting
        return {self.kinds[pk]} if pk in self.kinds else self.held_kinds.get(pk, set())

    def _stays(self, pk: UUID) -> bool:
        last = self._state(pk).left_on
        return last is None or last >= self.plan.on

    def _state(self, pk: UUID) -> PersonState:
        return self.states.get(pk) or self.existing.people[pk]


def _another(kind: str) -> str:
    return {"parent": "another parent on the register", "pupil": "another pupil on the register"}.get(
        kind, "somebody else on the register"
    )
