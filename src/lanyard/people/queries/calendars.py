"""School calendars, read for one school or for all in four queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lanyard.kernel.years import academic_year
from lanyard.people.calendar import SchoolCalendar, Span, Timetable
from lanyard.people.models import Closure, DayPeriod, DayTimetable, School, Term
from lanyard.people.rules.working_time import Part, Period, SchoolDay, bank_holidays, is_weekend


def calendars(schools: QuerySet[School]) -> dict[UUID, SchoolCalendar]:
    """The calendar of each of the schools, by the school's id; a school without one has an empty one."""
    ids = list(schools.order_by().values_list("pk", flat=True))
    at = schools.order_by().values("pk")
    terms, closures = (_spans_of(model.objects.filter(school__in=at)) for model in (Term, Closure))
    days, parts = DayTimetable.objects.filter(school__in=at), DayPeriod.objects.filter(timetable__school__in=at)
    timetables = _timetables_of(days, parts)
    return {pk: SchoolCalendar(terms[pk], closures[pk], timetables[pk]) for pk in ids}


def calendar_of(school: School) -> SchoolCalendar:
    """The calendar of one school, in four queries."""
    return _of_one(school, DayPeriod.objects.filter(timetable__school=school))


def days_of(school: School) -> SchoolCalendar:
    """The same without breaks and lunch, for asking which days are school days and when they begin and end."""
    return _of_one(school, DayPeriod.objects.none())


def _of_one(school: School, parts: QuerySet[DayPeriod]) -> SchoolCalendar:
    terms, closures = (_spans_of(model.objects.filter(school=school)) for model in (Term, Closure))
    timetables = _timetables_of(DayTimetable.objects.filter(school=school), parts)
    return SchoolCalendar(terms[school.pk], closures[school.pk], timetables[school.pk])


def calendar_page(school: School, now: datetime) -> dict[str, Any]:
    """What the calendar's page shows, from the academic year of `now` on: terms, closures, holidays, days."""
    year = academic_year(now.date())
    known = calendar_of(school)
    terms = Term.objects.filter(school=school, end__gte=year.first_day)
    last = max((term.end for term in terms), default=year.last_day)
    holidays = sorted(
        day
        for number in range(year.first_day.year, last.year + 1)
        for day in bank_holidays(number)
        if year.first_day <= day <= last and not is_weekend(day)
    )
    days = DayTimetable.objects.filter(school=school).exclude(valid_until__lt=now.date())
    return {
        "year": year,
        "terms": terms,
        "closures": Closure.objects.filter(school=school, end__gte=year.first_day),
        "holidays": holidays,
        "days": days.prefetch_related("periods").order_by("valid_from"),
        "is_school_day": known.is_school_day(now.date()),
        "next_school_day": known.next_school_day(now.date()),
    }


def _spans_of(rows: QuerySet[Term] | QuerySet[Closure]) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    for school, start, end in rows.order_by("start").values_list("school_id", "start", "end"):
        found[school].append(Span(start, end))
    return found


def _timetables_of(days: QuerySet[DayTimetable], parts: QuerySet[DayPeriod]) -> dict[UUID, list[Timetable]]:
    periods: dict[UUID, list[Period]] = defaultdict(list)
    for timetable, kind, starts, ends in parts.order_by("starts").values_list("timetable_id", "kind", "starts", "ends"):
        periods[timetable].append(Period(Part(kind), starts, ends))
    found: dict[UUID, list[Timetable]] = defaultdict(list)
    for row in days:
        day = SchoolDay(row.day_starts, row.day_ends, tuple(periods[row.pk]))
        found[row.school_id].append(Timetable(day, row.valid_from, row.valid_until, tuple(row.year_groups)))
    return found
