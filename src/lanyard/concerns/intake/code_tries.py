"""What it costs to try a code. A right one always opens, and nobody's address is counted, let alone locked.

A browser with scripts does a small piece of work for each code before it sends it; a code with that work is looked up
at once. A code without it is looked up in a line of its own, one after the other, and a wrong one holds that line for a
moment: so those who try a thousand wait for each other. Where the line is too long to stand in, the page asks to press
again, with a note for this code that opens the quick way after some seconds.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import TypeVar

from django.core import signing

from lanyard.concerns.core import receipts
from lanyard.concerns.intake import proof_of_work

# Seconds that a wrong code without work holds the line; how many stand in it at most, and for how long (seconds).
WRONG_TAKES, MOST_IN_LINE, PATIENCE = 1.0, 3, 5.0
# Seconds until a note is good, and as long as it stays so.
NOTE_AFTER, NOTE_FOR = 5, 600
_SALT = "concerns.try"

T = TypeVar("T")
_line, _places = Lock(), BoundedSemaphore(MOST_IN_LINE)


class LineIsLong(Exception):
    """So many try codes at this moment that this one was not looked at yet."""


def look_up(code: str, find: Callable[[str], T | None], *, form: str, worked_out: str, note: str) -> T | None:
    """What the code opens; None for a wrong one. Raises `LineIsLong`, never for a code with its work or note done.

    `form` is the token of the page and `worked_out` what its browser found for this code; `note` is from `note_for`.
    """
    if is_paid_for(code, form=form, worked_out=worked_out, note=note):
        return find(code)
    if not _places.acquire(blocking=False):
        raise LineIsLong
    try:
        if not _line.acquire(timeout=PATIENCE):
            raise LineIsLong
        try:
            found = find(code)
            if found is None:
                time.sleep(WRONG_TAKES)
            return found
        finally:
            _line.release()
    finally:
        _places.release()


def is_paid_for(code: str, *, form: str, worked_out: str, note: str) -> bool:
    """Whether work was done for this very code on a page of ours, or it has waited for its time."""
    if receipts.form_in(form) is not None and proof_of_work.is_solved(f"{form}:{code}", worked_out):
        return True
    try:
        held = signing.loads(note, salt=_SALT, max_age=NOTE_FOR)
    except (signing.BadSignature, TypeError):
        return False
    return held == [_digest(code), held[1]] and held[1] + NOTE_AFTER <= int(time.time())


def note_for(code: str) -> str:
    """A note with which this code, and no other, is looked up at once some seconds from now."""
    return signing.dumps([_digest(code), int(time.time())], salt=_SALT)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
