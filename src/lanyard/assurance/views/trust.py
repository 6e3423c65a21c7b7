"""All schools of a trust side by side."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lanyard.assurance import queries
from lanyard.assurance.forms import SchoolsForm
from lanyard.assurance.readings import Status
from lanyard.assurance.views.asking import day_asked
from lanyard.kernel.gate import may
from lanyard.people.models import School
from lanyard.ui.tables import page_of

SCHOOLS_PER_PAGE = 25
# Up to so many schools stand beside each other on the trust's page, by name; more stand one below the other, the worst
# first.
SIDE_BY_SIDE = 6
VIEWS = (("section", "By section"), ("clause", "By clause"), ("year", "Over the year"))
ORDERS = (("worst", "Worst first"), ("name", "By name"))
# The year is read on twelve days, so many days apart.
MONTH = timedelta(days=30)


def trust(request: HttpRequest, trust: str) -> HttpResponse:
    """Every school of the trust side by side: by section, by clause, or over the year."""
    form, day = day_asked(request)
    by = _one_of(request.GET.get("by", ""), dict(VIEWS))
    narrow = SchoolsForm(request.GET, sections=queries.sections())
    asked = narrow.cleaned_data if narrow.is_valid() else {}
    words, only = asked.get("q", ""), asked.get("only", "")
    order = _one_of(request.GET.get("order", ""), dict(ORDERS))
    board = queries.board(queries.schools_named(request.place, words), day)
    schools = page_of(request, _chosen(board, only, order), SCHOOLS_PER_PAGE)
    rest = {"q": words, "only": only, "order": order if order != "worst" else "", "day": day}
    context: dict[str, Any] = {
        "schools": schools,
        "day": day,
        "day_asked": "" if day == timezone.localdate() else f"&day={day}",
        "by": by,
        "form": form,
        "narrow": narrow,
        "is_narrowed": bool(words or only),
        "chips": _chips(VIEWS, by, "by", rest),
        "orders": _chips(ORDERS, order, "order", {**rest, "by": by}) if len(board.schools) > SIDE_BY_SIDE else [],
        "may_read_editions": may(request.user, "policy:read-editions", request.place),
    }
    if by == "year":
        days = [day - MONTH * n for n in range(11, -1, -1)]
        found = queries.figures(list(schools), days) if schools.object_list else {}
        series = [
            (school, points, [(each, (at.kept, at.of) if at else None) for each, at in points])
            for school in schools
            for points in [[(each, found[each].get(school.pk)) for each in days]]
        ]
        context |= {"days": days, "series": series}
    else:
        context |= _grid(request, board, schools, by)
    return render(request, "assurance/trust.html", context)


def _chosen(board: queries.Board, only: str, order: str) -> list[School]:
    """The schools to show: few by name, many the worst first unless they are asked for by name."""
    by_key = {group.key: group for group in queries.groups("section")}
    found = board.schools
    if only in by_key:
        found = [school for school in found if board.status(school, by_key[only]) == Status.NOT_KEPT]
    if order == "name" or len(board.schools) <= SIDE_BY_SIDE:
        found = sorted(found, key=lambda school: school.name)
    return found


def _grid(request: HttpRequest, board: queries.Board, schools: Page, by: str) -> dict[str, Any]:
    """The table as it can be read: few schools stand side by side, many one below the other."""
    hide = queries.counts_only(request.user, request.place)
    if len(board.schools) <= SIDE_BY_SIDE:
        heads = [(school, board.figures.get(school.pk)) for school in schools]
        rows = queries.rows_across(board, list(schools), queries.groups(by), hide=hide) if schools.object_list else []
        return {"rows": rows, "heads": heads}
    sections = queries.sections()
    section = _one_of(request.GET.get("section", ""), sections)
    compared = queries.groups(by, section)
    narrower = [
        {"label": title, "url": f"?by=clause&section={key}&day={board.day}", "here": key == section}
        for key, title in sections.items()
    ]
    return {
        "columns": compared,
        "turned": queries.rows_down(board, list(schools), compared, hide=hide),
        "section_chips": narrower if by == "clause" else [],
    }


def _chips(choices: tuple[tuple[str, str], ...], here: str, name: str, rest: dict[str, str | date]) -> list[dict]:
    """Links that choose one thing and keep the rest of what was asked."""
    kept = urlencode({key: value for key, value in rest.items() if value and key != name})
    return [{"label": label, "url": f"?{name}={key}&{kept}", "here": key == here} for key, label in choices]


def _one_of(asked: str, known: dict[str, str]) -> str:
    """What was asked for where it is known, or else the first of them."""
    return asked if asked in known else next(iter(known))
