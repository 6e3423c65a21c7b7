"""Concerns in figures there were: for those who handle them, and, with small numbers hidden, for those who handle none.

Counted by the database, never one by one, and only what came, was acknowledged or was closed in weeks that are over.
A figure is the same for everybody who may see it, whatever they are shut out of: what counts was settled when its week
ended (`rules.closed_weeks`), and nothing that is decided on a case later takes it out. Handlers count what comes to the
levels that their roles read. Others count all concerns of a school but those that came to a chair or above, and
whistleblowing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from lanyard.assurance.queries import counts_only
from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.rules.closed_weeks import counted_until
from lanyard.kernel.small_counts import HIDDEN_UNDER, Span, at_least, is_withheld, shown
from lanyard.kernel.years import AcademicYear
from lanyard.people.choices import YearGroup
from lanyard.people.models import School, Term, Trust, User
from lanyard.people.queries import roles_at
from lanyard.people.rules.routing import CHAIR, EXECUTIVE, TRUSTEES, VIEWERS
from lanyard.platforms.models import Platform

# Held so high that those who see counts only may not infer that there is one; "" is held by nobody inside.
HIGH = (CHAIR, EXECUTIVE, TRUSTEES, "")
_HANDLE = frozenset(role for roles in VIEWERS.values() for role in roles)
_HOLIDAYS = "holidays"
_TOGETHER = (("type", "open", "term"), ("route", "year_group"), ("platform",))
# By axis, school and value.
_Counted = Mapping[str, Mapping[UUID, dict[str, int]]]
# Key, name, first and last day.
_Term = tuple[str, str, date, date]


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, what stands in the cell, and how long its bar is, in hundredths of the longest."""

    name: str
    says: str
    bar: int | None


@dataclass(frozen=True)
class CountTable:
    """One table of the page. It has no rows where there is nothing, or too little to show."""

    key: str
    title: str
    column: str
    rows: tuple[Row, ...]
    withheld: bool = False


@dataclass(frozen=True)
class CountPage:
    """What the page of counts shows. `until` is the last day that is counted; `total` is in words;
    `median` is how long half of them took to be acknowledged."""

    year: AcademicYear
    until: date
    exact: bool
    total: str
    median: timedelta | None
    tables: tuple[CountTable, ...]


@dataclass(frozen=True)
class _Axis:
    """One way to count: the column of the concern, what it is called, and its values with their names, in order."""

    key: str
    title: str
    column: str
    names: dict[str, str] = field(default_factory=dict)
    # Whether a value that counts nothing has a row of its own.
    all_rows: bool = False


def counts_page(user: User, place: School | Trust, year: AcademicYear) -> CountPage:
    """The page of counts of a school or a trust for one academic year, as this user may see it."""
    exact = handles_exactly(user, place)
    rows = _of_year(_at_levels_of(user, place) if exact else _for_all(), place, year)
    axes = _axes(place, year)
    if exact:
        return _exact_page(rows, axes, place, year)
    if isinstance(place, Trust):
        return _hidden_trust(rows, axes, place, year)
    return _hidden_school(rows, axes, place, year)


def last_day_counted() -> date:
    """The Sunday on which the last week ended."""
    return counted_until(timezone.localdate()) - timedelta(days=1)


def handles_exactly(user: User, place: School | Trust) -> bool:
    """Whether the user handles concerns there and may see exact counts of people."""
    held = roles_at(user, place, timezone.localdate())
    return bool(held & _HANDLE) and not counts_only(user, place)


def _at_levels_of(user: User, place: School | Trust) -> QuerySet[Concern]:
    """What came to the levels that the user's roles read: by role, never by what they may open."""
    held = roles_at(user, place, timezone.localdate())
    return Concern.objects.filter(counted_at__in=[level for level, roles in VIEWERS.items() if held & set(roles)])


def _for_all() -> QuerySet[Concern]:
    return Concern.objects.exclude(counted_at__in=HIGH).exclude(type=ConcernType.WHISTLEBLOWING)


