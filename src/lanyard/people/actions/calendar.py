"""Changing a school's terms, closures and the times of its day (EXP4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

from django.db import models, transaction

from lanyard.kernel.refusals import Refused
from lanyard.people.models import Closure, DayPeriod, DayTimetable, School, Term, User
from lanyard.records import audit

audit.words.update(
    {
        "calendar:add-term": "Added a term",
        "calendar:remove-term": "Removed a term",
        "calendar:add-closure": "Added a closure",
        "calendar:remove-closure": "Removed a closure",
        "calendar:set-day": "Changed the times of the school day",
    }
)


@transaction.atomic
def add_term(*, school: School, name: str, start: date, end: date, by: User) -> Term:
    """Add a term, both days included. Raises `Refused` if it overlaps another."""
    _check_order(start, end)
    if _overlapping(Term, school, start, end):
        raise Refused("These days are already in another term.", "start")
    term = Term.objects.create(school=school, name=name, start=start, end=end)
    audit.record("calendar:add-term", by=by, about=term, place=school, detail={"start": start, "end": end})
    return term


@transaction.atomic
def remove_term(*, term: Term, by: User) -> None:
    """Take a term out of the calendar."""
    detail = {"start": term.start, "end": term.end}
    audit.record("calendar:remove-term", by=by, about=term, place=term.school, detail=detail)
    term.delete()


@transaction.atomic
def add_closure(*, school: School, kind: str, start: date, end: date, by: User) -> Closure:
    """Add days on which pupils don't come. Raises `Refused` if some are closed already."""
    _check_order(start, end)
    if _overlapping(Closure, school, start, end):
        raise Refused("Some of these days are already closed.", "start")
    closure = Closure.objects.create(school=school, kind=kind, start=start, end=end)
    detail = {"kind": kind, "start": start, "end": end}
    audit.record("calendar:add-closure", by=by, about=closure, place=school, detail=detail)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: User) -> None:
    """Take a closure out of the calendar."""
    detail = {"kind": closure.kind, "start": closure.start, "end": closure.end}
    audit.record("calendar:remove-closure", by=by, about=closure, place=closure.school, detail=detail)
    closure.delete()


@transaction.atomic
def set_day(
    *,
    school: School,
    year_groups: list[str],
    valid_from: date,
    starts: time,
    ends: time,
    periods: Iterable[tuple[str, time, time]],
    by: User,
) -> DayTimetable:
    """Say how the day goes for some year groups (none named: for all) from a day on. Raises `Refused`.

    The timetable that held for the same year groups ends the day before; one that began that day is replaced.
    """
    periods = sorted(periods, key=lambda period: period[1])
    _check_day(starts, ends, periods)
    earlier = [
        row for row in DayTimetable.objects.filter(school=school) if sorted(row.year_groups) == sorted(year_groups)
    ]
    for row in earlier:
        if row.valid_from >= valid_from:
            row.delete()
        elif row.valid_until is None or row.valid_until >= valid_from:
            row.valid_until = valid_from - timedelta(days=1)
            row.save(update_fields=["valid_until"])
    day = DayTimetable.objects.create(
        school=school, year_groups=year_groups, valid_from=valid_from, day_starts=starts, day_ends=ends
    )
    DayPeriod.objects.bulk_create(
        DayPeriod(timetable=day, kind=kind, starts=begin, ends=end) for kind, begin, end in periods
    )
    audit.record("calendar:set-day", by=by, about=day, place=school, detail={"from": valid_from})
    return day


def _check_order(start: date, end: date) -> None:
    if end < start:
        raise Refused("The last day can't be before the first day.", "end")


def _overlapping(model: type[models.Model], school: School, start: date, end: date) -> bool:
    return model._default_manager.filter(school=school, start__lte=end, end__gte=start).exists()


def _check_day(starts: time, ends: time, periods: list[tuple[str, time, time]]) -> None:
    if ends <= starts:
        raise Refused("The day must end after it starts.", "ends")
    before = starts
    for kind, begin, end in periods:
        if end <= begin:
            raise Refused(f"The {kind} must end after it starts.", f"{kind}_ends")
        if begin < before or end > ends:
            raise Refused(f"The {kind} must be within the school day and not overlap other periods.", f"{kind}_starts")
        before = end
