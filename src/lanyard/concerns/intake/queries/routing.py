"""What a report needs to know of the school before it is kept: who is who, whom it is about, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.queries.everybody import Everybody, everybody_at, known
from lanyard.concerns.core.queries.spoken import WORDS, kept_out, named_in, people_for, spoken, texts_of
from lanyard.concerns.core.queries.suspected import Suspected, suspected
from lanyard.concerns.core.report_input import ReportInput, Struck
from lanyard.concerns.core.rules import answers, hearing
from lanyard.concerns.intake.rules.asking import kept_out_by
from lanyard.people import naming
from lanyard.people.calendar import SchoolCalendar
from lanyard.people.models import Person
from lanyard.people.queries import days_of
from lanyard.people.queries.routing import Register, register_of, with_staff
from lanyard.people.rules import routing

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What a report needs to know of the school: who is who, whom it is about, and when somebody answers.

    `beside` are those who deal with its type, where a child at risk takes it to somebody else.
    """

    effect: answers.Effect
    register: Register
    suspected: Suspected
    asked: routing.Report[UUID]
    way: routing.Way[UUID]
    beside: tuple[UUID, ...]
    calendar: SchoolCalendar
    # Staff whom the words may name: they are found again if they come to hold a role.
    named: tuple[Person, ...] = ()


class BatchCache:
    """What reports that came together share: each thing is asked for once, by its name and place."""

    def __init__(self) -> None:
        self._known: dict[tuple, Any] = {}

    def once(self, name: str, place: UUID, ask: Callable[[], T]) -> T:
        if (name, place) not in self._known:
            self._known[name, place] = ask()
        return self._known[name, place]


def look_up(sent: ReportInput, cache: BatchCache) -> Found:
    """Who is who at the school, whom the report is about, and its way."""
    today, person = timezone.localdate(), sent.signed_in.person if sent.signed_in else None
    if person is None:
        register = cache.once("register", sent.school.pk, lambda: register_of(sent.school, today))
    else:
        register = register_of(sent.school, today, reporter=person)
    everybody = cache.once("everybody", sent.school.pk, lambda: everybody_at(sent.school, today))
    struck = struck_out(sent.struck, register, everybody)
    register = replace(register, people={**register.people, **struck})
    meant = suspected(sent, everybody, register.graph.managers.get(person.pk, ()) if person else ())
    effect, group = _effect(sent), str(KINDS[sent.type].group)
    texts = texts_of(sent.type, sent.account, sent.child_words, sent.answers)
    said = spoken(texts, everybody, more=register.people, but={person.pk} if person else ())
    more: set[UUID] = set()
    while True:
        meant = meant.and_possibly(people_for(everybody, more), WORDS)
        register = with_staff(register, [one for one, _ in (*meant.subjects, *meant.possible)], sent.school, today)
        asked = replace(_asked(sent, effect, meant, person), conflicted=frozenset(struck))
        way = routing.route(asked, register.graph)
        own = routing.route(replace(asked, group=group), register.graph)
        # Who is dealing with its type may read it besides, and who is named for out of hours may be told.
        by_name = {*way.told, *own.told, *everybody.on_call}
        groups, graph = {asked.group, group}, register.graph
        more = kept_out(said, groups, graph, of_adults=texts.of_adults, level=way.level, by_name=by_name)
        more = more & everybody.people.keys() - meant.ids
        if not more:
            break
    keeps_own = answers.has_own_line_beside(group, effect.child_at_risk)
    beside = hearing.own_line(group, asked, register.graph, way) if keeps_own else ()
    calendar = cache.once("calendar", sent.school.pk, lambda: days_of(sent.school))
    named = tuple(people_for(everybody, named_in(texts, everybody)))
    return Found(effect, register, meant, asked, way, beside, calendar, named)


def struck_out(struck: Struck, register: Register, everybody: Everybody) -> dict[UUID, Person]:
    """Whom the reporter does not want to read it, as things are now: with who stands in for them, and with any other
    record on the register that looks like one of them."""
    if not struck:
        return {}
    own = {person.pk: person for person in struck.people}
    out = kept_out_by(own.keys(), struck.roles, register.graph, everybody.on_call)
    found = {**own, **{pk: person for pk, person in (everybody.people | register.people).items() if pk in out}}
    twins = [
        pk for pk in everybody.acting - found.keys()
        if any(naming.looks_like(known(one), known(everybody.people[pk])) for one in struck.people)
    ]  # fmt: skip
    return {**found, **{pk: everybody.people[pk] for pk in twins}}


def _effect(sent: ReportInput) -> answers.Effect:
    """What the answers change; what is said of a child counts also where the type doesn't ask."""
    asks = {*KINDS[sent.type].asks, "danger", "child_at_risk"}
    given = {key: value for key, value in sent.answers.items() if key in asks}
    return answers.read(given, from_child=sent.route == Route.CHILD)


def _asked(sent: ReportInput, effect: answers.Effect, meant: Suspected, person: Person | None) -> routing.Report[UUID]:
    return routing.Report(
        group=answers.line_of(str(KINDS[sent.type].group), effect.child_at_risk),
        # Whom it may be about is kept out like whom it is about, and sets the level that decides.
        subjects=meant.ids,
        said=effect.said,
        tell_whom=effect.tell_whom,
        reporter=person.pk if person else None,
    )
