"""Kills a site with SIGKILL in the middle of writes, 100 times, and looks what is left. Run by `make bench`.

People report one after the other for as long as the site is there, and note each receipt that they have seen. After
each killing the site is started again from what it left. In the end every report with a receipt must be there once, and
the audit trail must be whole.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.running import Site, lost, receipts_of

PEOPLE = 6


def crashes(site: Site, times: int, chance: random.Random) -> Iterator[list[dict[str, Any]]]:
    """Kill the site so many times while people report; answers the receipts seen before each killing."""
    for _ in range(times):
        with site.running() as server:
            people = site.reporters(PEOPLE, on=True)
            first = people.stdout.readline()
            time.sleep(chance.uniform(0, 1.5))
            site.kill(server)
            yield [json.loads(first), *receipts_of(people)] if first else []


def main() -> None:
    """Crash, look, print. Exit code 1 when anything is lost or the trail is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lanyard-crash-") as home:
        site = Site(Path(home))
        site.set_up()
        chance = random.Random()  # noqa: S311  (when to kill is no secret)
        seen = [one for found in crashes(site, arguments.times, chance) for one in found]
        kept = site.kept()
        missing, trail = lost(seen, kept), site.lanyard("audit", "verify")
    there = {row["account"] for row in kept}
    twice = sum(one["account"] in there for one in missing)
    # In the order in which receipts were seen: those that are lost by one killing stand together.
    places = [place for place, one in enumerate(seen) if one in missing]
    print(f"Killed {arguments.times} times: {len(seen)} receipts seen, {len(kept)} reports kept, "
          f"{len(missing) - twice} lost, {twice} there twice (numbers {places}); "
          f"audit trail {'broken' if trail.returncode else 'whole'}")  # fmt: skip
    raise SystemExit(bool(missing) or bool(trail.returncode))


if __name__ == "__main__":
    main()
