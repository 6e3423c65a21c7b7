"""Undoing what was just done: the one way from a confirmation with an Undo button to the action that takes it back.

Rooms register what can be undone when the application starts, and say what was done with `say`. The button works for
ten minutes, for the same person, and only while nothing has moved on since: `mark` is what the row looked like right
after the action. What it takes to put things back travels signed, as ids and codes alone. Which actions can't be
undone, and why: decision 33.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest

from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused

FOR = timedelta(minutes=10)
_SALT = "records.undo"
TOO_LATE = "This can’t be undone any more: more than ten minutes have passed."
MOVED_ON = "This can’t be undone: something has changed since."


@dataclass(frozen=True)
class Undoable:
    """A kind of action that can be undone.

    `find(user, pk)` answers the row, or None for who may not see it. `undo(by, row, was)` puts it back and answers the
    address of the page to go to; it checks by itself who may, and raises `Refused`. `permission` is that of the page
    on which it was done, "" for one of the person's own.
    """

    key: str
    permission: str
    find: Callable[[Any, str], Any]
    mark: Callable[[Any], str]
    undo: Callable[[Any, Any, Mapping[str, str]], str]
    done: str


kinds: dict[str, Undoable] = {}


def register(kind: Undoable) -> Undoable:
    """Make a kind known; the answer is given to `say`."""
    kinds[kind.key] = kind
    return kind


def say(request: HttpRequest, kind: Undoable, row: Any, says: str, **was: str) -> None:
    """Say on the next page what was done, with a button that undoes it; `was` is what it takes to put it back."""
    note = {"kind": kind.key, "row": str(row.pk), "by": str(request.user.pk), "mark": kind.mark(row), "was": was}
    messages.success(request, says, extra_tags=signing.dumps(note, salt=_SALT))


def take_back(request: HttpRequest, token: str) -> tuple[str, str]:
    """Undo what the button stands for: answers what to say and where to go. Raises `Refused`, also for a button that
    is not this person's, so that nobody learns what somebody else did."""
    try:
        note = signing.loads(token, salt=_SALT, max_age=FOR)
    except signing.SignatureExpired:
        raise Refused(TOO_LATE) from None
    except signing.BadSignature:
        raise Refused(MOVED_ON) from None
    kind = kinds[note["kind"]]
    row = kind.find(request.user, note["row"]) if _may(request, kind, note["by"]) else None
    if row is None or kind.mark(row) != note["mark"]:
        raise Refused(MOVED_ON)
    return kind.done, kind.undo(request.user, row, note["was"])


def _may(request: HttpRequest, kind: Undoable, by: str) -> bool:
    if by != str(request.user.pk):
        return False
    if not kind.permission:
        return True
    second_step = not gate.table[kind.permission].sensitive or gate.resolver().second_step_done(request)
    return second_step and gate.may(request.user, kind.permission)
