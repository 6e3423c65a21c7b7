"""Who hears of a child at risk beside those of the ladder (EXP7, CHI7, BRE5): who is named for out of hours, and who
deals with what else the concern is. Pure, as `routing` is.
"""

from __future__ import annotations

from dataclasses import replace

from lanyard.people.rules.routing import (
    HEAD,
    LINE,
    Graph,
    Id,
    Report,
    Way,
    floor_of,
    height_of,
    levels_for,
    meant,
    route,
    shut_out,
)


def may_hear(person: Id, report: Report[Id], graph: Graph[Id]) -> bool:
    """Whether somebody may hear of it out of hours who does not hold it.

    Never who is shut out, and of whistleblowing nobody of the line. What is about a colleague they hear only where it
    is known who that is, so that it can't be themselves; what is about anybody higher, only who is as high.
    """
    out = shut_out(report, graph)
    if person in out or (report.group == "whistleblowing" and graph.roles_of(person) & set(LINE)):
        return False
    floor = floor_of(report, graph, out)
    known = bool(meant(report, graph)) and HEAD in levels_for(replace(report, group="staff"), graph, out)
    return height_of(person, graph) >= floor or known


def own_line(group: str, report: Report[Id], graph: Graph[Id], way: Way[Id]) -> tuple[Id, ...]:
    """Who would be told first of a concern of this group, of those whom `way` does not tell."""
    own = route(replace(report, group=group), graph)
    return () if own.outside else tuple(person for person in own.told if person not in way.told)
