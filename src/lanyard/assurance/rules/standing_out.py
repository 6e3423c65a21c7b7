"""Which trouble stands out among many: the worst by severity, then by size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.assurance.readings import SEVERITY, Reading, Status
from lanyard.kernel.small_counts import HIDDEN_UNDER


@dataclass(frozen=True)
class Trouble:
    """Something that is not as it should be: how much is missing (`size`) of how much (`of`, 0 where nothing is
    counted), and its line of evidence."""

    status: Status
    size: int
    of: int
    says: str


def stands_out(found: Iterable[Trouble]) -> Trouble | None:
    """The worst: not kept before needing attention; then where most is missing; then where it is most of all there is.

    It doesn't depend on the order in which they were found. None where there is none.
    """
    return min(found, key=_rank, default=None)


def size_of(reading: Reading, *, counts_only: bool) -> int:
    """How much is missing: of what is counted, or else how many things are to be done; one at the least.

    Where `counts_only`, readings that are shown alike have the same size: it tells nothing that is hidden.
    """
    if reading.total is None:
        return max(1, len(reading.attention))
    done, total = reading.done or 0, reading.total
    if not counts_only or reading.counts == "things":
        return max(1, total - done)
    if reading.counts == "words":
        return total if done == 0 else 1 if 2 * done > total else max(1, total // 2)
    if total < HIDDEN_UNDER or total - done < HIDDEN_UNDER:
        return 1
    return total - HIDDEN_UNDER if 0 < done < HIDDEN_UNDER else total - done


def _rank(one: Trouble) -> tuple[int, int, float, str]:
    return -SEVERITY.index(one.status), -one.size, -one.size / one.of if one.of else 0.0, one.says


def worst_first(counts: dict[Status, int] | None, name: str) -> tuple[bool, int, int, int, str]:
    """What schools are sorted by: most clauses not kept first, then most that need attention, then fewest kept.

    Schools of which nothing was read come last: nothing is known of them.
    """
    of = counts or {}
    wrong = (-of.get(Status.NOT_KEPT, 0), -of.get(Status.NEEDS_ATTENTION, 0), of.get(Status.KEPT, 0))
    return counts is None, *wrong, name
