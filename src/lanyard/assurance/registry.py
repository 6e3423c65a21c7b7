"""The control registry: what each room can read about the clauses it keeps.

A room's `controls.py` decorates one function a control. The function reads all schools of a `Scope` in a constant
number of queries and answers a `Reading` for each. Clause IDs that no control reads get an attested control by
themselves, which asks a named role for a dated statement; it goes away when a room brings a measured one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from lanyard.assurance.readings import Reading
from lanyard.people.choices import Role
from lanyard.policy.clause_ids import clause_ids

MEASURED = "measured"
ATTESTED = "attested"

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """Which schools are read, and for when. `schools` is a queryset of `School`: join it, never list its ids.

    `shared` holds what several controls are read from, where they are read together (`read_all`).
    """

    schools: QuerySet
    on: date
    now: datetime
    shared: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """What `ask` answers, asked once for all controls that are read together. `name` starts with the room's."""
        if self.shared is None:
            return ask()
        if name not in self.shared:
            self.shared[name] = ask()
        return self.shared[name]


Read = Callable[[Scope], Mapping[UUID, Reading]]


@dataclass(frozen=True)
class Control:
    """A control: what it checks, for which clause IDs, who answers for it, and how it is read.

    `moved_by` names the audit events after which it is read again at once, where they happened; those among them in
    `moves_everywhere` change what all schools share. The nightly snapshot reads every control in any case. One that is
    `by_item` stands beside what else keeps a clause, wherever it has an item for one of its clause IDs ("id:EXP3"), and
    never in its place.
    """

    id: str
    clauses: tuple[str, ...]
    checks: str
    owner: str
    kind: str
    read: Read | None = None
    moved_by: tuple[str, ...] = ()
    moves_everywhere: tuple[str, ...] = ()
    every_days: int = 0
    by_item: bool = False

    @property
    def asks(self) -> str:
        """What the first of its clauses asks for, in one sentence."""
        return clause_ids()[self.clauses[0]].asks

    @property
    def owner_label(self) -> str:
        """The role that answers for it, in words."""
        return Role(self.owner).label

    def to_json(self) -> dict:
        """The control as the command line prints it."""
        return {
            "id": self.id,
            "clauses": list(self.clauses),
            "checks": self.checks,
            "owner": self.owner,
            "kind": self.kind,
        }


_measured: dict[str, Control] = {}


def control(
    *,
    id: str,
    clauses: tuple[str, ...],
    checks: str,
    owner: str,
    moved_by: tuple[str, ...] = (),
    moves_everywhere: tuple[str, ...] = (),
    by_item: bool = False,
) -> Callable[[Read], Read]:
    """Register a measured control. Raises ValueError for an unknown clause ID or an id that is taken."""

    def registered(read: Read) -> Read:
        unknown = set(clauses) - set(clause_ids())
        if unknown or not clauses:
            raise ValueError(f"Control {id} serves unknown clause IDs: {', '.join(sorted(unknown)) or 'none given'}.")
        if id in _measured:
            raise ValueError(f"Control {id} is registered twice.")
        _measured[id] = Control(
            id, clauses, checks, str(owner), MEASURED, read, moved_by, moves_everywhere, by_item=by_item
        )
        return read

    return registered


def measured() -> list[Control]:
    """The controls that read data, by id."""
    return [_measured[key] for key in sorted(_measured)]


def attested() -> list[Control]:
    """One control for each clause ID that nothing reads, by id."""
    served = {clause for c in _measured.values() for clause in c.clauses if not c.by_item}
    return [attested_control(key) for key in clause_ids() if key not in served]


def attested_control(clause_id: str) -> Control:
    """The control by which a person states how a clause ID stands, whether or not anything measures it today."""
    entry = clause_ids()[clause_id]
    return Control(
        id=f"attest.{entry.id.lower()}",
        clauses=(entry.id,),
        checks=f"A person states, with notes, whether this is so: {entry.looks_for}",
        owner=entry.attested_by,
        kind=ATTESTED,
        every_days=entry.attest_every_days,
    )


def all_controls() -> dict[str, Control]:
    """Every control by id, measured ones first."""
    return {c.id: c for c in [*measured(), *attested()]}


def control_by_id(control_id: str) -> Control:
    """A control by its id; the statement on a clause ID too that something measures by now. Raises KeyError."""
    if control_id in _measured:
        return _measured[control_id]
    return attested_control(control_id.removeprefix("attest.").upper())


def serving(clause_id: str) -> list[Control]:
    """The controls that serve a clause ID; never empty for a known one."""
    return [c for c in all_controls().values() if clause_id in c.clauses and not c.by_item]


def by_item() -> list[str]:
    """The ids of the controls that stand beside a clause only where they have an item for it."""
    return [c.id for c in measured() if c.by_item]


def candidates() -> dict[str, list[str]]:
    """For suggesting controls to a clause: each control with the sentences that describe it and its clause IDs."""
    ids = clause_ids()
    return {
        c.id: [c.checks, *(text for key in c.clauses for text in ids[key].described)]
        for c in all_controls().values()
        if not c.by_item
    }