def _of_year(rows: QuerySet[Concern], place: School | Trust, year: AcademicYear) -> QuerySet[Concern]:
    at: dict[str, object] = {"trust": place} if isinstance(place, Trust) else {"school": place}
    rows = rows.filter(entered_at__lt=_ends(last_day_counted()))
    return rows.filter(received_at__gte=_starts(year.first_day), received_at__lt=_ends(year.last_day), **at)


def _axes(place: School | Trust, year: AcademicYear) -> list[_Axis]:
    axes = [
        _Axis("type", "By type", "type", {str(v): str(label) for v, label in ConcernType.choices}),
        _Axis("term", "By term", "term", dict(_terms(place, year))),
        _Axis("year_group", "By year group", "year_group", {**dict(YearGroup.choices), "": "Not known"}),
        _Axis("platform", "By service", "platform", {**_platforms(), "": "None named"}),
        _Axis("route", "By how they were reported", "route", {str(v): str(label) for v, label in Route.choices}),
        _Axis("open", "By state", "open", {"open": "Open", "closed": "Closed"}, all_rows=True),
    ]
    if isinstance(place, Trust):
        schools = place.schools.order_by("name").values_list("pk", "name")
        axes.insert(
            0, _Axis("school", "By school", "school_id", {str(pk): name for pk, name in schools}, all_rows=True)
        )
    return axes


def _platforms() -> dict[str, str]:
    return dict(Platform.objects.order_by("name").values_list("key", "name"))


def _terms(place: School | Trust, year: AcademicYear) -> list[tuple[str, str]]:
    """The keys and names of the year's terms; a trust's schools differ, so there it is the months that count."""
    return [(key, name) for key, name, _, _ in _term_spans(place, year)] + [(_HOLIDAYS, "Holidays")]


def _term_spans(place: School | Trust, year: AcademicYear) -> list[_Term]:
    if isinstance(place, School):
        terms = Term.objects.filter(school=place, end__gte=year.first_day, start__lte=year.last_day)
        found = [(str(term.pk), term.name, term.start, term.end) for term in terms]
        if found:
            return found
    thirds = (
        ("autumn", "September to December", date(year.start, 9, 1), date(year.start, 12, 31)),
        ("spring", "January to March", date(year.start + 1, 1, 1), date(year.start + 1, 3, 31)),
        ("summer", "April to August", date(year.start + 1, 4, 1), year.last_day),
    )
    return list(thirds)


