"""Processes that are to be there for as long as this one is: whatever ends is started again.

The process that looks after the others answers nobody itself, so nothing that a request does can end it.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

logger = logging.getLogger("lanyard.processes")

# How often they are looked at, and how long one that ends at once again is left alone at the most (seconds).
LOOK_EVERY, LONGEST_PAUSE = 0.5, 30.0
# One that was there so long ended for another reason than the one before it.
STEADY_AFTER = 60.0
PATIENCE = 20.0


class Forked:
    """A copy of this process that does one thing, looked after like a `subprocess.Popen`."""

    def __init__(self, what: Callable[[], None]) -> None:
        parent = os.getpid()
        self.code: int | None = None
        self.pid = os.fork()
        if self.pid:
            return
        end_with(parent)
        try:
            with suppress(KeyboardInterrupt, SystemExit):
                what()
        finally:
            # Nothing that the parent began is ended here.
            os._exit(0)

    def poll(self) -> int | None:
        """How it ended, or None while it is there."""
        if self.code is None:
            with suppress(ChildProcessError):
                done, status = os.waitpid(self.pid, os.WNOHANG)
                self.code = os.waitstatus_to_exitcode(status) if done else None
        return self.code

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, how: signal.Signals) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, how)


def end_with(parent: int) -> None:
    """End this process when that one has gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


@dataclass
class Kept:
    """One process that is to be there: its name for the log, and how it is started."""

    name: str
    start: Callable[[], Forked | subprocess.Popen]
    process: Forked | subprocess.Popen | None = None
    since: float = 0.0
    pause: float = 0.0
    not_before: float = field(default=0.0)

    def look(self, now: float) -> None:
        """Start it if it is not there; one that ended at once is left alone for twice as long each time."""
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            steady = now - self.since >= STEADY_AFTER
            self.pause = 1.0 if steady or not self.pause else min(2 * self.pause, LONGEST_PAUSE)
            self.not_before = now + self.pause
            logger.error("The process “%s” ended (%s) and is started again.", self.name, code)
            self.process = None
        if now >= self.not_before:
            self.process, self.since = self.start(), now


def keep(those: Iterable[Kept], stop: Callable[[], bool]) -> None:
    """Look after the processes until `stop` says so or this one is interrupted; then end them."""
    everybody = list(those)
    try:
        while not stop():
            for one in everybody:
                one.look(time.monotonic())
            time.sleep(LOOK_EVERY)
    finally:
        _end([one.process for one in everybody if one.process is not None])


def _end(processes: list[Forked | subprocess.Popen]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    while any(process.poll() is None for process in processes) and time.monotonic() < until:
        time.sleep(0.05)
    for process in processes:
        if process.poll() is None:
            process.kill()
