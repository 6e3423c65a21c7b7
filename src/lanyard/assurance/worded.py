"""Controls whose readings hold no figure: three sentences each, and one thing to do that leads to a page.

The live policy is read by people whom a concern or a declaration may be about: they can count nothing in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from lanyard.assurance.readings import Attention, Reading, Status
from lanyard.assurance.registry import Scope, control
from lanyard.people.choices import Role
from lanyard.people.queries import roles_filled

# Such evidence looks back this many days.
YEAR = 365
KEPT, A_FEW, MANY = "kept", "a_few", "many"
_MOST = 10
STANDS_IN = {Role.DSL: (Role.DEPUTY_DSL,)}


def how_many(missed: int, of: int) -> str:
    """`KEPT` when none was missed; `A_FEW` for one of several, or one in ten; otherwise `MANY`: all is never a few."""
    if not missed:
        return KEPT
    if missed >= of:
        return MANY
    return A_FEW if missed == 1 or missed * _MOST <= of else MANY


@dataclass(frozen=True)
class Words:
    """What a control says when a clause is kept (none, or all in time), when a little is missing, and when a lot is;
    and what is to be done then, by whom. `holders` are the roles that such things come to, where not `who` alone."""

    kept: str
    a_few: str
    many: str
    to_do: str
    who: Role
    holders: tuple[str, ...] = ()
    # The name of the page that what is to be done leads to.
    page: str = "concerns:queue"


Missed = Mapping[UUID, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Counted(Words):
    """A control that counts, at each school, how much was missed of how much. `who` answers for it.

    `then` changes the readings by what else has to be so.
    """

    id: str
    clauses: tuple[str, ...]
    checks: str
    missed: Callable[[Scope], Missed]
    then: Callable[[Scope, dict[UUID, Reading]], dict[UUID, Reading]] | None = None

    def read(self, scope: Scope) -> dict[UUID, Reading]:
        """One reading a school."""
        found = readings(scope, self, self.missed(scope))
        return self.then(scope, found) if self.then else found

    def register(self) -> None:
        """Hang it into the registry of controls."""
        control(id=self.id, clauses=self.clauses, checks=self.checks, owner=self.who)(self.read)


def readings(scope: Scope, words: Words, missed: Missed) -> dict[UUID, Reading]:
    """One reading a school, from how many were missed of how many.

    Where nobody holds the role that such things come to, nothing can have been kept. This says nothing of cases: it
    hangs on the roles alone.
    """
    found = {}
    filled = scope.once("people.roles-filled", lambda: roles_filled(scope.schools, scope.on))
    holders = {words.who, *words.holders, *STANDS_IN.get(words.who, ())}
    for pk in scope.schools.values_list("pk", flat=True):
        amount = how_many(*missed.get(pk, (0, 0)))
        ask = (Attention(words.to_do, reverse(words.page), words.who.label),)
        if amount == KEPT and not holders & filled[pk]:
            found[pk] = Reading(Status.NOT_IN_USE, f"Nothing to measure: this school has no {words.who.label}")
        elif amount == KEPT:
            found[pk] = Reading(Status.KEPT, words.kept)
        elif amount == A_FEW:
            found[pk] = Reading(Status.NEEDS_ATTENTION, words.a_few, attention=ask)
        else:
            found[pk] = Reading(Status.NOT_KEPT, words.many, attention=ask)
    return found
