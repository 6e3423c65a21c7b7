"""The time at which something is written, as exactly as may be kept.

What somebody sends without a name is dated to the minute, and so is all that follows from it in the same transaction:
the very second, beside another log, would tell who sent it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_coarse: ContextVar[bool] = ContextVar("coarse", default=False)


@contextmanager
def to_the_minute() -> Iterator[None]:
    """Whatever is dated inside is dated to the minute."""
    token = _coarse.set(True)
    try:
        yield
    finally:
        _coarse.reset(token)


def now() -> datetime:
    """The time; inside `to_the_minute` without its seconds."""
    moment = timezone.now()
    return moment.replace(second=0, microsecond=0) if _coarse.get() else moment
