"""When jobs ran last, counts of several tables at once, and what each process keeps for some seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches
from django.db import connection
from django.db.models import Count, IntegerField, QuerySet, Value

from lanyard.kernel.models import LastRun

T = TypeVar("T")


def last_runs() -> dict[str, LastRun]:
    """The last run of every job that ever ran, by its name. One query."""
    return {row.job: row for row in LastRun.objects.all()}


def count_all(counted: list[QuerySet]) -> list[int]:
    """How many rows each of some tables' queries has. One query, however many they are."""
    numbers = [0] * len(counted)
    parts = [
        rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
        .order_by()
        .annotate(part=Value(n, output_field=IntegerField()))
        .values("part")
        .annotate(number=Count("pk"))
        .values_list("part", "number")
        for n, rows in enumerate(counted)
    ]
    for part, number in parts[0].union(*parts[1:], all=True) if parts else ():
        numbers[part] = number
    return numbers


def for_seconds(key: str, ask: Callable[[], T]) -> T:
    """Returns what `ask` answered in the last five seconds in this process, or asks it. The value is each caller's own.

    For what everybody is shown and hardly ever changes, when two hundred people come in one minute. Never for what
    decides who may see or be told something. Inside a transaction it always asks: what was just written is seen.
    """
    return ask() if connection.in_atomic_block else cast(T, caches["process"].get_or_set(key, ask))
