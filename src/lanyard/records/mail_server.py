"""The mail server of an installation whose environment names none: kept in a file beside the keys, for its password.

Every connection reads the file, so that what was kept on the page holds in all processes at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

from lanyard.records.keys import write_new

BACKEND = f"{__name__}.KeptMailServer"
FILE = "mail-server.json"
STARTTLS, TLS, PLAIN = "starttls", "tls", "plain"


@dataclass(frozen=True)
class MailServer:
    """Where email goes out, and from whom. `security` is "starttls", "tls" or "plain"; no `user` means no log-in."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    def connection(self, seconds: int) -> smtp.EmailBackend:
        """A connection that waits for so many seconds at most; it opens with the first email."""
        return smtp.EmailBackend(timeout=seconds, **self.as_options())

    def as_options(self) -> dict[str, Any]:
        """What Django's connection is told of it."""
        return {
            "host": self.host,
            "port": self.port,
            "username": self.user,
            "password": self.password,
            "use_tls": self.security == STARTTLS,
            "use_ssl": self.security == TLS,
        }


class KeptMailServer(smtp.EmailBackend):
    """Sends through the server in the file; without a file, through this computer's own."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        self.server = kept()
        known = self.server.as_options() if self.server else {}
        super().__init__(fail_silently=fail_silently, **{**options, **known})

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if self.server and message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = self.server.sender
        return super().send_messages(email_messages)


def is_kept_here() -> bool:
    """Whether the file decides; it does not where the environment names a mail server."""
    return settings.EMAIL_BACKEND == BACKEND


def kept() -> MailServer | None:
    """The server in the file, or None."""
    try:
        return MailServer(**json.loads(_path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def keep(server: MailServer) -> None:
    """Write the file anew, readable by its owner only; whoever reads meanwhile finds the old one or the new one."""
    path = _path()
    fresh = path.with_name(f".{FILE}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    write_new(fresh, json.dumps(asdict(server)))
    fresh.replace(path)


def _path() -> Path:
    return Path(settings.LANYARD_HOME) / "keys" / FILE
