"""The trust, its schools with calendars, and everybody in them."""

from __future__ import annotations

from datetime import date, time, timedelta

from lanyard.kernel.years import academic_year
from lanyard.people.choices import ClosureKind, PeriodKind, YearGroup
from lanyard.people.demonstration import families, staff
from lanyard.people.demonstration.names import KINDS_OF_SCHOOL, PLACES
from lanyard.people.demonstration.world import World
from lanyard.people.models import Closure, DayPeriod, DayTimetable, School, Term, Trust

INFANTS = [YearGroup.NURSERY, YearGroup.RECEPTION, YearGroup.Y1, YearGroup.Y2]
JUNIORS = [YearGroup.Y3, YearGroup.Y4, YearGroup.Y5, YearGroup.Y6]
FIRST_THREE = [
    ("Lantern Hill Infants", INFANTS),
    ("Old Quay Juniors", JUNIORS),
    ("Saltmarsh Primary", INFANTS + JUNIORS),
]
TRUST_SLUG = "harbour-light"


def build(world: World) -> None:
    """Make the trust with everything this room holds."""
    world.trust = Trust.objects.create(
        slug=TRUST_SLUG, name="Harbour Light Trust", website="https://harbourlight.example.org/", is_demonstration=True
    )
    world.schools = School.objects.bulk_create(_school(world, n) for n in range(world.number_of_schools))
    _calendars(world)
    staff.build(world)
    families.build(world)


def _school(world: World, n: int) -> School:
    name, years = FIRST_THREE[n] if n < len(FIRST_THREE) else _named(n)
    slug = name.lower().replace(" ", "-")
    return School(
        trust=world.trust,
        slug=slug,
        name=name,
        urn=f"{900001 + n}",
        laestab=f"999{2001 + n}",
        website=f"https://{slug}.example.org/",
        email_domains=[f"{slug}.example.org"],
        year_groups=[str(year) for year in years],
        opened=date(2015, 9, 1),
    )


def _named(n: int) -> tuple[str, list[YearGroup]]:
    place, kind = PLACES[n % len(PLACES)], KINDS_OF_SCHOOL[(n // len(PLACES)) % len(KINDS_OF_SCHOOL)]
    years = {"Infants": INFANTS, "Juniors": JUNIORS}.get(kind, INFANTS + JUNIORS)
    return f"{place} {'Road' if n % 2 else 'Lane'} {kind}", years


def _calendars(world: World) -> None:
    terms, closures, days = [], [], []
    this_year = academic_year(world.today).start
    for school in world.schools:
        for year in (this_year - 2, this_year - 1, this_year):
            terms += [Term(school=school, name=name, start=start, end=end) for name, start, end in terms_of(year)]
            closures += [Closure(school=school, kind=kind, start=a, end=b) for kind, a, b in closures_of(year)]
        days.append(
            DayTimetable(school=school, valid_from=world.first_day, day_starts=time(8, 45), day_ends=time(15, 15))
        )
    Term.objects.bulk_create(terms)
    Closure.objects.bulk_create(closures)
    DayTimetable.objects.bulk_create(days)
    DayPeriod.objects.bulk_create(
        DayPeriod(timetable=day, kind=kind, starts=starts, ends=ends)
        for day in days
        for kind, starts, ends in (
            (PeriodKind.BREAK, time(10, 30), time(10, 45)),
            (PeriodKind.LUNCH, time(12, 0), time(13, 0)),
        )
    )


def terms_of(year: int) -> list[tuple[str, date, date]]:
    """The three terms of an academic year that begins in `year`: Monday to Friday, as schools usually have them."""
    return [
        (f"Autumn {year}", date(year, 9, 1), _friday(date(year, 12, 19))),
        (f"Spring {year + 1}", _monday(date(year + 1, 1, 4)), _friday(date(year + 1, 3, 27))),
        (f"Summer {year + 1}", _monday(date(year + 1, 4, 13)), date(year + 1, 7, 21)),
    ]


def closures_of(year: int) -> list[tuple[ClosureKind, date, date]]:
    """INSET on the first day, and the three half terms."""
    halves = [_monday(date(year, 10, 24)), _monday(date(year + 1, 2, 13)), _monday(date(year + 1, 5, 25))]
    return [
        (ClosureKind.INSET, date(year, 9, 1), date(year, 9, 1)),
        *((ClosureKind.HALF_TERM, monday, monday + timedelta(days=4)) for monday in halves),
    ]


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _friday(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7)
