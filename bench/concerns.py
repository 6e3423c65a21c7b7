"""Measures the pages of concerns with 200,000 of them in 100 schools; part of `bench.live_policy`, in the same trust.

    python -m bench.concerns --home DIR        a home that was set up with `lanyard demo --schools 100`, and stays so

Prints server time per page (median and 95th percentile) and queries, against the target of each; then how much longer
the queue takes with 10,000 concerns in it than with 100, and opening one of them.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.measuring import REQUESTS, Page, asking, holder, measured, timed

TARGET_SEARCH_MS = 500
TARGET_LIST, TARGET_OPEN = 1.5, 1.2
FEW, MANY = 100, 10_000
BY_NAME = 300
TARGET_CONTROLS_S = 5.0


def measure() -> bool:
    """Print every figure; answer whether a target was missed."""
    from django.db import connection

    from lanyard.concerns.core.models import Concern

    print(f"Concerns on {connection.vendor}: {Concern.objects.count()}")
    missed = controls()
    for page in pages():
        missed |= measured(page)
    return growth() or missed


def controls() -> bool:
    """The controls of concerns, for all schools, as the nightly snapshot reads them."""
    from django.utils import timezone

    from lanyard.assurance.actions import open_schools, read_all
    from lanyard.assurance.registry import Scope
    from lanyard.assurance.registry import measured as all_measured

    scope = Scope(open_schools(timezone.localdate()), timezone.localdate(), timezone.now())
    ours = [control for control in all_measured() if control.id.startswith("concerns.")]
    runs, queries = timed(lambda: read_all(scope, ours), 3)
    print(f"Controls of concerns, all schools: median {statistics.median(runs):.2f} s, {queries} queries "
          f"(target {TARGET_CONTROLS_S:.0f} s)")  # fmt: skip
    return statistics.median(runs) > TARGET_CONTROLS_S


def pages() -> Iterator[Page]:
    """Every list and page of the room, for those who use it most."""
    from lanyard.concerns.core.models import Concern
    from lanyard.people.models import School

    schools = list(School.objects.order_by("name")[:20])
    school = next(s for s in schools if holder("dsl", s) and holder("headteacher", s))
    trust, dsl, head = school.trust, holder("dsl", school), holder("headteacher", school)
    trustee, data = holder("chair_of_trustees"), holder("data_protection_lead")
    mine = list(Concern.objects.filter(school=school, level="dsl").values_list("pk", flat=True)[:REQUESTS])

    def case(more: str = "") -> Callable[[int], str]:
        return lambda n: f"/concerns/{mine[n % len(mine)]}/{more}"

    def at(path: str) -> Callable[[int], str]:
        return lambda n: path

    yield Page("Queue of a DSL", dsl, at("/concerns/"))
    yield Page("Queue of a headteacher", head, at("/concerns/"))
    yield Page("Queue of the chair of trustees", trustee, at("/concerns/"))
    yield Page("Queue of the data lead (100)", data, at("/concerns/"))
    yield Page("Queue by name alone", _let_in(school), at("/concerns/"))
    yield Page("Closed, of a DSL", dsl, at("/concerns/?tab=closed"))
    yield Page("Closed, of the data lead (100)", data, at("/concerns/?tab=closed"))
    yield Page("A case", dsl, case())
    yield Page("Who looked", dsl, case("looks/"))
    yield Page("Printing a case", dsl, case("print/"))
    yield Page("Patterns", head, at("/concerns/patterns/"))
    yield Page("Counts of a school", head, at(f"/schools/{school.slug}/concerns/counts/"))
    yield Page("Counts of the trust", trustee, at(f"/trusts/{trust.slug}/concerns/counts/"))
    yield Page("Lessons of a school", head, at(f"/schools/{school.slug}/lessons/"))
    yield Page("Posters", head, at(f"/schools/{school.slug}/posters/"))
    yield Page("Report page", None, at(f"/schools/{school.slug}/report/"))
    yield Page("Past their time", data, at(f"/trusts/{trust.slug}/concerns/retention/"))
    words = {"words": "group chat", "school": str(school.pk)}
    yield Page("Search of a school", dsl, at("/concerns/search/"), words, TARGET_SEARCH_MS)


def growth() -> bool:
    """The queue and one case, at a school with 100 concerns that wait and at one with 10,000."""
    from django.utils import timezone

    from lanyard.people.models import School
    from tests.concerns.crowd import crowd

    found = {}
    schools = [s for s in School.objects.order_by("-name") if holder("dsl", s)]
    for school, many in zip(schools, (FEW, MANY), strict=False):
        school.concerns.filter(level__in=("dsl", "deputy_dsl")).update(level="executive_headteacher")
        made = crowd(school, many, timezone.now(), level="dsl")
        dsl, paths = holder("dsl", school), [f"/concerns/{one.pk}/" for one in made]
        random.Random(many).shuffle(paths)  # noqa: S311  (which cases are opened is no secret)
        ask, look = asking(Page("", dsl, lambda n: "/concerns/")), asking(Page("", dsl, _each(_with_report(paths))))
        found[many] = [statistics.median(timed(call, REQUESTS)[0]) for call in (ask, look)]
    missed = False
    for name, target, few, many in zip(
        ("The queue", "Opening a case"), (TARGET_LIST, TARGET_OPEN), found[FEW], found[MANY], strict=True
    ):
        print(f"{name:30} {few * 1000:6.1f} ms with {FEW}, {many * 1000:6.1f} ms with {MANY}: "
              f"{many / few:.2f} times (target {target})")  # fmt: skip
        missed |= many / few > target
    return missed


def _each(paths: list[str]) -> Callable[[int], str]:
    return lambda n: paths[n % len(paths)]


def _with_report(paths: list[str]) -> list[str]:
    """The same, each with a report that can be opened."""
    from lanyard.concerns.core.models import Report

    chosen = paths[:REQUESTS]
    for report in Report.objects.filter(concern__in=[path.split("/")[2] for path in chosen]):
        report.account, report.answers = "Something unkind was written in a group chat.", {}
        report.save()
    return chosen


def _let_in(school: Any) -> Any:
    """Somebody of the leadership who was let in by name to some hundred concerns, and holds no role that reads any."""
    from django.utils import timezone

    from lanyard.concerns.core.models import Concern, Reader

    user, now = holder("leadership", school), timezone.now()
    rows = Concern.objects.filter(level="dsl").exclude(state="closed").order_by("pk")[:BY_NAME]
    Reader.objects.bulk_create(
        [
            Reader(concern=one, person=user.person, kind="consulted", start=now.date() - timedelta(1), added_at=now)
            for one in rows
        ],
        ignore_conflicts=True,
    )
    return user


def main() -> None:
    """Measure a home that is there already. Exit code 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    os.environ |= {
        "LANYARD_HOME": str(parser.parse_args().home),
        "LANYARD_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "lanyard.project.settings",
    }
    import django
    from django.db import transaction

    django.setup()
    with transaction.atomic():
        missed = measure()
        # It is left as it was.
        transaction.set_rollback(True)
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
