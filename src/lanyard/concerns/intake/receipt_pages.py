"""A receipt is shown once: the answer to a report leads to a page that opens a single time, within some minutes.

So neither Back nor reload shows it again on a device that others use: what a browser keeps in its history is an address
whose page is gone, and no form that could be sent again. The address holds what to show, sealed with the installation's
key; that it was opened is an empty file, because many receipts are shown in one moment and none shall wait for another.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from lanyard.records.keyring import CannotDecrypt, keyring

# Seconds in which it can be opened.
OPENS_FOR = 300
_CONTEXT = "concerns.shown-once"


def pack(facts: Mapping[str, Any]) -> str:
    """The facts as a part of an address."""
    held = json.dumps({**facts, "at": time.time()})
    return base64.urlsafe_b64encode(keyring().seal(held.encode(), _CONTEXT).encode()).decode().rstrip("=")


def open_once(text: str) -> dict[str, Any] | None:
    """The facts, this one time; None for what was opened before, is too old, or is not ours."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        facts = json.loads(keyring().open(sealed, _CONTEXT))
    except (CannotDecrypt, ValueError):
        return None
    if facts.pop("at") + OPENS_FOR < time.time() or not _is_first(sealed):
        return None
    return facts


def sweep() -> int:
    """Delete the marks of receipts that could not be opened any more; answers how many."""
    old = [mark for mark in _folder().glob("*") if mark.stat().st_mtime < time.time() - 2 * OPENS_FOR]
    for mark in old:
        mark.unlink(missing_ok=True)
    return len(old)


def _is_first(sealed: str) -> bool:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = folder / hashlib.sha256(sealed.encode()).hexdigest()
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    now = time.time()
    os.utime(mark, (now, now))
    return True


def _folder() -> Path:
    return Path(settings.LANYARD_HOME) / "shown"
