"""What other rooms do when somebody on the register comes to more than they had: a role, a cover, a name, an account.

A later room appends a follower to `followers`. Every action that lets somebody in, or changes what they are called,
calls `moved` in its own transaction, once it has written: before it is committed, nobody has got in anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

followers: list[Callable[[frozenset[UUID]], None]] = []
# Called with the record that goes and the one that stays, which then stands for both.
joiners: list[Callable[[UUID, UUID], None]] = []


def moved(people: Iterable[UUID]) -> None:
    """These people came to a role, a cover, a membership, an account or another name, in the caller's transaction."""
    ids = frozenset(people)
    for follow in followers if ids else ():
        follow(ids)


def joined(gone: UUID, kept: UUID) -> None:
    """Two records turned out to be one person: what holds of the one that goes holds of the one that stays."""
    for join in joiners:
        join(gone, kept)
