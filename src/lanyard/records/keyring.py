"""Sealing with the installation's data keys (AES-256-GCM), which are kept in a file outside the database.

A sealed value is the text `key:nonce:ciphertext` (base64). It is bound to its context, such as the table, column and
row it stands in: moved elsewhere, it doesn't open.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from lanyard.records.keys import KeysMissing, with_new_key, write_new

NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """A sealed value can't be opened; the text says why in one sentence and never holds the value."""


@dataclass(frozen=True)
class Keyring:
    """The data keys by name, which of them seals, and the key of the look-up index."""

    active: str
    keys: dict[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    made: dict[str, str] = field(default_factory=dict)

    def seal(self, plain: bytes, context: str) -> str:
        """The sealed text of these bytes, which opens in the same context only."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[self.active]).encrypt(nonce, plain, context.encode())
        return ":".join((self.active, base64.b64encode(nonce).decode(), base64.b64encode(sealed).decode()))

    def open(self, sealed: str, context: str) -> bytes:
        """The bytes that were sealed. Raises `CannotDecrypt`."""
        try:
            name, nonce, text = sealed.split(":")
            parts = _decoded(nonce), _decoded(text)
        except ValueError:
            raise CannotDecrypt(
                "A protected value was damaged: it is not in the form in which it was stored."
            ) from None
        if name not in self.keys:
            raise CannotDecrypt(f"A protected value needs the key {name}, which is not in the key file.")
        return open_bytes(self.keys[name], parts[0] + parts[1], context)


def _decoded(text: str) -> bytes:
    """The bytes of this text. One way of writing them is right: base64 has bits at its end that decode to nothing."""
    found = base64.b64decode(text, validate=True)
    if base64.b64encode(found).decode() != text:
        raise ValueError
    return found


def seal_bytes(key: bytes, plain: bytes, context: str) -> bytes:
    """The bytes sealed with a key of their own (files): nonce and ciphertext."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def open_bytes(key: bytes, sealed: bytes, context: str) -> bytes:
    """What `seal_bytes` sealed. Raises `CannotDecrypt`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise CannotDecrypt("A protected value was changed or moved since it was stored, and can't be read.") from None


def keyring() -> Keyring:
    """The keys as they are in the file now. Raises `CannotDecrypt` when the file is missing or can't be read."""
    path = Path(settings.FIELD_KEYS_FILE)
    try:
        # A rotation in another process replaces the file; all processes must see that at once.
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise CannotDecrypt(f"There is no key file at {path}. Run “lanyard setup”, or put back the copy.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CannotDecrypt(f"The key file at {path} can't be read as a file of keys.") from None


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Keyring:
    content = _content(path)
    keys = {name: base64.b64decode(text, validate=True) for name, text in content["keys"].items()}
    index = base64.b64decode(content["index"], validate=True)
    if any(len(key) != 32 for key in [*keys.values(), index]) or content["active"] not in keys:
        raise ValueError
    return Keyring(content["active"], keys, index, content.get("made", {}))


def _content(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def add_key() -> Keyring:
    """Add a key to the file and let it seal from now on. The file is replaced as a whole or not at all."""
    path = Path(settings.FIELD_KEYS_FILE)
    keyring()
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        write_new(fresh, json.dumps(with_new_key(_content(path)), indent=2))
        fresh.replace(path)
    except OSError as problem:
        raise KeysMissing(f"The key file at {path} can't be written: {problem.strerror}.") from problem
    return keyring()


def blind_index(value: str, purpose: str) -> str:
    """A keyed digest by which rows with exactly this value are found, without the value being in the database.

    The same value has another index for another `purpose`. The caller brings the value into one form first (case,
    spaces). The index key is not rotated: the stored digests could not be made anew without the values.
    """
    return hmac.digest(keyring().index, f"{purpose}\0{value}".encode(), "sha256").hex()
