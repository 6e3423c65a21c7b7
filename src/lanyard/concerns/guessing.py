"""How often wrong codes come from one network address: counted for ten minutes under a keyed digest, apart from any
report. A code can't be guessed; this keeps those who try from taking the machine's time.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from lanyard.records.fields import blind_index

MOST, SECONDS = 30, 600


def is_too_often(request: HttpRequest) -> bool:
    """Whether so many wrong codes came from there lately that the next is not even looked at."""
    return cache.get(_key(request), 0) >= MOST


def count_wrong(request: HttpRequest) -> None:
    """One more wrong code came from there."""
    key = _key(request)
    cache.set(key, cache.get(key, 0) + 1, SECONDS)


def _key(request: HttpRequest) -> str:
    return "wrong-codes:" + blind_index(_address(request), "concerns.guessing")[:32]


def _address(request: HttpRequest) -> str:
    """The other end of the line; behind a web server, whom that server says last: anything before it can be made up."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    is_behind = settings.BASE_URL.startswith("https://")
    return forwarded if is_behind and forwarded else request.META.get("REMOTE_ADDR", "")
