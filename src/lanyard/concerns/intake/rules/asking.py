"""Who is shown to a reporter as the readers of a report, before it is sent, and whom a box that they tick keeps out.

Only what anybody may know is shown: who holds the roles that a school's website names. All others are shown by their
role alone. Pure, as `routing` is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Generic

from lanyard.concerns.core.rules.answers import TABLE
from lanyard.concerns.core.rules.hearing import own_line
from lanyard.people.rules.routing import (
    CHAIR,
    DEPUTY,
    DSL,
    EXECUTIVE,
    HEAD,
    LINE_MANAGER,
    TRUSTEES,
    VIEWERS,
    Graph,
    Id,
    Report,
    Way,
    route,
)

# Whose holders are public anyway: schools publish who they are.
PUBLIC = (HEAD, DSL, DEPUTY, CHAIR, TRUSTEES, EXECUTIVE)
# No role of the register: who is named for out of hours.
ON_CALL = "on_call"


@dataclass(frozen=True, slots=True)
class Shown(Generic[Id]):
    """One of the readers: a person in a public role, or everybody in a role (`id` None)."""

    role: str
    id: Id | None = None


def readers(report: Report[Id], group: str, graph: Graph[Id], *, quick: bool) -> tuple[Shown[Id], ...]:
    """Who would read it first, each once. `group` is that of its type, whose own line may hear of it beside.

    While nobody has been chosen of contact that was received, it is whoever may be.
    """
    asked = [report]
    if report.group == "contact" and not report.tell_whom:
        asked = [replace(report, tell_whom=level) for level in TABLE["tell_whom"]]
    found: dict[object, Shown[Id]] = {}
    for one in asked:
        for shown in _first(one, group, graph):
            found.setdefault(shown.id or shown.role, shown)
    if quick:
        found.setdefault(ON_CALL, Shown(ON_CALL))
    return tuple(found.values())


def kept_out_by(
    people: Collection[Id], roles: Iterable[str], graph: Graph[Id], on_call: Iterable[Id] = ()
) -> frozenset[Id]:
    """Everybody whom the ticked boxes keep out: these people with those who stand in for them, and all who hold one of
    these roles or stand in for a holder."""
    found = {*people}
    for (_, holder), stand_ins in graph.covers.items():
        if holder in people:
            found |= set(stand_ins)
    for role in roles:
        if role == ON_CALL:
            found |= set(on_call)
        elif role == LINE_MANAGER:
            found |= {manager for managers in graph.managers.values() for manager in managers}
        else:
            found |= graph.everybody(role)
    return frozenset(found)


def _first(report: Report[Id], group: str, graph: Graph[Id]) -> Iterable[Shown[Id]]:
    way = route(report, graph)
    yield from _at(way, graph, None)
    if group == report.group:
        return
    beside = own_line(group, report, graph, way)
    if beside:
        yield from _at(route(replace(report, group=group), graph), graph, beside)


def _at(way: Way[Id], graph: Graph[Id], only: Collection[Id] | None) -> Iterable[Shown[Id]]:
    """Who reads what goes this way; of them only these."""
    if way.level == LINE_MANAGER:
        yield Shown(LINE_MANAGER)
    for role in VIEWERS.get(way.level, ()):
        may = {p for p in graph.everybody(role) if p not in way.shut_out and p not in graph.suspended}
        may = may if only is None else may & set(only)
        holders = [p for p in graph.holders.get(role, ()) if p in may]
        if role in PUBLIC and holders:
            yield from (Shown(role, person) for person in holders)
        elif may:
            # Who stands in is nobody whom a website names.
            yield Shown(role)
