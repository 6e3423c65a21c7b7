"""Writes what many send in one moment in one go: who comes while a batch is being written waits, and all who wait are
the next batch. What is looked up for all of them is looked up once, and they share one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Lock, get_ident
from typing import Generic, TypeVar, cast

from django.db import OperationalError, connection

# So long (seconds) whoever takes in waits for others who are on their way.
PATIENCE = 0.1

T = TypeVar("T")
R = TypeVar("R")


@dataclass(eq=False)
class _Turn(Generic[T, R]):
    """One who waits, and what came of it: a result or what was wrong, never both."""

    item: T
    result: R | None = None
    problem: BaseException | None = None

    @property
    def is_over(self) -> bool:
        return self.result is not None or self.problem is not None


class BatchWriter(Generic[T, R]):
    """`take` is given all that wait and answers a result for each, in their order; it keeps all of them or none.

    What is wrong with one spoils nothing for the others: then each is taken in alone. Nobody is answered before their
    own transaction is over; who is inside a transaction of their own is therefore taken in alone, within it.
    """

    def __init__(self, take: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._take = take
        self._waiting: list[_Turn[T, R]] = []
        self._coming: set[int] = set()
        self._line, self._busy = Condition(), Lock()

    @contextmanager
    def on_the_way(self) -> Iterator[None]:
        """Around what somebody does before they hand in, as far as it is only a moment: who takes in waits for them."""
        with self._line:
            self._coming.add(get_ident())
        try:
            yield
        finally:
            with self._line:
                self._is_here()

    def _is_here(self) -> None:
        self._coming.discard(get_ident())
        if not self._coming:
            self._line.notify_all()

    def submit(self, item: T) -> R:
        """Wait for one's turn; answers the result for this item, or raises what was wrong with it."""
        mine: _Turn[T, R] = _Turn(item)
        if connection.in_atomic_block:
            self._alone(mine)
        else:
            with self._line:
                self._waiting.append(mine)
                self._is_here()
            with self._busy:
                if not mine.is_over:
                    turns = self._next()
                    self._together(turns if mine in turns else [*turns, mine])
        if mine.problem is not None:
            raise mine.problem
        return cast(R, mine.result)

    def _next(self) -> list[_Turn[T, R]]:
        with self._line:
            self._line.wait_for(lambda: not self._coming, PATIENCE)
            together, self._waiting = self._waiting, []
        return together

    def _together(self, turns: list[_Turn[T, R]]) -> None:
        try:
            if len(turns) > 1:
                for turn, result in zip(turns, self._take([turn.item for turn in turns]), strict=True):
                    turn.result = result
                return
        except OperationalError as problem:
            # The database itself did not answer: asking it for each of them would only take as many times as long.
            for turn in turns:
                turn.problem = problem
            return
        except Exception:  # noqa: BLE001, S110  (whatever it was, it is raised where it belongs: each is tried alone)
            pass
        for turn in turns:
            self._alone(turn)

    def _alone(self, turn: _Turn[T, R]) -> None:
        try:
            (turn.result,) = self._take([turn.item])
        except BaseException as problem:  # noqa: BLE001  (raised again by whose turn it is)
            turn.problem = problem
