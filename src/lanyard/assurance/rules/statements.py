"""What a statement is worth on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lanyard.assurance.readings import Attention, Item, Reading, Status
from lanyard.kernel.years import academic_year

# A statement that is overdue for longer than this says nothing any more.
LAPSES_AFTER = timedelta(days=60)


def last_day_of_statement(day: date) -> date:
    """The last day of the academic year of a statement; one made on 31 August is for the next year."""
    return academic_year(day + timedelta(days=1)).last_day


@dataclass(frozen=True)
class Stated:
    """A person's latest statement by a day. `about` are the items that it finds wanting, none for all of them.

    `words_changed` says that the clause's words are others now than those it was made on.
    """

    answer: str
    made_on: date
    next_due: date
    about: tuple[str, ...] = ()
    words_changed: bool = False


def attested_reading(
    *,
    answer: str | None,
    role_name: str,
    made_on: date | None,
    next_due: date | None,
    on: date,
    url: Callable[[], str],
    words_changed: bool = False,
) -> Reading:
    """What a person's latest statement is worth on a day (clauses that no control can read).

    No statement, one overdue for more than 60 days, or one on other words is "not yet measured". One that is overdue
    needs attention; every statement ends with the school year. A statement that the clause is not kept stays so until
    the next one. `url` answers where it is stated; it is called only where somebody has to.
    """
    until = min(next_due, last_day_of_statement(made_on)) if made_on and next_due else None
    if answer == "kept" and made_on and until and on <= until and not words_changed:
        return Reading(Status.ATTESTED, f"Stated by the {role_name} on {_day(made_on)}; next {_day(until)}")
    ask = Attention(f"{role_name} to make a statement", url=url(), who=role_name, due=until)
    # Who has not stated anything, or not in time, lacks the same for all of their clauses.
    late = replace(ask, cause=f"statement:{role_name}", missing=f"{role_name} has statements to make")
    if answer is None or made_on is None or until is None:
        return Reading(Status.NOT_MEASURED, "No statement has been made yet", attention=(late,))
    day = _day(made_on)
    if answer == "not_kept":
        return Reading(Status.NOT_KEPT, f"{role_name} stated on {day} that this is not kept", attention=(ask,))
    if words_changed or on > until + LAPSES_AFTER:
        why = f"Stated on {day}; the words have changed since"
        says = why if words_changed else f"Last stated on {day}, too long ago to rely on"
        return Reading(Status.NOT_MEASURED, says, attention=(late,))
    if on > until:
        return Reading(Status.NEEDS_ATTENTION, f"Stated on {day}; a new statement was due", attention=(late,))
    return Reading(Status.NEEDS_ATTENTION, f"Partly kept, stated on {day}", attention=(ask,))


def stated_reading(
    stated: Stated | None, names: Iterable[tuple[str, str]], *, role_name: str, on: date, url: Callable[[], str]
) -> Reading:
    """The same with an item for each of several things that the clause ID asks for: those that a statement finds
    wanting, and the others, which it says are kept."""

    def worth(answer: str | None) -> Reading:
        made_on, next_due = (stated.made_on, stated.next_due) if stated else (None, None)
        return attested_reading(
            answer=answer, role_name=role_name, made_on=made_on, next_due=next_due, on=on, url=url,
            words_changed=stated is not None and stated.words_changed,
        )  # fmt: skip

    def answer_on(key: str) -> str | None:
        spared = stated and stated.about and key not in stated.about
        return "kept" if spared else stated.answer if stated else None

    items = tuple(Item(key, name, worth(answer_on(key))) for key, name in names)
    return replace(worth(stated.answer if stated else None), items=items)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
