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

    def settle(self) -> None:
        """Parents may share an address; those who have left give theirs up; everything else is a problem."""
        self.owners = self._owners("email")
        self.lines = {self.pks[person]: line for person, line in reversed(self.roster.lines.items())}
        self.parents = {self.pks[person] for person in self.roster.parents}
        self.notes: dict[int, str] = {}
        for address, sharing in self._sharing().items():
            if all(self._is_only_parent(pk) for pk in sharing):
                self._leave_to_one(address, sharing)
            else:
                self._refuse(address, sharing)
        self.plan.notes = [f"Line {line}: {says}" for line, says in sorted(self.notes.items())]
        self._release("email", "email address")
        self._release("upn", "UPN")

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

    def _leave_to_one(self, address: str, sharing: list[UUID]) -> None:
        """To the one who has it on the register, else to the first in the file; whoever has left comes last."""
        keeper = min(sharing, key=lambda pk: (not self._stays(pk), self.owners.get(address) != pk))
        whose = f"the person on line {self.lines[keeper]}" if keeper in self.lines else "another parent on the register"
        for pk in sharing:
            if pk == keeper:
                continue
            self.states[pk] = self.states[pk]._replace(email="")
            if self._stays(pk):
                self.notes[self.lines[pk]] = (
                    f"the address is also that of {whose}, so it is left out here. "
                    "Each parent who wants to sign in needs their own."
                )

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
            says = f"{state.full_name} has the same {what} as somebody else on the register."
            self.plan.problems.append(Problem(says, column=name))

    def _is_only_parent(self, pk: UUID) -> bool:
        """Whether they are a parent or carer and nothing else wherever they still are; of leavers the file says it."""
        lasting = {place.kind for place in self.after.get(pk, ()) if place.end is None or place.end >= self.plan.on}
        return lasting == {"parent"} if lasting else pk in self.parents

    def _stays(self, pk: UUID) -> bool:
        last = self._state(pk).left_on
        return last is None or last >= self.plan.on

    def _state(self, pk: UUID) -> PersonState:
        return self.states.get(pk) or self.existing.people[pk]
