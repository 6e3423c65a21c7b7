"""Years as schools and policies count them: academic years, and a year or some months from a day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class AcademicYear:
    """1 September of the year `start` to 31 August of the next."""

    start: int

    @property
    def first_day(self) -> date:
        return date(self.start, 9, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 8, 31)

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"


def academic_year(day: date) -> AcademicYear:
    """The academic year a day is in."""
    return AcademicYear(day.year if day.month >= 9 else day.year - 1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later. Where that month is shorter, its last day counts as the same day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February. A year that begins on the day ends the day before."""
    return months_later(day, 12)
