"""Who hears of a concern, who may see it, and who is told next when nobody answers (EXP7, COM3, CHI7, BRE1, BRE5).

One table and one pure function. Whoever the concern is about, and whoever is in conflict with it, is never told, never
sees it and is never next: at each level such people are taken out, and a level at which nobody is left is passed over
for the next one up. Time and the register come as arguments; `Id` is whatever tells people apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Id = TypeVar("Id")

LINE_MANAGER, DSL, DEPUTY, HEAD = "line_manager", "dsl", "deputy_dsl", "headteacher"
CHAIR, TRUSTEES = "chair_of_governors", "chair_of_trustees"
DATA, EXECUTIVE = "data_protection_lead", "executive_headteacher"

# From the first who can hold a concern to the last. A level further on is never below one before it.
LADDERS: Mapping[str, tuple[str, ...]] = {
    "safeguarding": (DSL, DEPUTY, HEAD, CHAIR, TRUSTEES),
    "staff": (HEAD, CHAIR, TRUSTEES),
    "contact": (LINE_MANAGER, DSL, DEPUTY, HEAD, CHAIR, TRUSTEES),
    "myself": (HEAD, CHAIR, TRUSTEES),
    "data": (DATA, EXECUTIVE, TRUSTEES),
    "complaint": (HEAD, CHAIR, TRUSTEES),
    # Never through the line it is about: no leader of the school or the trust is on this ladder.
    "whistleblowing": (CHAIR, TRUSTEES),
    "other": (HEAD, CHAIR, TRUSTEES),
    # What staff declare of their contacts (COM4): decided by leaders, not by governors.
    "disclosure": (HEAD, EXECUTIVE, TRUSTEES),
}
# When nobody up the ladder is left: beside it, and the reporter is told whom to ring outside.
LAST_RESORT: Mapping[str, tuple[str, ...]] = {"whistleblowing": (CHAIR,)}
_USUAL_LAST_RESORT = (CHAIR, EXECUTIVE)
# The line that whistleblowing never goes through, also where one of them is a chair besides or stands in for one.
LINE = (LINE_MANAGER, DSL, DEPUTY, "leadership", HEAD, EXECUTIVE)

# Whose holders read what is held at a level. Others at the level's school or trust do not.
VIEWERS: Mapping[str, tuple[str, ...]] = {
    LINE_MANAGER: (),
    DSL: (DSL, DEPUTY),
    DEPUTY: (DSL, DEPUTY),
    HEAD: (HEAD,),
    CHAIR: (CHAIR,),
    TRUSTEES: (TRUSTEES,),
    DATA: (DATA,),
    EXECUTIVE: (EXECUTIVE,),
}

# The lowest level that may hold a concern about somebody with this role. Being staff without a role is "staff".
FLOORS: Mapping[str, str] = {
    "staff": HEAD,
    LINE_MANAGER: HEAD,
    DSL: HEAD,
    DEPUTY: HEAD,
    "leadership": HEAD,
    "channel_operator": HEAD,
    "moderator": HEAD,
    "it_lead": HEAD,
    HEAD: CHAIR,
    "governor": CHAIR,
    CHAIR: TRUSTEES,
    DATA: TRUSTEES,
    EXECUTIVE: TRUSTEES,
    "trust_administrator": TRUSTEES,
    TRUSTEES: "",
}
# How high a level is; "" is above all of them. Only levels at or above the floor of every subject may hold it.
_HEIGHT = {LINE_MANAGER: 0, DSL: 1, DEPUTY: 1, DATA: 2, HEAD: 2, CHAIR: 3, EXECUTIVE: 3, TRUSTEES: 4, "": 5}

# What a reporter can say of the person without naming anybody: the roles whose holders may then be meant.
SAID: Mapping[str, tuple[str, ...]] = {
    "safeguarding": (DSL, DEPUTY),
    "headteacher": (HEAD,),
    "governor": ("governor",),
    "chair_of_governors": (CHAIR,),
    "trust": (EXECUTIVE, "trust_administrator", DATA),
    "chair_of_trustees": (TRUSTEES,),
    "staff": ("staff",),
}


@dataclass(frozen=True)
class Graph(Generic[Id]):
    """Who could act at a school today.

    `holders` are the people of each role, those of the trust among them; `covers` those standing in for (role, holder),
    which says that the holder is absent; `managers` the line managers of each person. The access of the `suspended` is
    taken away: they act in nothing, and what they hold still says who may not hear of them.
    """

    holders: Mapping[str, Sequence[Id]] = field(default_factory=dict)
    covers: Mapping[tuple[str, Id], Sequence[Id]] = field(default_factory=dict)
    managers: Mapping[Id, Sequence[Id]] = field(default_factory=dict)
    suspended: Collection[Id] = frozenset()

    def roles_of(self, person: Id) -> set[str]:
        """The roles the person holds or stands in for."""
        held = {role for role, people in self.holders.items() if person in people}
        return held | {role for (role, _), people in self.covers.items() if person in people}

    def acting(self, role: str) -> list[Id]:
        """Who acts in the role: its holders, or those standing in for a holder who is absent."""
        found: list[Id] = []
        for holder in self.holders.get(role, ()):
            found += self.covers.get((role, holder)) or [holder]
        return [person for person in dict.fromkeys(found) if person not in self.suspended]

    def everybody(self, role: str) -> set[Id]:
        """Who holds the role, absent or not, and who stands in for a holder."""
        standing_in = {person for (covered, _), people in self.covers.items() if covered == role for person in people}
        return set(self.holders.get(role, ())) | standing_in


@dataclass(frozen=True)
class Report(Generic[Id]):
    """What routing has to know of a report.

    `group` is the kind's; `subjects` are people on the register whom it is, or may be, about; `said` is what the
    reporter said of them; `conflicted` are others who must not handle it; `tell_whom` is the level the reporter chose
    (contact received); `reporter` is a person on the register, or None.
    """

    group: str
    subjects: frozenset[Id] = frozenset()
    said: str = ""
    conflicted: frozenset[Id] = frozenset()
    tell_whom: str = ""
    reporter: Id | None = None


@dataclass(frozen=True)
class Way(Generic[Id]):
    """Where a report goes.

    `level` holds it ("" when nobody inside can); `told` are told now; `sees` are the roles whose holders may read it,
    `by_name` the people who may without one; `next_levels` are told in turn when nobody answers. `shut_out` are the
    people who can never see it. `passed_up` says that the level it would have gone to had nobody; `outside` that
    outside bodies must be named to the reporter because nobody above is left.
    """

    level: str
    told: tuple[Id, ...]
    sees: tuple[str, ...]
    by_name: tuple[Id, ...]
    next_levels: tuple[str, ...]
    shut_out: frozenset[Id]
    passed_up: bool
    outside: bool


def route(report: Report[Id], graph: Graph[Id]) -> Way[Id]:
    """The way of a report: see the module."""
    out = shut_out(report, graph)
    ladder = levels_for(report, graph, out)
    asked = _asked(report)
    # Somebody who is away is better than nobody, but comes after everybody who is there.
    for acting in (eligible, _absent):
        for place, level in enumerate(ladder):
            if told := acting(level, report, graph, out):
                passed_up = level != asked if asked in ladder else _height(level) > _height(ladder[0])
                return _way(level, told, ladder[place + 1 :], out, passed_up=passed_up, outside=False)
        for level in last_resort(report):
            if told := acting(level, report, graph, out):
                return _way(level, told, (), out, passed_up=True, outside=True)
    return Way("", (), (), (), (), out, passed_up=True, outside=True)


def way_up(report: Report[Id], graph: Graph[Id], level: str, by_name: Collection[Id] = ()) -> Way[Id] | None:
    """Where a concern goes from the level that holds it when more people are shut out; None while it can stay there.

    It never goes down. `by_name` are those who hold it at a level that nobody holds by role.
    """
    out = shut_out(report, graph)
    allowed = levels_for(report, graph, out)
    left = set(by_name) - out if level == LINE_MANAGER else eligible(level, report, graph, out) if level else ()
    if not level or (level in allowed and left):
        return None
    ladder = LADDERS[report.group]
    place = ladder.index(level) if level in ladder else -1
    higher = [one for one in allowed if ladder.index(one) > place and _height(one) >= _height(level)]
    for number, one in enumerate(higher):
        if told := eligible(one, report, graph, out):
            return _way(one, told, tuple(higher[number + 1 :]), out, passed_up=True, outside=False)
    for one in LAST_RESORT.get(report.group, _USUAL_LAST_RESORT):
        if told := eligible(one, report, graph, out):
            return _way(one, told, (), out, passed_up=True, outside=True) if one != level else None
    return Way("", (), (), (), (), out, passed_up=True, outside=True)


def anybody_but(report: Report[Id], graph: Graph[Id], person: Id) -> bool:
    """Whether anybody besides this person could ever hold it: at a level of its ladder, or beside it."""
    shut = shut_out(report, graph)
    out = {*shut, person}
    levels = (*levels_for(report, graph, shut), *LAST_RESORT.get(report.group, _USUAL_LAST_RESORT))
    return any(eligible(level, report, graph, out) for level in levels if level != LINE_MANAGER)


def shut_out(report: Report[Id], graph: Graph[Id]) -> frozenset[Id]:
    """Everybody who can never see it: those it is about, those it may be about, and those in conflict.

    Where the reporter says "the Headteacher", that is everybody who holds the role or stands in for a holder. Of
    whistleblowing, those of the line are shut out who would otherwise hold it, because they hold another role besides.
    """
    return frozenset(meant(report, graph) | report.conflicted | _line(report, graph))


def meant(report: Report[Id], graph: Graph[Id]) -> set[Id]:
    """Those it is, or may be, about."""
    said = {person for role in SAID.get(report.said, ()) if role != "staff" for person in graph.everybody(role)}
    own = {report.reporter} if report.group == "myself" and report.reporter is not None else set()
    return set(report.subjects) | said | own


def levels_for(report: Report[Id], graph: Graph[Id], out: Collection[Id]) -> tuple[str, ...]:
    """The levels that may hold it, in order: those of its ladder that are not below anybody it is about."""
    floor = floor_of(report, graph, out)
    ladder = LADDERS[report.group]
    if report.group == "contact" and report.tell_whom in ladder:
        ladder = ladder[ladder.index(report.tell_whom) :]
    return tuple(level for level in ladder if _height(level) >= floor)


def floor_of(report: Report[Id], graph: Graph[Id], out: Collection[Id]) -> int:
    """How high a level has to be to hold it."""
    return max((_height(FLOORS[role]) for role in _subject_roles(report, graph, out) if role in FLOORS), default=0)


def height_of(person: Id, graph: Graph[Id]) -> int:
    """How high the highest role is that the person holds or stands in for."""
    return max((_HEIGHT[role] for role in graph.roles_of(person) if role in _HEIGHT), default=0)


def levels_after(level: str, report: Report[Id], graph: Graph[Id]) -> tuple[str, ...]:
    """The levels that are told in turn of what is held at `level` now and nobody answers: none that is, or has since
    become, too low for anybody it is about."""
    ladder, allowed = LADDERS[report.group], levels_for(report, graph, shut_out(report, graph))
    # The level itself may have become too low, when somebody it is about was given a role: those above are told still.
    return tuple(one for one in ladder[ladder.index(level) + 1 :] if one in allowed) if level in ladder else ()


def last_resort(report: Report[Id]) -> tuple[str, ...]:
    """The levels beside the ladder, for when nobody up the ladder is left."""
    return LAST_RESORT.get(report.group, _USUAL_LAST_RESORT)


def eligible(level: str, report: Report[Id], graph: Graph[Id], out: Collection[Id]) -> tuple[Id, ...]:
    """Who acts at the level and may: never anybody shut out, and never the reporter's own self as manager."""
    acting: Iterable[Id] = () if level == LINE_MANAGER else graph.acting(level)
    if level == LINE_MANAGER and report.reporter is not None:
        acting = graph.managers.get(report.reporter, ())
        out = {*out, report.reporter}
    return tuple(person for person in acting if person not in out)


