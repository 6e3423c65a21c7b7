"""What every action on an open case begins with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from lanyard.concerns.core.actions.chronology import write_step
from lanyard.concerns.core.actions.common import change, need_handler, still_open
from lanyard.concerns.core.choices import SHUT_OUT, EntryKind, PartyRole, State
from lanyard.concerns.core.models import Concern, Entry, Party
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User

CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)


def take(by: User, concern: Concern, version: int, **fields: Any) -> None:
    """Write the fields of an open concern for somebody who deals with it. Raises `Refused` and `Stale`."""
    need_handler(by, concern)
    still_open(concern)
    change(concern, version, **fields)


def decision(concern: Concern, text: str, reason: str, by: User) -> Entry:
    """Write a decision with its reasons into the chronology, in the caller's transaction.

    In one text, so that wherever the decision is read, printed or searched for, the reasons are there too.
    """
    return write_step(concern, f"{text} Reasons: {reason}", by, kind=EntryKind.DECISION)


def not_yet_decided(concern: Concern) -> None:
    """Raises `Refused` for a concern with an outcome: what led to it stays as it was until it is opened again."""
    if concern.state == State.DECIDED:
        raise Refused("This concern has been decided. Reopen it to change this.")


def of_this_case(concern: Concern, row: Any) -> None:
    """Raises `Refused` for what belongs to another case."""
    if row.concern_id != concern.pk:
        raise Refused("This belongs to another concern.")


def a_child(concern: Concern, party: Party) -> None:
    """Raises `Refused` for anybody who is not a child in this case now."""
    of_this_case(concern, party)
    if party.role in SHUT_OUT or party.role not in CHILDREN or party.ended_at:
        raise Refused("Choose a child who is in this case.")


def has_passed(moment: datetime) -> None:
    """Raises `Refused` for a time that is still to come."""
    if moment > timezone.now():
        raise Refused("This time is in the future. Enter when it happened.")
