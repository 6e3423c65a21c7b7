"""See that there is a Chromium for the browser tests, and install Debian's where that is allowed.

Exit code 0: there is one, or its tests will be left out and say so. With CI set, a missing one is exit code 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Find Chromium or install it; answers the exit code."""
    if found():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium for the browser tests")
        quietly("apt-get", "update")
        quietly("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
    if found():
        return 0
    say("The browser tests need Chromium, and it is not here. Install the package «chromium» and run this again.")
    return 1 if os.environ.get("CI") else 0


def found() -> str | None:
    """The path of the first browser there is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def quietly(*command: str) -> None:
    """Run a command; what it prints matters only if it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
