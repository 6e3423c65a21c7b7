"""How pages are measured: who asks for which, how often, and how long it took."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TARGET_PAGE_MS, MOST_QUERIES = 150, 15
REQUESTS = 100


@dataclass
class Page:
    """A page to measure: who asks, the address for the n-th request, and what is posted, if anything is."""

    name: str
    user: Any
    path: Callable[[int], str]
    data: dict[str, str] | None = None
    target: int = TARGET_PAGE_MS


def measured(page: Page) -> bool:
    """One page, asked for many times."""
    times, queries = timed(asking(page), REQUESTS)
    p95 = statistics.quantiles(times, n=20)[18] * 1000
    print(f"{page.name:30} median {statistics.median(times) * 1000:6.1f} ms   95th {p95:6.1f} ms   {queries} queries "
          f"(target {page.target} ms, {MOST_QUERIES} queries)")  # fmt: skip
    return p95 > page.target or queries > MOST_QUERIES


def asking(page: Page) -> Callable[[], None]:
    """A call that asks for the page once more; it was asked for once already."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    if page.user:
        client.force_login(page.user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(page.user.pk)
        session.save()
    asked = iter(range(10 * REQUESTS))

    def ask() -> None:
        path = page.path(next(asked))
        answer = client.get(path) if page.data is None else client.post(path, page.data)
        if answer.status_code != 200:
            raise SystemExit(f"{page.name or path} answered {answer.status_code}")

    ask()
    return ask


def holder(role: str, school: Any = None) -> Any:
    """Somebody who holds the role and can sign in, at the school or for the trust; None without."""
    from lanyard.people.models import RoleHolding

    rows = RoleHolding.objects.filter(role=role, end=None, person__user__isnull=False)
    found = rows.filter(school=school).select_related("person__user").first()
    return found.person.user if found else None


def timed(call: Callable[[], object], times: int) -> tuple[list[float], int]:
    """Seconds of each call, and the queries of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds = []
    for _ in range(times):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - started)
    return seconds, len(captured)
