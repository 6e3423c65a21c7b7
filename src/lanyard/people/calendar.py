"""A school's calendar as a value: which days pupils come, and which part of the day a moment is in (EXP4, CHI1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lanyard.people.rules.working_time import (
    NoOpenDay,
    Part,
    SchoolDay,
    is_working_day,
    next_open_day,
    on_wall_clock,
    part_of_day,
    strictest,
)


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Timetable:
    """The times of the day for some year groups (none named: for all) while it is valid; no end means still."""

    day: SchoolDay
    valid_from: date
    valid_until: date | None = None
    year_groups: tuple[str, ...] = ()

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class SchoolCalendar:
    """Terms, closures and timetables of one school."""

    terms: Sequence[Span] = ()
    closures: Sequence[Span] = ()
    timetables: Sequence[Timetable] = ()

    def is_school_day(self, day: date) -> bool:
        """Whether pupils come: a weekday of a term that is neither a bank holiday nor a closure (INSET included)."""
        return (
            any(day in term for term in self.terms)
            and is_working_day(day)
            and not any(day in closure for closure in self.closures)
        )

    def next_school_day(self, day: date) -> date | None:
        """The first school day after `day`; None when no later term is known."""
        try:
            return next_open_day(day, self.is_school_day)
        except NoOpenDay:
            return None

    def part_of_day(self, moment: datetime, year_group: str = "") -> Part:
        """Which part of the day it is for a year group, or for the school as a whole (staff) when none is given.

        A school day without a timetable counts as lesson time throughout: nothing opens because something is missing.
        Raises ValueError for a time without a timezone.
        """
        day = on_wall_clock(moment).date()
        if not self.is_school_day(day):
            return Part.CLOSED
        days = self.days_for(day, year_group)
        return strictest(part_of_day(moment, times) for times in days) if days else Part.LESSON

    def days_for(self, on: date, year_group: str = "") -> list[SchoolDay]:
        """The times that hold that day: the year group's own before those for everybody, the newest of them.

        For the school as a whole, that is one for everybody; if there is none, those of all the year groups.
        """
        valid = sorted((t for t in self.timetables if t.is_valid(on)), key=lambda t: t.valid_from, reverse=True)
        own = [t.day for t in valid if year_group and year_group in t.year_groups]
        general = [t.day for t in valid if not t.year_groups]
        if own or general:
            return (own or general)[:1]
        return [] if year_group else [t.day for t in valid]
