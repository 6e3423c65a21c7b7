"""See that there is an nginx for the tests of what stands in front, and install Debian's where that is allowed.

Exit code 0: there is one, or its tests will be left out and say so. With CI set, a missing one is exit code 1.
"""

from __future__ import annotations

import os
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from tools.browser import INSTALL, quietly, say

ALSO = "/usr/sbin/nginx"


def main() -> int:
    """Find nginx or install it; answers the exit code."""
    if not found() and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing nginx for the tests of a web server in front")
        if not quietly(*INSTALL, "nginx-light"):
            quietly("apt-get", "update")
            quietly(*INSTALL, "nginx-light")
    if found():
        return 0
    say("The tests of a web server in front need nginx, and it is not here. Install it and run this again.")
    return 1 if os.environ.get("CI") else 0


def found() -> str | None:
    """Where nginx is."""
    return shutil.which("nginx") or (ALSO if os.path.exists(ALSO) else None)


if __name__ == "__main__":
    sys.exit(main())