def _absent(level: str, report: Report[Id], graph: Graph[Id], out: Collection[Id]) -> tuple[Id, ...]:
    """Those who hold the level, are away, and whose stand-ins may not."""
    out = {*out, *graph.suspended}
    return tuple(person for person in graph.holders.get(level, ()) if level != LINE_MANAGER and person not in out)


def _line(report: Report[Id], graph: Graph[Id]) -> set[Id]:
    if report.group != "whistleblowing":
        return set()
    could_hold = {person for level in LADDERS[report.group] for person in graph.everybody(level)}
    return could_hold & {person for role in LINE for person in graph.everybody(role)}


def _way(
    level: str, told: tuple[Id, ...], later: tuple[str, ...], out: frozenset[Id], *, passed_up: bool, outside: bool
) -> Way[Id]:
    by_name = told if level == LINE_MANAGER else ()
    return Way(level, told, VIEWERS[level], by_name, later, out, passed_up, outside)


def _asked(report: Report[Id]) -> str:
    if report.group == "contact" and report.tell_whom:
        return report.tell_whom
    return LADDERS[report.group][0]


def _subject_roles(report: Report[Id], graph: Graph[Id], out: Collection[Id]) -> set[str]:
    roles = set(SAID.get(report.said, ()))
    # Those who are only in conflict, or of the line, are taken out by name; those it is about also set the level.
    for person in meant(report, graph).intersection(out):
        roles |= graph.roles_of(person)
    return roles


def is_lower(level: str, other: str) -> bool:
    """Whether the level is below the other one."""
    return _height(level) < _height(other)


def _height(level: str) -> int:
    return _HEIGHT[level]
