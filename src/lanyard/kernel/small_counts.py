"""How counts are shown to those who see counts only (decision 8): no small one, and none from which one could be worked
out. The rule is suppression under five (general knowledge, not law).

Pure. One figure is hidden by words (`few`, `hidden_figure`, `hidden_have`). The tables of one page count the same
things, so each has the same sum, whether it is shown or not. What somebody can work out from them is exactly this:
every count lies in the span that its cell gives, and all tables have one sum. `possible` works that out; `shown` hides
more until every hidden count could be at least two numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HIDDEN_UNDER = 5


def few(n: int) -> str:
    """A count of people for those who see counts only."""
    return f"fewer than {HIDDEN_UNDER}" if 0 < n < HIDDEN_UNDER else str(n)


def hidden_figure(done: int, total: int) -> tuple[str, bool]:
    """The figure for counts only, and whether the exact numbers may still be drawn."""
    missing = total - done
    if 0 < total < HIDDEN_UNDER:
        return f"none, some or all of fewer than {HIDDEN_UNDER}", False
    if 0 < missing < HIDDEN_UNDER:
        return f"all but fewer than {HIDDEN_UNDER} of {total}", False
    if 0 < done < HIDDEN_UNDER:
        return f"fewer than {HIDDEN_UNDER} of {total}", False
    return f"{done} of {total}", True


def how_many_in_words(done: int, total: int) -> str:
    """How many of all, for counts only, where even a number of many could be taken from another."""
    if done in (0, total):
        return "nobody" if done == 0 else "everybody"
    return "more than half" if 2 * done > total else "half or fewer"


def have(n: int) -> str:
    """Such as "1 has" or "38 have"."""
    return "nobody has" if n == 0 else f"{n} {'has' if n == 1 else 'have'}"


def hidden_have(done: int, total: int) -> str:
    """The same for counts only, where no count under five may be worked out."""
    if 0 < total < HIDDEN_UNDER:
        return "none, some or all have"
    if 0 < total - done < HIDDEN_UNDER:
        return f"all but fewer than {HIDDEN_UNDER} have"
    return f"fewer than {HIDDEN_UNDER} have" if 0 < done < HIDDEN_UNDER else have(done)


@dataclass(frozen=True)
class Span:
    """What a cell tells: its count is at least `least` and at most `most`."""

    least: int
    most: float

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def words(self) -> str:
        """What stands in the cell."""
        if self.is_exact:
            return f"{self.least:,}"
        if self.most < HIDDEN_UNDER:
            return f"Fewer than {HIDDEN_UNDER}"
        return f"{self.least:,} or more" if self.least else "Not shown"


SMALL = Span(1, HIDDEN_UNDER - 1)
LARGE = Span(HIDDEN_UNDER, math.inf)
UNKNOWN = Span(0, math.inf)

Table = Sequence[int]
Shown = list[Span]


def shown(tables: Mapping[str, Table]) -> dict[str, Shown]:
    """What stands in each cell of the tables of one page, which all count the same concerns.

    Counts under five are hidden, none is not. Then, while a hidden count could be one number alone, the smallest count
    that is still shown in its table is hidden too; where there is none left, the whole table is (`is_withheld`); and
    where even that is not enough, the tables beside it are.
    """
    cells = {name: [_first(count) for count in table] for name, table in tables.items()}
    while (name := _given_away(cells)) is not None:
        left = [place for place, span in enumerate(cells[name]) if span.is_exact and span.least >= HIDDEN_UNDER]
        if left:
            cells[name][min(left, key=lambda place: tables[name][place])] = LARGE
        elif not is_withheld(cells[name]):
            cells[name] = [UNKNOWN] * len(cells[name])
        else:
            cells |= {other: [UNKNOWN] * len(row) for other, row in cells.items()}
    return cells


def is_withheld(row: Shown) -> bool:
    """Whether nothing of a table is shown, not even its rows."""
    return bool(row) and all(span == UNKNOWN for span in row)


def possible(cells: Mapping[str, Shown]) -> dict[str, Shown]:
    """For each cell the numbers that its count could be, by everything that stands on the page."""
    sums, least, most = _sums(cells)
    return {name: [_narrowed(span, sums[name], least, most) for span in row] for name, row in cells.items()}


def _sums(cells: Mapping[str, Shown]) -> tuple[dict[str, _Sum], float, float]:
    """The sum of each table, and what all of them come to at least and at most, for they count the same."""
    sums = {name: _Sum(row) for name, row in cells.items() if row}
    least = max((one.least for one in sums.values()), default=0)
    return sums, least, min((one.most for one in sums.values()), default=math.inf)


def at_least(rows: Sequence[Span]) -> int:
    """What several cells that are shown come to at least: nothing that they don't say themselves."""
    return sum(span.least for span in rows)


def _first(count: int) -> Span:
    return SMALL if 0 < count < HIDDEN_UNDER else Span(count, count)


def _given_away(cells: Mapping[str, Shown]) -> str | None:
    """The first table in which a hidden count could be one number alone."""
    hidden = {name: [span for span in row if not span.is_exact] for name, row in cells.items()}
    if any(hidden.values()):
        sums, least, most = _sums(cells)
        for name, row in hidden.items():
            if any(_narrowed(span, sums[name], least, most).is_exact for span in row):
                return name
    return None


class _Sum:
    """What a table comes to at least and at most. A cell without an upper end is counted apart."""

    def __init__(self, row: Shown) -> None:
        self.least = sum(span.least for span in row)
        self.ended = sum(span.most for span in row if span.most < math.inf)
        self.endless = sum(span.most == math.inf for span in row)

    @property
    def most(self) -> float:
        return math.inf if self.endless else self.ended

    def most_without(self, span: Span) -> float:
        """What the other cells come to at most."""
        if span.most == math.inf:
            return math.inf if self.endless > 1 else self.ended
        return math.inf if self.endless else self.ended - span.most


def _narrowed(span: Span, table: _Sum, least: float, most: float) -> Span:
    """The span of a cell when the others of its table take as much, or as little, as they can."""
    low = max(span.least, least - table.most_without(span))
    return Span(int(low), min(span.most, most - (table.least - span.least)))
