"""The envelope of a sealed log-in: each channel's own key, sealed in turn by the installation's keys (OFF6).

A copy of the database holds the log-in and its key, both sealed; a copy of the key file holds neither. Rotating the
installation's keys seals the channels' keys anew, as it does every encrypted field, and goes on if it was cut off.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from lanyard.channels.models import SealedLogIn
from lanyard.records.keyring import CannotDecrypt, open_bytes, seal_bytes

# What a log-in can hold, in the order in which it is shown.
PARTS: Mapping[str, str] = {
    "user_name": "User name",
    "password": "Password",
    "one_time_secret": "Secret for one-time codes",
    "recovery_codes": "Recovery codes",
    "recovery_email": "Recovery email address",
    "recovery_telephone": "Recovery telephone number",
}
# A secret of fewer bytes was not copied as a whole: the shortest that services give out have ten.
SHORTEST = 10
SHOWN: Mapping[str, str] = {**PARTS, "one_time_code": "One-time code, for the next 30 seconds"}


def seal(log_in: SealedLogIn, parts: Mapping[str, str]) -> None:
    """Put these parts into the row, under a fresh key: what was sealed before opens no more."""
    key = secrets.token_bytes(32)
    kept = {name: parts[name] for name in PARTS if parts.get(name)}
    log_in.data_key = base64.b64encode(key).decode()
    log_in.sealed = seal_bytes(key, json.dumps(kept).encode(), _context(log_in))
    log_in.parts = list(kept)


def opened(log_in: SealedLogIn) -> dict[str, str]:
    """What is in it. Raises `CannotDecrypt` with a sentence where the key or what is sealed is not as it was."""
    return json.loads(open_bytes(base64.b64decode(log_in.data_key), bytes(log_in.sealed), _context(log_in)))


def is_readable(log_in: SealedLogIn) -> bool:
    """Whether it opens with the keys that there are. What it holds is not answered."""
    try:
        return bool(opened(log_in))
    except CannotDecrypt:
        return False


def is_one_time_secret(text: str) -> bool:
    """Whether codes can be made of this, as a service shows it beside its picture to scan."""
    try:
        return len(_key(text)) >= SHORTEST
    except ValueError:
        return False


def with_code_of_now(parts: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The parts as they are shown: instead of the secret of one-time codes, the code that it gives now."""
    shown = dict(parts)
    if secret := shown.pop("one_time_secret", ""):
        # As services do it: six digits for each half minute. Some give out keys that the standard calls too short.
        codes = TOTP(_key(secret), 6, hashes.SHA1(), 30, enforce_key_length=False)  # noqa: S303  (RFC 6238)
        shown["one_time_code"] = codes.generate(int(now.timestamp())).decode()
    return shown


def _key(secret: str) -> bytes:
    """The bytes of a secret as a service shows it. Raises `ValueError` for what is none."""
    plain = secret.replace(" ", "").replace("-", "").upper().rstrip("=")
    return base64.b32decode(plain + "=" * (-len(plain) % 8))


def _context(log_in: SealedLogIn) -> str:
    return f"channels.log-in.{log_in.channel_id}"
