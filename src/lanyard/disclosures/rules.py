"""How a declaration goes from step to step, by when, and who decides (COM2, COM4). Time and the register are arguments.

Who decides is routing's answer (`concerns.rules.routing`, the ladder "disclosure"), with those who declare as subjects:
nobody decides their own, nor one that they make together with somebody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from lanyard.kernel.refusals import Refused
from lanyard.people.rules import routing
from lanyard.people.rules.routing import Graph, Id, Way
from lanyard.people.rules.working_time import add_working_days

WAITING = ("declared", "discussing")
# The contact goes on with leave; it is looked at again every year.
HOLDS = ("accepted", "conditions")
DECISIONS = (*HOLDS, "not_accepted")
PAST = ("ended", "withdrawn")

# State -> the states that may follow. Renewing one that holds makes it wait for a decision again, and so does whoever
# decides by looking at it again. What was not accepted can't be withdrawn: it ends when the person says that the
# contact has ended.
STEPS: Mapping[str, frozenset[str]] = {
    "declared": frozenset({"discussing", *DECISIONS, "withdrawn"}),
    "discussing": frozenset({"discussing", *DECISIONS, "withdrawn"}),
    "accepted": frozenset({"declared", "discussing", "withdrawn"}),
    "conditions": frozenset({"declared", "discussing", "withdrawn"}),
    "not_accepted": frozenset({"discussing", "ended"}),
    "ended": frozenset(),
    "withdrawn": frozenset(),
}

# COM4 gives no length. Two working weeks leave time to talk, and somebody who asks is not left alone with it. Working
# days, not school days: a contact goes on in the holidays too.
DAYS_TO_DECIDE = 10
# COM4: renewed every year.
YEAR = timedelta(days=365)
# The person is asked to renew so long before.
ASKED_BEFORE = timedelta(days=14)
OLDEST_YEAR = 1930
_GROUP = "disclosure"


def check_step(now: str, then: str) -> None:
    """Raises `Refused` if a declaration can't go from one state to the other."""
    if then not in STEPS[now]:
        raise Refused(_WHY.get(now, "You can’t do this now: the declaration has changed. Check what changed."))


_WHY = {
    "not_accepted": "This was not accepted. Confirm that the contact has ended, or make a new declaration.",
    "ended": "This has ended. If there is contact again, make a new declaration.",
    "withdrawn": "This was withdrawn. If there is contact again, make a new declaration.",
}


def decide_by(declared: date) -> date:
    """The last day on which a decision on it is in time."""
    return add_working_days(declared, DAYS_TO_DECIDE)


def check_review(day: date, today: date) -> None:
    """Raises `Refused` for a review day that is not ahead, or more than a year ahead."""
    if not today < day <= today + YEAR:
        last = today + YEAR
        raise Refused(f"Enter a day after today, up to {last:%-d %B %Y}: a year from now", "review_on")


def check_conditions(
    decision: str, conditions: Collection[tuple[str, date | None]], review_on: date, today: date
) -> None:
    """Raises `Refused` where a decision and its conditions don't fit each other, or a day is past or too late."""
    if decision == "conditions" and not conditions:
        raise Refused("Write at least one condition, or select “Accepted”", "condition_1")
    if decision != "conditions" and conditions:
        raise Refused("You wrote conditions below. Select “Accepted with conditions”, or clear them", "decision")
    for number, (_, due) in enumerate(conditions, 1):
        if due is not None and not today <= due <= review_on:
            raise Refused("Enter a date from today to the review, or leave it empty", f"due_{number}")


def read_since(text: str, today: date) -> str:
    """A year ("2015") or a day ("2015-09-01") from what somebody wrote. Raises `Refused` for anything else."""
    day = _as_day(text.strip())
    if day is None or day.year < OLDEST_YEAR or day > today:
        raise Refused("Enter a year, such as 2015, or a date, such as 24/11/2015, that is not ahead", "since")
    return str(day.year) if len(text.strip()) == 4 else day.isoformat()


def _as_day(text: str) -> date | None:
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 1 and len(text) == 4:
            return date(numbers[0], 1, 1)
        if len(numbers) == 3:
            year_first = len(parts[0]) == 4
            return date(*numbers) if year_first else date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return None
    return None


def way_of(declarers: Collection[Id], graph: Graph[Id]) -> Way[Id]:
    """Who decides on what these people declare: the headteacher, unless it is theirs or above them."""
    return routing.route(routing.Report(_GROUP, frozenset(declarers)), graph)


def way_up(level: str, declarers: Collection[Id], graph: Graph[Id]) -> Way[Id] | None:
    """Where it goes from the level that has it, when nobody there may decide; None while it can stay. Never down."""
    if not level:
        way = way_of(declarers, graph)
        return way if way.level else None
    return routing.way_up(routing.Report(_GROUP, frozenset(declarers)), graph, level)


def deciders(level: str, declarers: Collection[Id], graph: Graph[Id]) -> tuple[Id, ...]:
    """Who decides at the level today, whoever stands in among them; those who are away where nobody else is there."""
    if not level:
        return ()
    report = routing.Report(_GROUP, frozenset(declarers))
    there = routing.eligible(level, report, graph, report.subjects)
    return there or tuple(one for one in graph.holders.get(level, ()) if one not in report.subjects)
