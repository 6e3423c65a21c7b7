"""The queue: what waits for somebody, nearest clock first, and what is closed. Metadata alone, and never a count.

A page is found by the row it begins after (`Mark`), in the order in which the index stands, so that the last page of
ten thousand costs what the first does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import NOT_WAITING, Concern
from lanyard.concerns.core.queries.visible import ways_to_see
from lanyard.people.models import User

ON_A_PAGE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WAITING = (("rank", False), ("queue_due", False), ("pk", False))
_CLOSED = (("closed_at", True), ("pk", False))


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to: a group of types, a school, what is assigned to the person."""

    group: str = ""
    school: UUID | None = None
    mine: bool = False
    closed: bool = False


@dataclass
class Page:
    """A page of a list, and the marks of the pages before and after it, "" where there is none."""

    rows: list[Concern] = field(default_factory=list)
    before: str = ""
    after: str = ""


def page_of(user: User, narrowed: Narrowed, *, after: str = "", before: str = "", at_most: int = ON_A_PAGE) -> Page:
    """One page of what the user may see: after one mark, before another, or the first. One query."""
    order = _CLOSED if narrowed.closed else _WAITING
    backwards = bool(before) and not after
    mark = _read(before if backwards else after, order)
    rows = list(_rows(user, _matches(user, narrowed), order, mark, backwards=backwards, at_most=at_most + 1))
    more = len(rows) > at_most
    rows = rows[:at_most]
    if backwards:
        rows.reverse()
    has_before = more if backwards else mark is not None
    has_after = mark is not None if backwards else more
    return Page(
        rows,
        before=_write(rows[0], order) if rows and has_before else "",
        after=_write(rows[-1], order) if rows and has_after else "",
    )


def _matches(user: User, narrowed: Narrowed) -> Q:
    found = Q(closed_at__isnull=False) if narrowed.closed else Q(rank__lt=NOT_WAITING)
    if narrowed.group:
        found &= Q(type__in=[key for key, kind in KINDS.items() if kind.group == narrowed.group])
    if narrowed.school:
        found &= Q(school=narrowed.school)
    if narrowed.mine:
        found &= Q(assigned_to=user.person_id)
    return found


def _rows(
    user: User, matches: Q, order: tuple, mark: tuple | None, *, backwards: bool, at_most: int
) -> Iterable[Concern]:
    """Each part gives its first rows, walked in the order of its index; the first of these are the answer."""
    by = [F(name).desc() if down != backwards else F(name).asc() for name, down in order]
    beyond = _beyond(order, mark, backwards=backwards) if mark else Q()
    firsts = [
        Concern.objects.filter(pk__in=part.filter(matches, beyond).order_by(*by).values("pk")[:at_most])
        for part in ways_to_see(user)
    ]
    found = _either([first.order_by().values("pk") for first in firsts])
    if found is None:
        return []
    rows = Concern.objects.filter(pk__in=found).select_related("school", "assigned_to")
    return rows.order_by(*by)[:at_most]


def _either(parts: list[QuerySet]) -> QuerySet | None:
    return parts[0].union(*parts[1:]) if len(parts) > 1 else (parts[0] if parts else None)


def _beyond(order: tuple, mark: tuple, *, backwards: bool) -> Q:
    """The rows that come after the mark: (a, b, c) > (x, y, z), told so that an index on a is used."""
    found, same = Q(), Q()
    for (name, down), value in zip(order, mark, strict=True):
        found |= same & Q(**{f"{name}__{'lt' if down != backwards else 'gt'}": value})
        same &= Q(**{name: value})
    (name, down), value = order[0], mark[0]
    return Q(**{f"{name}__{'lte' if down != backwards else 'gte'}": value}) & found


def _write(row: Concern, order: tuple) -> str:
    """The mark of a row as an address carries it: numbers and the row's random id."""
    return ".".join(_as_text(getattr(row, name)) for name, _ in order)


def _as_text(value: Any) -> str:
    return str((value - _EPOCH) // timedelta(microseconds=1)) if isinstance(value, datetime) else str(value)


def _read(text: str, order: tuple) -> tuple | None:
    """What `_write` wrote; None for anything else, which is the first page."""
    parts = text.split(".") if len(text) < 100 else []
    if len(parts) != len(order):
        return None
    try:
        return tuple(_VALUES[name](part) for (name, _), part in zip(order, parts, strict=True))
    except (ValueError, OverflowError):
        return None


def _moment(text: str) -> datetime:
    return _EPOCH + timedelta(microseconds=int(text))


_VALUES: dict[str, Callable[[str], object]] = {"rank": int, "queue_due": _moment, "closed_at": _moment, "pk": UUID}
