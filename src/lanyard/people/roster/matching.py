"""Finds who in a file is whom on the register, by every key that both say; the judging is `identity`'s."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid4

from lanyard.people.roster import identity
from lanyard.people.roster.identity import Facts, Key, Names, Verdict, fold
from lanyard.people.roster.model import Entry, Known, Problem, Roster, group_of
from lanyard.people.roster.state import Asked, Existing, IdKey, PersonState, Plan, Settled

GROUPS = ("pupil", "parent", "staff")
NEW, LEFT_OUT, SAME = "new", "left_out", "same"


@dataclass
class Matches:
    """`pks` are the ids on the register, or to be, of everybody in the file; those in `asked` and `left_out` have one
    that nothing stands under. `told_apart` are the (id of the file, person) that somebody said are two.
    """

    pks: dict[str, UUID] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    told_apart: set[tuple[UUID, UUID]] = field(default_factory=set)

    @property
    def passed_over(self) -> set[str]:
        """Whose rows change nothing."""
        return self.left_out | self.asked.keys()

    @property
    def held(self) -> set[UUID]:
        """Whom the questions are about on the register: they stay as they are."""
        return {asked.candidate for asked in self.asked.values()}


class Matcher:
    """One comparison. `forced` says of an id whom somebody decided it is: a person on the register, or None for new."""

    def __init__(
        self, roster: Roster, existing: Existing, known: Known, plan: Plan, forced: dict[str, UUID | None]
    ) -> None:
        self.roster, self.existing, self.known, self.plan, self.forced = roster, existing, known, plan, forced
        self.found = Matches()
        self.taken: dict[UUID, str] = {}
        self.schools_in_file: dict[str, set[str]] = defaultdict(set)
        for place in roster.places.values():
            self.schools_in_file[place.person].add(place.school)

    def run(self) -> Matches:
        """Ids first, so that whoever has theirs in the file is taken for nobody else."""
        rest = [entry for entry in self.roster.people.values() if not self._by_id(entry)]
        # Parents last: they are known by their children too.
        for entry in sorted(rest, key=lambda entry: self._group(entry) == "parent"):
            self._otherwise(entry)
        # Somebody whose own row stands elsewhere in the file isn't the one asked about: the id was given anew.
        for value, asked in list(self.found.asked.items()):
            if asked.candidate in self.taken:
                del self.found.asked[value]
        for value, asked in self.found.asked.items():
            self.found.pks[value] = uuid4()
            self.plan.asked.append(asked)
        for entry in self.roster.people.values():
            self.found.pks.setdefault(entry.id, uuid4())
        for settled, answer in self.existing.settled.items():
            entry = self.roster.people.get(settled.value)
            if answer == NEW and entry and said_of(entry) == settled.said:
                self.found.told_apart.add((self.found.pks[entry.id], settled.candidate))
        self._keep_ids()
        return self.found

    def _by_id(self, entry: Entry) -> bool:
        if entry.id in self.forced:
            self._decided(entry, self.forced[entry.id])
            return True
        for key, pk in self._holders(entry):
            settled = self._settled(entry, pk)
            if settled == NEW:
                continue
            if settled or self._judged(entry, key, pk):
                return True
        return False

    def _decided(self, entry: Entry, person: UUID | None) -> None:
        if person is not None:
            self._take(entry, person)
            return
        self.found.pks[entry.id] = uuid4()
        for owner in (self.by_upn.get(entry.upn), self.by_email.get(entry.email)):
            if owner:
                self.found.told_apart.add((self.found.pks[entry.id], owner))

    def _holders(self, entry: Entry) -> Iterator[tuple[Key, UUID]]:
        """Who has this id: in this source first, and there first among people of the same kind."""
        group = self.roster.groups.get(entry.id, "staff")
        order = (group, *(other for other in GROUPS if other != group))
        own = self.known.source
        others = [""] if own else sorted(self.schools_in_file[entry.id])
        for key, sources in ((Key.ID, [own]), (Key.OTHER_ID, others)):
            for source in sources:
                for among in order:
                    if (held := self.existing.ids.get(IdKey(source, among, entry.id))) is not None:
                        yield key, held[1]
                        break
                else:
                    continue
                if key == Key.ID:
                    return

    def _otherwise(self, entry: Entry) -> None:
        for key, pk in self._candidates(entry):
            if pk in self.taken:
                continue
            settled = self._settled(entry, pk)
            if settled == NEW:
                continue
            if settled or self._judged(entry, key, pk):
                return

    def _candidates(self, entry: Entry) -> Iterator[tuple[Key, UUID]]:
        if entry.upn and (pk := self.by_upn.get(entry.upn)):
            yield Key.UPN, pk
        if entry.email and (pk := self.by_email.get(entry.email)):
            yield Key.EMAIL, pk
        if self.roster.groups.get(entry.id) == "parent":
            for child in self.children_in_file[entry.id]:
                yield from ((Key.CHILD, adult) for adult in self.adults_of.get(child, ()))
        for pk in self.by_name.get(identity.full(entry.given_name, entry.family_name), ()):
            person = self.existing.people[pk]
            if person.date_of_birth and entry.date_of_birth:
                yield Key.NAME_AND_BIRTH, pk
            elif self._same_school(entry, pk) and self._group(entry) in self.groups_of[pk]:
                yield Key.NAME, pk

    def _judged(self, entry: Entry, key: Key, pk: UUID) -> bool:
        """Whether this candidate settles who the entry is, or whom to ask about."""
        facts = self._facts(entry, key, pk)
        if key == Key.NAME_AND_BIRTH and facts.births != identity.Births.SAME:
            return False
        verdict = identity.judge(facts)
        if verdict == Verdict.MATCH:
            self._take(entry, pk)
        elif verdict == Verdict.DECIDE:
            why = tuple(identity.against(facts))
            self.found.asked[entry.id] = Asked(entry.id, pk, str(key), why, said_of(entry))
        return verdict != Verdict.NEW

    def _facts(self, entry: Entry, key: Key, pk: UUID) -> Facts:
        person = self.existing.people[pk]
        group, groups = self._group(entry), self.groups_of[pk]
        return Facts(
            key=key,
            names=compared(entry, person),
            births=identity.births(entry.date_of_birth, person.date_of_birth),
            group=group,
            kinds_fit=not groups or (group == "pupil") == ("pupil" in groups),
            same_school=self._same_school(entry, pk),
            same_email=bool(entry.email) and entry.email == person.email.lower(),
            holds=pk in self.existing.roles or pk in self.existing.accounts,
            protected=key == Key.CHILD and pk in self.protected,
        )

    def _take(self, entry: Entry, pk: UUID) -> None:
        self.found.pks[entry.id] = pk
        if self.taken.setdefault(pk, entry.id) != entry.id:
            says = f"The ids “{self.taken[pk]}” and “{entry.id}” are the same person on the register."
            self.plan.problems.append(Problem(says, self.roster.lines.get(entry.id)))

    def _settled(self, entry: Entry, pk: UUID) -> str:
        """What somebody decided about just this row before; `NEW` goes on looking."""
        answer = self.existing.settled.get(Settled(entry.id, pk, said_of(entry)), "")
        if answer == SAME:
            self._take(entry, pk)
        elif answer == LEFT_OUT:
            self.found.left_out.add(entry.id)
        return answer

    def _keep_ids(self) -> None:
        """The ids that this file teaches: an id given anew leaves whoever had it."""
        source = self.known.source
        for entry in self.roster.people.values():
            if entry.id in self.found.passed_over or entry.id not in self.roster.groups:
                continue
            key = IdKey(source, self._group(entry), entry.id)
            held = self.existing.ids.get(key)
            if held and held[1] == self.found.pks[entry.id]:
                continue
            if held:
                self.plan.dropped_ids.append(held[0])
            self.plan.new_ids.append((key, self.found.pks[entry.id]))

    def _group(self, entry: Entry) -> str:
        return self.roster.groups.get(entry.id, "staff")

    def _same_school(self, entry: Entry, pk: UUID) -> bool:
        """Whether they are at one school; a row that says nothing of schools speaks against nothing."""
        here = self.schools_in_file[entry.id]
        return not here or bool(here & self.schools_of.get(pk, set()))

    @cached_property
    def by_upn(self) -> dict[str, UUID]:
        return {person.upn: pk for pk, person in self.existing.people.items() if person.upn}

    @cached_property
    def by_email(self) -> dict[str, UUID]:
        return {person.email.lower(): pk for pk, person in self.existing.people.items() if person.email}

    @cached_property
    def by_name(self) -> dict[str, list[UUID]]:
        found: dict[str, list[UUID]] = {}
        for pk, person in self.existing.people.items():
            for given in {person.given_name, person.preferred_name} - {""}:
                found.setdefault(identity.full(given, person.family_name), []).append(pk)
        return found

    @cached_property
    def groups_of(self) -> dict[UUID, set[str]]:
        """What each person is, or was when an id of theirs was learnt."""
        found: dict[UUID, set[str]] = defaultdict(set)
        for place in self.existing.places:
            found[place.person].add(group_of(place.kind))
        for key, (_, pk) in self.existing.ids.items():
            found[pk].add(key.group)
        return found

    @cached_property
    def schools_of(self) -> dict[UUID, set[str]]:
        found: dict[UUID, set[str]] = defaultdict(set)
        for place in self.existing.places:
            found[place.person].add(place.school)
        return found

    @cached_property
    def protected(self) -> set[UUID]:
        marked = {link.adult for link in self.existing.links if link.must_not_be_contacted}
        return marked | {adult for _, adult in self.existing.prohibited}

    @cached_property
    def adults_of(self) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for child, adult in [*((ln.child, ln.adult) for ln in self.existing.links), *sorted(self.existing.prohibited)]:
            if adult not in found[child]:
                found[child].append(adult)
        return found

    @cached_property
    def children_in_file(self) -> dict[str, list[UUID]]:
        """The children of each adult of the file, as far as the register has them."""
        found: dict[str, list[UUID]] = defaultdict(list)
        ids = ids_at(self.existing, self.known.source)
        for link in self.roster.links.values():
            if child := self.found.pks.get(link.child) or ids.get(link.child):
                found[link.adult].append(child)
        return found


def said_of(entry: Entry) -> str:
    """What an answer is bound to: the row's name and birth date; another row is asked about again."""
    return f"{fold(entry.given_name)} {fold(entry.family_name)} {entry.date_of_birth or ''}"[:250].strip()


def compared(entry: Entry, person: PersonState) -> Names:
    """How the names agree; a preferred name is as good as the given one."""
    if entry.given_name == person.given_name and entry.family_name == person.family_name:
        return Names.SAME
    return identity.names(
        {fold(entry.given_name), fold(entry.preferred_name)} - {""},
        fold(entry.family_name),
        {fold(person.given_name), fold(person.preferred_name)} - {""},
        fold(person.family_name),
    )


def ids_at(existing: Existing, source: str) -> dict[str, UUID]:
    """Whom the ids name that a file of this source mentions; its own ids go before those of others."""
    found: dict[str, UUID] = {}
    for key, (_, pk) in existing.ids.items():
        if key.source == source:
            found[key.value] = pk
        elif not (source and key.source):
            found.setdefault(key.value, pk)
    return found
