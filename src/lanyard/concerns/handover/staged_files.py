"""Keeps a file between looking at it and taking it in: sealed on the disk, under a name that no attachment has.

What was not confirmed is swept away with what other undone uploads leave behind (`records.actions.sweep_attachments`).
The key is in the page alone, sealed for this person and this school, so a copy of the disk opens nothing.
"""

from __future__ import annotations

import base64
import json
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lanyard.records.attachments import STORED
from lanyard.records.keyring import CannotDecrypt, keyring, open_bytes, seal_bytes

# The sweep takes what is older than a day.
_HOURS = 12


class Gone(Exception):
    """What was staged is no longer there, or was never this person's."""


def stage(sent: bytes, *, person: UUID, school: UUID, password: str, now: datetime) -> str:
    """Keep the file for half a day; answers the text by which this person gets it back at this school."""
    name, key = secrets.token_hex(32), secrets.token_bytes(32)
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(seal_bytes(key, sent, f"staged.{name}"))
    held = {"name": name, "key": base64.b64encode(key).decode(), "password": password, "at": now.isoformat()}
    return keyring().seal(json.dumps(held).encode(), _context(person, school))


def staged(text: str, *, person: UUID, school: UUID, now: datetime) -> tuple[bytes, str]:
    """The file and its password. Raises `Gone`."""
    held = _held(text, person, school)
    if datetime.fromisoformat(held["at"]) + timedelta(hours=_HOURS) < now:
        raise Gone
    try:
        return open_bytes(base64.b64decode(held["key"]), _path(held["name"]).read_bytes(), f"staged.{held['name']}"), (
            held["password"]
        )
    except (OSError, CannotDecrypt):
        raise Gone from None


def forget(text: str, *, person: UUID, school: UUID) -> None:
    """Delete what was staged, because it was taken in or refused."""
    _path(_held(text, person, school)["name"]).unlink(missing_ok=True)


def _held(text: str, person: UUID, school: UUID) -> dict[str, str]:
    try:
        held = json.loads(keyring().open(text, _context(person, school)))
    except (CannotDecrypt, ValueError):
        raise Gone from None
    if not STORED.fullmatch(held["name"]):
        raise Gone
    return held


def _context(person: UUID, school: UUID) -> str:
    return f"concerns.staged.{person}.{school}"


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name[:2] / name
