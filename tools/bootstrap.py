"""Make the virtual environment from the locked requirements. Needs Python 3.11 or newer, and nothing else.

    python3 tools/bootstrap.py run    what the application needs
    python3 tools/bootstrap.py dev    that, and what tests and linters need

Every package is checked against the hashes in requirements/. The stamp left in the environment tells make what is done.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
OLDEST = (3, 11)


def main(kind: str) -> int:
    """Make or bring up to date the environment; answers the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        return stop(
            f"Lanyard needs Python 3.11 or newer, and this is {found}. Name a newer one: make PYTHON=python3.12"
        )
    try:
        uv = installer()
        if not python_of(ENVIRONMENT).exists():
            run(uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT)
        say(f"Installing the packages locked in requirements/{kind}.txt")
        install = (uv, "pip", "install", "--quiet", "--python", python_of(ENVIRONMENT))
        run(*install, "--require-hashes", "-r", "requirements/tools.txt", "-r", f"requirements/{kind}.txt")
        run(*install, "--no-deps", "--no-build-isolation", "--editable", ".")
    except subprocess.CalledProcessError as problem:
        return stop(f"This step did not work: {' '.join(map(str, problem.cmd))}")
    (ENVIRONMENT / f".{kind}").touch()
    if kind == "dev":
        (ENVIRONMENT / ".run").touch()
    return 0


def installer() -> Path:
    """The installer that reads the lock files, in an environment of its own."""
    uv = python_of(TOOLS).with_name("uv")
    if not uv.exists():
        say("Making the virtual environment")
        run(sys.executable, "-m", "venv", TOOLS)
        pip = (python_of(TOOLS), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--require-hashes", "-r", "requirements/tools.txt")
    return uv


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def run(*command: object) -> None:
    """Run a command in the project's folder; nothing of an environment that happens to be active leaks into it."""
    clean = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    subprocess.run([str(part) for part in command], cwd=ROOT, env=clean, check=True)


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def stop(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit(stop("Say what for: python3 tools/bootstrap.py run, or dev"))
    sys.exit(main(sys.argv[1]))
