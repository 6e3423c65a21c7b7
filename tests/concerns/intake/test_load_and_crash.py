"""A whole school reports in one moment, and the machine loses its power: no report with a receipt is ever lost.

The site is `lanyard run` on SQLite in processes of its own; so are the people who report (`bench.reporters`). How fast
it is, is measured by `make bench`, on a machine that does nothing else, with twice as many and a hundred killings.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from bench.crash import crashes
from bench.running import Site, lost, receipts_of

# One after the other, on the same site.
pytestmark = [
    pytest.mark.xdist_group("load"),
    pytest.mark.skipif("LANYARD_DATABASE_URL" in os.environ, reason="It is about the database in one file."),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory, demonstration) -> Site:
    home = Path(tmp_path_factory.mktemp("load"))
    shutil.copytree(demonstration, home, dirs_exist_ok=True)
    return Site(home)


def test_a_hundred_reports_at_once_lose_nothing_and_no_two_are_the_same(site):
    with site.running():
        answers = receipts_of(site.reporters(100))
    kept = site.kept()

    assert [one["problem"] for one in answers if "problem" in one] == []
    assert len({one["code"] for one in answers}) == len(answers) == 100
    assert lost(answers, kept) == []
    assert len({row["receipt"] for row in kept}) == len({row["ref"] for row in kept}) == len(kept)


def test_no_report_with_a_receipt_is_lost_when_the_site_is_killed_in_the_middle_of_writes(site):
    seen = [one for found in crashes(site, 3, random.Random(5)) for one in found]
    trail = site.lanyard("audit", "verify")

    assert len(seen) >= 3
    assert lost(seen, site.kept()) == []
    assert trail.returncode == 0, trail.stdout + trail.stderr
