"""A demonstration in a folder of its own, served by `lanyard run` on this machine, to be loaded and killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LANYARD = [sys.executable, "-m", "lanyard.project.cli"]
SCHOOL = "old-quay-juniors"
# How long a site may take to answer for the first time, in tenths of a second.
PATIENCE = 600


class Site:
    """A home folder and the port that it is served at."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LANYARD_", "DJANGO_"))}
        self.environment = kept | {"LANYARD_HOME": str(home), "LANYARD_DEMONSTRATION": "1"}

    def lanyard(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of this home."""
        return subprocess.run(
            [*LANYARD, *arguments], env=self.environment, capture_output=True, text=True, check=False, cwd=ROOT
        )

    def set_up(self) -> None:
        """Make the demonstration."""
        made = self.lanyard("setup", "--demonstration")
        if made.returncode:
            raise SystemExit(made.stderr)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen]:
        """Served until the end of the block, or until the whole group of processes is killed (`kill`)."""
        with (self.home / "server.log").open("a") as log:
            server = subprocess.Popen(
                [*LANYARD, "run", "--port", str(self.port)], env=self.environment, stdout=log, stderr=log, cwd=ROOT,
                start_new_session=True,
            )  # fmt: skip
        try:
            self._wait(server)
            yield server
        finally:
            if server.poll() is None:
                server.terminate()
            server.wait(timeout=30)

    def kill(self, server: subprocess.Popen) -> None:
        """End everything at once, as a power cut does: nothing is finished, nothing is tidied."""
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()

    def reporters(self, count: int, *, on: bool = False) -> subprocess.Popen[str]:
        """So many people reporting, in a process of their own (`bench.reporters`)."""
        command = [sys.executable, "-m", "bench.reporters", self.url, SCHOOL, str(count), *(["--on"] if on else [])]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def kept(self) -> list[dict[str, Any]]:
        """What this home has of every report: its account and the hash of its code (`bench.kept`)."""
        command = [sys.executable, "-m", "bench.kept"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True, cwd=ROOT)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _wait(self, server: subprocess.Popen) -> None:
        for _ in range(PATIENCE):
            if server.poll() is not None:
                break
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/health/")
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            finally:
                connection.close()
        raise SystemExit((self.home / "server.log").read_text())


def receipts_of(reporters: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """Every line that they printed, read to the end."""
    with reporters:
        return [json.loads(line) for line in reporters.stdout]


def lost(seen: list[dict[str, Any]], kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those receipts that somebody saw and of which there is not exactly one concern with this account."""
    accounts = [row["account"] for row in kept]
    return [one for one in seen if accounts.count(one["account"]) != 1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
