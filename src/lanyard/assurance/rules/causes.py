"""What lies behind clauses that are not kept: one thing that is missing may spoil eight of them.

A cause is what the readings of controls name by a key; where they name none it is what the control itself says. No
words are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lanyard.assurance.page import Evidence, LiveClause
from lanyard.assurance.readings import SEVERITY, Attention, Status, worst

# What asks for something. What is in progress has still time, and what is not in use asks for nothing.
GAPS = (Status.NOT_KEPT, Status.NEEDS_ATTENTION, Status.NOT_MEASURED)
NO_CONTROL = Attention("", cause="no-control", missing="No control has been chosen for a clause")
NOT_READ = Attention("", cause="not-read", missing="Not read on this day")


@dataclass(frozen=True)
class Cause:
    """One thing that is missing, with every clause it spoils, and what is to be done about it.

    `status` is the worst that it makes of any clause. `owners` are the roles that answer for those clauses.
    """

    key: str
    says: str
    status: Status
    clauses: tuple[LiveClause, ...]
    actions: tuple[Attention, ...]
    owners: frozenset[str]

    @property
    def due(self) -> date | None:
        """The first day by which something is to be done about it."""
        return min((action.due for action in self.actions if action.due), default=None)

    @property
    def who(self) -> list[str]:
        """The roles that act, each once."""
        return list(dict.fromkeys(action.who for action in self.actions if action.who))

    @property
    def anchor(self) -> str:
        """Where it stands on the page of causes."""
        return "cause-" + "".join(sign if sign.isalnum() else "-" for sign in self.key)


def causes(clauses: Iterable[LiveClause]) -> list[Cause]:
    """What lies behind the clauses that are not kept, need attention or are not measured; the worst first.

    Of causes alike in severity, the one that spoils most clauses comes first, then the one that is due first.
    """
    found: dict[str, list[tuple[LiveClause, Status, str, Attention]]] = {}
    for clause in clauses:
        for status, owner, one in _missing(clause):
            found.setdefault(one.cause, []).append((clause, status, owner, one))
    made = [_cause(key, rows) for key, rows in found.items()]
    return sorted(made, key=lambda c: (-SEVERITY.index(c.status), -len(c.clauses), c.due or date.max))


def _missing(clause: LiveClause) -> Iterator[tuple[Status, str, Attention]]:
    """What a clause lacks, with the status that each thing makes of it and the role that answers for it."""
    if not clause.everything:
        yield Status.NOT_MEASURED, "", NO_CONTROL
    for evidence in clause.everything:
        if evidence.status in GAPS:
            for one in _named(evidence):
                yield evidence.status, evidence.owner, one


def _named(evidence: Evidence) -> Iterator[Attention]:
    if evidence.checked_at is None:
        yield NOT_READ
        return
    missing = evidence.reading.says
    if evidence.kind == "attested":
        # A statement says when it was made and what of, but not about what.
        missing = f"{evidence.asks.rstrip('.')}: {missing[:1].lower()}{missing[1:]}"
    for one in evidence.reading.attention or (Attention(""),):
        yield one if one.cause else replace(one, cause=evidence.control_id, missing=missing)


def _cause(key: str, rows: list[tuple[LiveClause, Status, str, Attention]]) -> Cause:
    clauses = {id(clause): clause for clause, *_ in rows}
    status = worst(status for _, status, *_ in rows)
    leading = [one for _, stands, _, one in rows if stands == status]
    # The fullest words of it: "No DSL for 23 days" rather than "No DSL".
    says = max((one.missing or one.says for one in leading), key=len)
    actions = {one.says: one for *_, one in rows if one.says}
    return Cause(
        key,
        says,
        status,
        tuple(clauses.values()),
        tuple(actions.values()),
        frozenset(owner for _, _, owner, _ in rows if owner),
    )


def shown(found: Iterable[Cause], show: str, owners: frozenset[str]) -> list[Cause]:
    """The causes a filter leaves: a status, or `mine` (the reader's role answers for a clause that it spoils)."""
    if show == "mine":
        return [cause for cause in found if cause.owners & owners]
    return [cause for cause in found if show in ("", cause.status)]


def chips(found: list[Cause], show: str, owners: frozenset[str], day: str) -> list[dict[str, Any]]:
    """The filters of the page of causes, each with its count; those that would show nothing are left out.

    `day` is added to each address ("&day=…", or nothing today).
    """
    asked = [
        ("", "All"),
        ("not_kept", "Not kept"),
        ("needs_attention", "Needs attention"),
        ("not_measured", "Not yet measured"),
        ("mine", "Waiting for me"),
    ]
    counted = [(key, label, len(shown(found, key, owners))) for key, label in asked]
    return [
        {"label": f"{label} {count}", "url": f"?show={key}{day}", "here": key == show}
        for key, label, count in counted
        if count or not key
    ]