def _counted(rows: QuerySet[Concern], spans: Sequence[_Term]) -> _Counted:
    """Concerns in figures each school has of each value of each axis. Three queries: axes of few values go together."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for together in _TOGETHER:
        worked_out = {f"by_{key}": _worked_out(key, spans) for key in together if key in ("term", "open")}
        columns = [f"by_{key}" if f"by_{key}" in worked_out else key for key in together]
        # There are thousands of rows, of a hundred schools: each id is read once.
        grouped = rows.order_by().annotate(at=Cast("school_id", CharField()), **worked_out).values_list("at", *columns)
        for school, *values, number in grouped.annotate(number=Count("*")):
            for key, value in zip(together, values, strict=True):
                found[key][school][value] += number
    keys = [key for together in _TOGETHER for key in together]
    return {
        key: defaultdict(dict, {UUID(school): dict(values) for school, values in found[key].items()}) for key in keys
    }


def _worked_out(key: str, spans: Sequence[_Term]) -> Case:
    if key == "open":
        return _case([When(closed_at__lt=_ends(last_day_counted()), then=Value("closed"))], "open")
    whens = [When(received_at__gte=_starts(a), received_at__lt=_ends(b), then=Value(key)) for key, _, a, b in spans]
    return _case(whens, _HOLIDAYS)


def _case(whens: list[When], otherwise: str) -> Case:
    return Case(*whens, default=Value(otherwise), output_field=CharField())


def _exact_page(rows: QuerySet[Concern], axes: list[_Axis], place: School | Trust, year: AcademicYear) -> CountPage:
    counted = _counted(rows, _term_spans(place, year))
    sums: dict[str, dict[str, int]] = {axis.key: defaultdict(int) for axis in axes}
    for key, schools in counted.items():
        for school, values in schools.items():
            for value, number in values.items():
                sums[key][value] += number
            if key == "type" and "school" in sums:
                sums["school"][str(school)] = sum(values.values())
    total = sum(sums["type"].values())
    tables = []
    for axis in axes:
        counts = _filled(axis, sums[axis.key])
        tables.append(_table(axis, {value: Span(number, number) for value, number in counts.items()}))
    return CountPage(year, last_day_counted(), True, f"{total:,}", _median(rows, total), tuple(tables))


def _hidden_school(rows: QuerySet[Concern], axes: list[_Axis], place: School, year: AcademicYear) -> CountPage:
    counted = _counted(rows, _term_spans(place, year))
    cells = _shown({axis.key: _filled(axis, counted[axis.key][place.pk]) for axis in axes})
    all_of_them = cells["all"]["all"]
    median = _median(rows, all_of_them.least) if all_of_them.is_exact else None
    tables = tuple(_table(axis, cells[axis.key]) for axis in axes)
    return CountPage(year, last_day_counted(), False, all_of_them.words, median, tables)


def _hidden_trust(rows: QuerySet[Concern], axes: list[_Axis], place: Trust, year: AcademicYear) -> CountPage:
    """Made of what the schools' own pages show this reader, so that nothing more can be worked out from it."""
    counted = _counted(rows, _term_spans(place, year))
    schools, within = axes[0], axes[1:]
    spans: dict[str, dict[str, list[Span]]] = {axis.key: defaultdict(list) for axis in axes}
    for school in schools.names:
        cells = _shown({axis.key: _filled(axis, counted[axis.key][UUID(school)]) for axis in within})
        spans["school"][school] = [cells["all"]["all"]]
        for axis in within:
            for value, span in cells[axis.key].items():
                spans[axis.key][value].append(span)
    tables = tuple(_table(axis, {value: _sum(some) for value, some in spans[axis.key].items()}) for axis in axes)
    total = _sum([span for some in spans["school"].values() for span in some])
    return CountPage(year, last_day_counted(), False, total.words, None, tables)


def _filled(axis: _Axis, counts: dict[str, int]) -> dict[str, int]:
    return {value: 0 for value in axis.names} | dict(counts) if axis.all_rows else dict(counts)


def _shown(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, Span]]:
    """What stands in each cell of a school's tables, and in that of their sum ("all")."""
    total = sum(counts["type"].values())
    asked = {key: list(table.values()) for key, table in counts.items()} | {"all": [total]}
    cells = shown(asked)
    named = {key: list(table) for key, table in counts.items()} | {"all": ["all"]}
    return {key: dict(zip(named[key], row, strict=True)) for key, row in cells.items()}


def _sum(spans: Sequence[Span]) -> Span:
    return Span(at_least(spans), sum(span.most for span in spans))


def _table(axis: _Axis, cells: dict[str, Span]) -> CountTable:
    if is_withheld(list(cells.values())):
        return CountTable(axis.key, axis.title, axis.column, (), withheld=True)
    order = {value: place for place, value in enumerate(axis.names)}
    values = sorted(cells, key=lambda value: (order.get(value, len(order)), value))
    if axis.key in ("type", "platform"):
        values.sort(key=lambda value: -cells[value].least)
    longest = max((span.least for span in cells.values() if span.is_exact), default=0)
    rows = tuple(
        Row(axis.names.get(value, value), cells[value].words, _bar(cells[value], longest))
        for value in values
        if axis.all_rows or cells[value].most
    )
    return CountTable(axis.key, axis.title, axis.column, rows)


def _bar(span: Span, longest: int) -> int | None:
    return round(100 * span.least / longest) if span.is_exact and longest else None


def _median(rows: QuerySet[Concern], total: int) -> timedelta | None:
    """How long half of the concerns took to be acknowledged, where at least five were. Two queries."""
    took = rows.filter(acknowledged_at__lt=_ends(last_day_counted())).order_by(F("acknowledged_at") - F("entered_at"))
    number = took.count() if total else 0
    if number < HIDDEN_UNDER:
        return None
    middle = took.annotate(took=F("acknowledged_at") - F("entered_at")).values_list("took", flat=True)
    return middle[number // 2]


def _starts(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ends(day: date) -> datetime:
    return _starts(day + timedelta(days=1))
