"""The keys of an installation: made once, kept in files outside the database, never shown.

This module needs no settings: the keys must exist before Django can start.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

SECRET_KEY, AUDIT_KEY, FIELD_KEYS = "secret-key", "audit-key", "field-keys.json"


class KeysMissing(Exception):
    """A key that is needed is not there, or can't be read; the text says what to do."""


def make_keys(home: Path) -> list[Path]:
    """Make the keys that are absent in `home`/keys and return their paths; those that exist are left alone.

    The folder and the files can be read by their owner only.
    """
    # The home holds the database too: nobody else on the machine has business in it.
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = home / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    contents = {
        SECRET_KEY: secrets.token_urlsafe(64),
        AUDIT_KEY: secrets.token_hex(32),
        FIELD_KEYS: json.dumps(new_field_keys(), indent=2),
    }
    missing = {name: text for name, text in contents.items() if not (folder / name).exists()}
    for name, text in missing.items():
        write_new(folder / name, text)
    return [folder / name for name in missing]


def new_field_keys() -> dict:
    """The content of a new field key file: one data key, in use, and the key of the look-up index."""
    return {"active": "k1", "keys": {"k1": new_data_key()}, "made": {"k1": _today()}, "index": new_data_key()}


def with_new_key(content: dict) -> dict:
    """The same content with one more data key, which is from now on the one that seals."""
    name = f"k{1 + max(int(name.removeprefix('k')) for name in content['keys'])}"
    return {
        **content,
        "active": name,
        "keys": {**content["keys"], name: new_data_key()},
        "made": {**content.get("made", {}), name: _today()},
    }


def new_data_key() -> str:
    """256 random bits as base64 text."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet, readable by its owner only and safely on the disk before this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def audit_key(home: Path) -> bytes:
    """The key that seals the audit chain. Raises `KeysMissing`."""
    return _audit_key(home / "keys" / AUDIT_KEY)


@lru_cache
def _audit_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise KeysMissing(f"There is no audit key at {path}. Run “lanyard setup” once to make the keys.") from None
    except (OSError, ValueError) as problem:
        raise KeysMissing(f"The audit key at {path} can't be read.") from problem
    if len(key) < 32:
        raise KeysMissing(f"The audit key at {path} is too short.")
    return key


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
