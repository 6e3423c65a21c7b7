"""Compares the families of a roster with those of the register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from lanyard.people.roster.model import LINK_FIELDS, Link, Roster
from lanyard.people.roster.state import Detail, Existing, LinkState, PersonState, Plan

Pair = tuple[UUID, UUID]


@dataclass
class Families:
    """One comparison. What changes is added to the plan, and told under the child in `details`.

    `pks` are the register's ids of everybody in the file, `states` how everybody will be.
    """

    roster: Roster
    existing: Existing
    plan: Plan
    pks: dict[str, UUID]
    states: dict[UUID, PersonState]
    details: dict[UUID, list[Detail]]
    by_id: dict[str, UUID]

    def compare(self, *, whole: bool) -> None:
        """Find the links that are made and changed, and, in a whole file that names families, those that end."""
        self.ids = self.by_id | self.pks
        held = {(link.child, link.adult): link for link in self.existing.links}
        named: set[Pair] = set()
        for link in self.roster.links.values():
            pair = (self.ids[link.child], self.ids[link.adult])
            if not all(pk in self.states or pk in self.existing.people for pk in pair):
                # One of them left before today and is not on the register.
                continue
            named.add(pair)
            if pair in held:
                self._changed(held[pair], link)
            else:
                self._new(pair, link)
        if whole and "parent_of" in self.roster.speaks_of and self.roster.links:
            self._missing({pair: link for pair, link in held.items() if pair not in named})

    def _new(self, pair: Pair, link: Link) -> None:
        """A link that comes back keeps the word that somebody must not be contacted: a file can't forget it."""
        forbidden = link.must_not_be_contacted or pair in self.existing.prohibited
        made = LinkState(uuid4(), *pair, link.relationship, link.parental_responsibility, forbidden, self.plan.on)
        self.plan.new_links.append(made)
        self._tell(pair[0], Detail("family", "", f"{self._name(pair[1])} ({link.relationship})"))

    def _changed(self, before: LinkState, link: Link) -> None:
        said = {name: getattr(link, name) for name in LINK_FIELDS if name in self.roster.speaks_of}
        if before.must_not_be_contacted and not said.get("must_not_be_contacted", True):
            # A file never lifts it: a person does, on the page of the child.
            said["must_not_be_contacted"] = True
            self.plan.notes.append(
                f"{self._name(before.adult)} must not be contacted about {self._name(before.child)}. The file "
                "says otherwise, but this stays until someone lifts it on the child’s page."
            )
        after = before._replace(**said)
        if after == before:
            return
        self.plan.changed_links.append(after)
        for name in said:
            was, will = _shown(getattr(before, name)), _shown(getattr(after, name))
            if was != will:
                self._tell(before.child, Detail(f"{self._name(before.adult)}: {name.replace('_', ' ')}", was, will))

    def _missing(self, unnamed: dict[Pair, LinkState]) -> None:
        """End the links that the file leaves out although it speaks of both the child and the adult."""
        places = self.roster.places.values()
        children = {self.ids[place.person] for place in places if place.kind == "pupil"}
        adults = {self.ids[place.person] for place in places if place.kind == "parent"} | self.plan.leavers.keys()
        for (child, adult), link in unnamed.items():
            if child in children and adult in adults:
                self.plan.ended_links.append(link.pk)
                self._tell(child, Detail("family", f"{self._name(adult)} ({link.relationship})", ""))

    def _tell(self, child: UUID, detail: Detail) -> None:
        self.details.setdefault(child, []).append(detail)

    def _name(self, pk: UUID) -> str:
        return (self.states.get(pk) or self.existing.people[pk]).full_name


def _shown(value: bool | str) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value
