"""The newest number of the audit trail, sealed, in a file beside the audit key: outside the database.

Whoever has the database alone can cut off the end of the trail and put an earlier head record back; the file still
knows how far it went. It is written after each commit, so it is never ahead of what the database promised to keep, and
behind by what a crash cut off at most.
"""

from __future__ import annotations

import os
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


def advance(home: Path, head: Head, *, begins: bool) -> None:
    """Write what the last event is, if it is later than what the file says.

    A file that is not there is made only where the trail `begins`; that one was taken away must not go unseen.
    """
    try:
        before = known(home)
    except Damaged:
        return
    if begins if before is None else head.number > before.number:
        keep(home, head)
