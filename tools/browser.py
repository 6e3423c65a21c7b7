"""See that there is a Chromium for the browser tests, and install Debian's where that is allowed.

The one without windows is the same browser and takes the tests half the time, so it is taken where it can be had.

Exit code 0: there is one, or its tests will be left out and say so. With CI set, a missing one is exit code 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

WITHOUT_WINDOWS = "chromium-headless-shell"
NAMES = (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome")
INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


def main() -> int:
    """Find Chromium or install it; answers the exit code."""
    if not shutil.which(WITHOUT_WINDOWS) and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium for the browser tests")
        quietly("apt-get", "update")
        if not quietly(*INSTALL, WITHOUT_WINDOWS) and not found():
            quietly(*INSTALL, "chromium")
    if found():
        return 0
    say("The browser tests need Chromium, and it is not here. Install the package “chromium” and run this again.")
    return 1 if os.environ.get("CI") else 0


def found() -> str | None:
    """The path of the first browser there is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def quietly(*command: str) -> bool:
    """Run a command and answer whether it succeeded; what it prints matters only if it did not."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
    return not done.returncode


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
