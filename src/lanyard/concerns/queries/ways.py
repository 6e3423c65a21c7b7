"""What a report needs to know of the school before it is kept: who is who, whom it is about, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from lanyard.concerns.kinds import KINDS, Kind
from lanyard.concerns.queries.everybody import Everybody, everybody_at
from lanyard.concerns.queries.graph import Register, register_of, with_staff
from lanyard.concerns.queries.spoken import WORDS, Texts, kept_out, named_in, spoken, texts_of, those
from lanyard.concerns.queries.suspected import Suspected, suspected
from lanyard.concerns.rules import routing
from lanyard.concerns.rules.spoken_of import Spoken
from lanyard.concerns.sent import Sent
from lanyard.people.calendar import SchoolCalendar
from lanyard.people.models import Person
from lanyard.people.queries import days_of

ANSWERED_BY_DSL = (routing.DSL, routing.DEPUTY)

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What a report needs to know of the school: who is who, whom it is about, and when somebody answers."""

    register: Register
    suspected: Suspected
    way: routing.Way[UUID]
    calendar: SchoolCalendar
    # Staff whom the words name without saying anything of them: they are found again if they come to hold a role.
    named: tuple[Person, ...] = ()
    # It went past those who are named for out of hours because of what the words say of somebody.
    past_on_call: bool = False


class Together:
    """What reports that came together share: each thing is asked for once, by its name and place."""

    def __init__(self) -> None:
        self._known: dict[tuple, Any] = {}

    def once(self, name: str, place: UUID, ask: Callable[[], T]) -> T:
        if (name, place) not in self._known:
            self._known[name, place] = ask()
        return self._known[name, place]


def look_up(sent: Sent, together: Together) -> Found:
    """Who is who at the school, whom the report is about, and its way."""
    today, person = timezone.localdate(), sent.signed_in.person if sent.signed_in else None
    if person is None:
        register = together.once("register", sent.school.pk, lambda: register_of(sent.school, today))
    else:
        register = register_of(sent.school, today, reporter=person)
    everybody = together.once("everybody", sent.school.pk, lambda: everybody_at(sent.school, today))
    meant = suspected(sent, everybody, register.graph.managers.get(person.pk, ()) if person else ())
    register = with_staff(register, [one for one, _ in (*meant.subjects, *meant.possible)], sent.school, today)
    way = first = routing.route(_asked(sent, KINDS[sent.type], meant, person), register.graph)
    texts = texts_of(sent.type, sent.account, sent.child_words, sent.answers)
    found = spoken(texts, everybody, more=register.people, but={person.pk} if person else ())
    while more := _words_keep_out(found, texts, register, everybody, way) - meant.ids:
        meant = meant.and_possibly(those(everybody, more), WORDS)
        register = with_staff(register, [one for one, _ in (*meant.subjects, *meant.possible)], sent.school, today)
        way = routing.route(_asked(sent, KINDS[sent.type], meant, person), register.graph)
    calendar = together.once("calendar", sent.school.pk, lambda: days_of(sent.school))
    named = those(everybody, named_in(texts, everybody))
    past = first.level in ANSWERED_BY_DSL and way.level not in ANSWERED_BY_DSL
    return Found(register, meant, way, calendar, tuple(named), past)


def _words_keep_out(
    found: Sequence[Spoken[UUID]], texts: Texts, register: Register, everybody: Everybody, way: routing.Way[UUID]
) -> set[UUID]:
    """Who is kept out by the words of a report that goes this way."""
    by_name = (
        {*way.told, *way.by_name, *everybody.on_call} if way.level in ANSWERED_BY_DSL else {*way.told, *way.by_name}
    )
    return kept_out(found, texts, register.graph, level=way.level, by_name=by_name) & everybody.people.keys()


def _asked(sent: Sent, kind: Kind, meant: Suspected, person: Person | None) -> routing.Report[UUID]:
    said = str(sent.answers.get("about", "")) if "about" in kind.asks else ""
    return routing.Report(
        group=kind.group,
        # Whom it may be about is kept out like whom it is about, and sets the level that decides.
        subjects=meant.ids,
        said=said if said in routing.SAID else "",
        tell_whom=str(sent.answers.get("tell_whom", "")),
        reporter=person.pk if person else None,
    )
