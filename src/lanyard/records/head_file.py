"""The newest number of the audit trail, sealed, in a file beside the audit key: outside the database.

Whoever has the database alone can cut off the end of the trail and put an earlier head record back; the file still
knows how far it went. It is written after each commit, so it is never ahead of what the database promised to keep, and
behind by what a crash cut off at most.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from lanyard.records.chain import Head

NAME = "audit-head"


class Damaged(Exception):
    """The file is there and is not what was written."""


def path_in(home: Path) -> Path:
    """Where the file is in a home folder."""
    return home / "keys" / NAME


def known(home: Path) -> Head | None:
    """What the file says, true or not; None where there is none. Raises `Damaged`."""
    try:
        number, digest, seal = path_in(home).read_text(encoding="ascii").split()
        return Head(int(number), digest, seal)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        raise Damaged from problem


def keep(home: Path, head: Head) -> None:
    """Write what the last event is, whatever the file said before."""
    path = path_in(home)
    made = path.with_name(f"{NAME}.{uuid4().hex}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{head.number} {head.digest} {head.seal}\n")
    made.replace(path)


def advance(home: Path, before: Head, after: Head, *, is_ours: Callable[[Head], bool]) -> None:
    """Write what the last event is, after some were put behind `before`.

    Only a file that knew the trail as it was goes forward. One that was taken away, changed, or knows of events that
    are no longer there stays as it is, so that verifying tells of it. `is_ours` says whether an earlier head, which a
    crash or a quicker writer left in the file, is genuine and still in the trail.
    """
    try:
        there = known(home)
    except Damaged:
        return
    if there is None:
        if before.number == 0:
            keep(home, after)
        return
    follows = (there.number, there.digest) == (before.number, before.digest)
    if there.number <= before.number and is_ours(there) and (follows or there.number < before.number):
        keep(home, after)
