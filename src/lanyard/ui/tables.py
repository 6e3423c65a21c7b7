"""Every table of a page as a CSV file: the page itself is asked again, and what it shows in the table is the file.

A template puts `{% csv_table "name" %}` around a table. That adds the link “Download as CSV”, which leads to the same
address with `csv=name`. The view runs as it does for the page, so that the file holds what this person sees, with the
same counts hidden, and the look is on record where looking is. Only two things differ: a list that has pages comes
whole, and days and moments are written as spreadsheets read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from lxml import html

from lanyard.ui.spreadsheets import as_csv

# The rows of one file; a list that is longer says so at its end.
MOST_ROWS = 10_000
CUT = "Only the first {:,} rows are here. Narrow the list on the page to get the others."

# Whether the page that is being drawn is to become a file.
for_a_file: ContextVar[bool] = ContextVar("for_a_file", default=False)

# What stands in a cell and is no part of what it says.
_NOT_SAID = ".//svg | .//form | .//button | .//*[@data-csv='no'] | .//*[contains(@class, 'govuk-visually-hidden')]"
_BLOCKS = {"p", "div", "li", "br", "dt", "dd", "ul", "details"}


def asked_for(request: HttpRequest) -> str:
    """The name of the table that is to be downloaded; "" where the page is read."""
    return request.GET.get("csv", "") if request.method == "GET" else ""


def address_of(request: HttpRequest, name: str) -> str:
    """Where the table of this page is downloaded: narrowed as the page is, with all its pages."""
    query = request.GET.copy()
    for mark in ("page", "after", "before"):
        query.pop(mark, None)
    query["csv"] = name
    return f"{request.path}?{query.urlencode()}"


def page_of(request: HttpRequest, rows: Any, on_a_page: int) -> Page:
    """The page of the list that the address asks for; for a file, all rows up to `MOST_ROWS`."""
    if not asked_for(request):
        return Paginator(rows, on_a_page).get_page(request.GET.get("page"))
    page = Paginator(rows, MOST_ROWS).get_page(1)
    if page.has_next():
        cut_at(request, MOST_ROWS)
    return page


def cut_at(request: HttpRequest, rows: int) -> None:
    """Have the file say at its end that it holds only so many rows of the list."""
    request.csv_cut_at = rows  # type: ignore[attr-defined]  # for the middleware


class Downloads:
    """Turns the page into the file, once it is drawn. A page that has no such table answers as if it weren't there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = asked_for(request)
        if not name:
            return self.get_response(request)
        mark = for_a_file.set(True)
        try:
            answer = self.get_response(request)
        finally:
            for_a_file.reset(mark)
        drawn = getattr(request, "csv_table", None)
        if drawn is None or answer.status_code != 200:
            return answer
        rows = list(cells_of(drawn))
        if cut := getattr(request, "csv_cut_at", 0):
            rows.append([CUT.format(cut)])
        answer.content = as_csv(rows)
        answer["Content-Type"] = "text/csv; charset=utf-8"
        answer["Content-Disposition"] = f'attachment; filename="{_file_name(request, name)}"'
        return answer


def cells_of(drawn: str) -> Iterator[list[str]]:
    """The rows of the first table in a piece of a page, as text. Columns marked `data-csv="no"` are left out."""
    table = html.fragment_fromstring(drawn, create_parent="div").find(".//table")
    rows = [row.xpath("./th | ./td") for row in table.iter("tr")] if table is not None else []
    without = {n for row in rows[:1] for n, cell in enumerate(row) if cell.get("data-csv") == "no"}
    for row in rows:
        yield [_text(cell) for n, cell in enumerate(row) if n not in without]


def _text(cell: Any) -> str:
    for part in cell.xpath(_NOT_SAID):
        part.drop_tree()
    lines = [" ".join("".join(line).split()) for line in _lines(cell)]
    return "\n".join(filter(None, lines)).replace(" ·\n", "\n").removesuffix(" ·").strip()


def _lines(cell: Any) -> Iterable[list[str]]:
    """The words of the cell, in one list for each line that it has on the page."""
    lines: list[list[str]] = [[]]

    def walk(part: Any) -> None:
        is_block = part.tag in _BLOCKS or part.get("data-csv") == "line"
        if is_block:
            lines.append([])
        lines[-1].append(part.text or "")
        for below in part:
            walk(below)
            lines[-1].append(below.tail or "")
        if is_block and part.tag != "br":
            lines.append([])

    walk(cell)
    return lines


def _file_name(request: HttpRequest, name: str) -> str:
    """Names a place and a day, and nobody."""
    place = getattr(getattr(request, "place", None), "slug", "")
    return "-".join(filter(None, [place, name, timezone.localdate().isoformat()])) + ".csv"
