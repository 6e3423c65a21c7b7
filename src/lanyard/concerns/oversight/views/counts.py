"""Concerns in figures there were, as pictures with tables, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lanyard.concerns.oversight.queries.counts import CountPage, counts_page
from lanyard.kernel.years import AcademicYear, academic_year
from lanyard.people.models import School
from lanyard.ui.spreadsheets import csv_file

# How many academic years can be looked at.
YEARS = 3


@require_GET
def counts(request: HttpRequest, **place: str) -> HttpResponse:
    """The counts of a school or a trust for an academic year."""
    page = counts_page(request.user, request.place, _year(request))
    here = reverse(f"concerns:{_which(request)}counts", kwargs=place)
    context = {
        "page": page,
        "median": in_words(page.median),
        "years": [
            {"label": str(year), "url": f"{here}?year={year.start}", "here": year == page.year} for year in _years()
        ],
        "as_csv": reverse(f"concerns:{_which(request)}counts-csv", kwargs=place) + f"?year={page.year.start}",
    }
    return render(request, "concerns/oversight/counts.html", context)


@require_GET
def as_csv(request: HttpRequest, **place: str) -> HttpResponse:
    """The same numbers, nothing more, as a CSV file."""
    page = counts_page(request.user, request.place, _year(request))
    answer = csv_file(f"concerns-{request.place.slug}-{page.year}.csv", _rows(page))
    answer["Cache-Control"] = "no-store"
    return answer


def in_words(took: timedelta | None) -> str:
    """A length of time as people say it; "" where there is none."""
    if took is None:
        return ""
    minutes = max(round(took.total_seconds() / 60), 0)
    for size, word in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= 2 * size or size == 1:
            number = round(minutes / size)
            return f"{number} {word}" if number == 1 else f"{number} {word}s"
    return ""


def _rows(page: CountPage) -> Iterator[tuple[str, str, str]]:
    yield "Table", "What", "Concerns"
    yield "All", f"Academic year {page.year}", page.total.replace(",", "")
    yield "Counted up to", page.until.isoformat(), ""
    for table in page.tables:
        for row in table.rows:
            yield table.title, row.name, row.says.replace(",", "")
        if table.withheld:
            yield table.title, "", "Not shown"


def _which(request: HttpRequest) -> str:
    return "" if isinstance(request.place, School) else "trust-"


def _years() -> list[AcademicYear]:
    newest = academic_year(timezone.localdate()).start
    return [AcademicYear(newest - back) for back in range(YEARS)]


def _year(request: HttpRequest) -> AcademicYear:
    """The year that the address asks for, if it is one of those that are offered; else this one."""
    asked = request.GET.get("year", "")
    return next((year for year in _years() if str(year.start) == asked), _years()[0])
