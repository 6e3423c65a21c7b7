"""Start-up checks of the keys: that they are there, and that nobody else on the machine can read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from lanyard.records.keyring import CannotDecrypt, keyring
from lanyard.records.keys import AUDIT_KEY, KeysMissing, audit_key

OTHERS = 0o077


@register(Tags.security)
def keys_are_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Errors for keys that are missing or can't be read; warnings for files that others may read."""
    found: list[CheckMessage] = []
    for ask, code in ((keyring, "records.E001"), (lambda: audit_key(settings.LANYARD_HOME), "records.E002")):
        try:
            ask()
        except (CannotDecrypt, KeysMissing) as problem:
            found.append(Error(str(problem), id=code))
    return found + [_open_to_others(path) for path in _files() if path.exists() and path.stat().st_mode & OTHERS]


def _files() -> list[Path]:
    return [Path(settings.FIELD_KEYS_FILE), settings.LANYARD_HOME / "keys" / AUDIT_KEY]


def _open_to_others(path: Path) -> Warning:
    return Warning(
        f"Other users of this machine can read the key file {path}.",
        hint=f"Run “chmod 600 {path}”.",
        id="records.W001",
    )
