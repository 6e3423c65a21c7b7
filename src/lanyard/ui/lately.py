"""What everybody is shown and hardly ever changes, such as the list of services, is not asked for by each of two
hundred people who come in one minute. Never for what decides who may see or be told something.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")

# How long an answer is good for, in seconds: about as long as somebody takes to look again at what they changed.
SECONDS = 5
_MOST = 1_000


def lately(ask: Callable[P, R]) -> Callable[P, R]:
    """Answer what was answered to the same arguments in the last seconds, by this process.

    Inside a transaction it always asks anew: what was just written there is seen at once. The answer is shared by
    threads and must not be changed by those who get it.
    """
    known: dict[tuple, tuple[float, R]] = {}

    @wraps(ask)
    def answer(*args: P.args, **named: P.kwargs) -> R:
        if connection.in_atomic_block:
            return ask(*args, **named)
        key, now = (args, tuple(sorted(named.items()))), time.monotonic()
        found = known.get(key)
        if found is None or found[0] < now:
            if len(known) >= _MOST:
                known.clear()
            found = known[key] = (now + SECONDS, ask(*args, **named))
        return found[1]

    return answer
