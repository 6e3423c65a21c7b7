"""Pure decisions of assurance: what a statement is worth on a day, and how readings become rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from lanyard.assurance.readings import Attention, Reading, Status

# A statement that is overdue for longer than this says nothing any more.
LAPSES_AFTER = timedelta(days=60)


def attested_reading(
    *, answer: str | None, role_name: str, made_on: date | None, next_due: date | None, on: date, url: Callable[[], str]
) -> Reading:
    """What a person's latest statement is worth on a day (clauses that no control can read).

    No statement, or one overdue for more than 60 days, is "not yet measured". One that is overdue needs attention. A
    statement that the clause is not kept stays so until the next one. `url` answers where it is stated; it is called
    only where somebody has to.
    """
    if answer == "kept" and made_on and next_due and on <= next_due:
        return Reading(Status.ATTESTED, f"Stated by the {role_name} on {_day(made_on)}; next {_day(next_due)}")
    ask = Attention(f"{role_name} to state how it stands", url=url(), who=role_name, due=next_due)
    if answer is None or made_on is None or next_due is None:
        return Reading(Status.NOT_MEASURED, "Nobody has stated yet how this stands", attention=(ask,))
    if answer == "not_kept":
        return Reading(
            Status.NOT_KEPT, f"{role_name} stated on {_day(made_on)} that this is not kept", attention=(ask,)
        )
    if on > next_due + LAPSES_AFTER:
        return Reading(
            Status.NOT_MEASURED, f"Last stated on {_day(made_on)}, too long ago to rely on", attention=(ask,)
        )
    if on > next_due:
        return Reading(Status.NEEDS_ATTENTION, f"Stated on {_day(made_on)}; a new statement was due", attention=(ask,))
    return Reading(Status.NEEDS_ATTENTION, f"Partly kept, stated on {_day(made_on)}", attention=(ask,))


def share_status(done: int, total: int, *, attention_from: float) -> Status:
    """Kept when all is done; attention from the given share on (0..1); not kept below it or when there is nothing."""
    if total == 0:
        return Status.NOT_KEPT
    if done >= total:
        return Status.KEPT
    return Status.NEEDS_ATTENTION if done / total >= attention_from else Status.NOT_KEPT


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
