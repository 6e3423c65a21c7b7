"""The demonstration, set up and served by the commands that `make run` uses."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import migrated
from tests.browser.site import Site

COMMAND = [str(Path(sys.executable).with_name("lanyard"))]
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What tests or a desk may have set, and a demonstration is not to know of.
NOT_FOR_THE_SITE = ("LANYARD_EMAIL_URL", "LANYARD_SECRET_KEY_FILE", "DJANGO_SETTINGS_MODULE")


class CannotServe(Exception):
    """The site was not set up or did not start; the text is what it wrote."""


def set_up(home: Path, *, database_url: str = "") -> None:
    """Make a demonstration in this home folder; the database is a copy of a migrated one. Raises `CannotServe`."""
    if not database_url:
        home.mkdir(exist_ok=True)
        shutil.copyfile(migrated.sqlite(), home / "lanyard.sqlite3")
    made = subprocess.run(
        [*COMMAND, "setup", "--demonstration"],
        env=_environment(home, database_url),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CannotServe(made.stderr)


@contextmanager
def serving(home: Path, *, database_url: str = "") -> Iterator[Site]:
    """The demonstration that was made in this home folder, until the end of the block. Raises `CannotServe`."""
    port = free_port()
    # By name and not by number: browsers keep passkeys for names only.
    url = f"http://localhost:{port}"
    environment = _environment(home, database_url) | {"LANYARD_BASE_URL": url}
    with (home / "server.log").open("w+") as log:
        server = subprocess.Popen([*COMMAND, "run", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, server, home / "server.log")
            yield Site(url, home, environment["LANYARD_DATABASE_URL"])
        finally:
            server.terminate()
            server.wait(timeout=20)


def _environment(home: Path, database_url: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_SITE} | {
        "LANYARD_HOME": str(home),
        "LANYARD_DEMONSTRATION": "1",
        "LANYARD_HOSTS": "127.0.0.1,localhost",
        "LANYARD_DATABASE_URL": database_url or f"sqlite:///{home / 'lanyard.sqlite3'}",
    }


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    """Wait until the site answers. Raises `CannotServe` with what it wrote."""
    # A machine that is busy with other tests needs a minute to start what else takes two seconds.
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise CannotServe(log.read_text())
