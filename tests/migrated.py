"""The database as the migrations leave it: made once and copied, since each time anew it takes half a minute.

It stays in the temporary folder between runs, under a name that changes with whatever it is made from.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import lanyard

ROOT = Path(__file__).parents[1]
# Migrations, and what they import.
MADE_FROM = ("migrations/**/*.py", "triggers*.py", "triggers/**/*.py", "fields.py", "models*.py", "models/**/*.py")


def name() -> str:
    """Of the database that fits the migrations there are."""
    digest = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    rooms = Path(lanyard.__file__).parent
    for path in sorted({path for pattern in MADE_FROM for path in rooms.glob(f"*/{pattern}")}):
        digest.update(str(path.relative_to(rooms)).encode() + b"\0" + path.read_bytes())
    return f"lanyard_migrated_{digest.hexdigest()[:16]}"


def folder() -> Path:
    """Where they are kept; nobody else may write there."""
    found = Path(tempfile.gettempdir()) / f"lanyard-test-migrated-{os.getuid()}"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


@contextmanager
def alone(what: str) -> Iterator[None]:
    """One worker makes it, the others wait for it."""
    with (folder() / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def sqlite() -> Path:
    """The file of a migrated database on SQLite: to copy, not to write to."""
    made = folder() / f"{name()}.sqlite3"
    with alone("sqlite"):
        if not made.exists():
            for old in folder().glob("*.sqlite3*"):
                old.unlink()
            being_made = made.with_name("being-made.sqlite3")
            _migrate(f"sqlite:///{being_made}")
            being_made.rename(made)
    return made


def postgres(server: str) -> str:
    """The name of a migrated database on this server: a template for others."""
    import psycopg

    made = name()
    with alone("postgres"), psycopg.connect(server, autocommit=True) as connection:
        listed = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'lanyard\\_migrated\\_%'")
        there = {row[0] for row in listed}
        for old in there - {made}:
            connection.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if made not in there:
            being_made = f"being_{made}"
            connection.execute(f'DROP DATABASE IF EXISTS "{being_made}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{being_made}"')
            _migrate(at(server, being_made))
            connection.execute(f'ALTER DATABASE "{being_made}" RENAME TO "{made}"')
    return made


def at(server: str, database: str) -> str:
    """The address of another database on the server."""
    return re.sub(r"/postgres(?=\?|$)", f"/{database}", server)


def _migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "lanyard.project.cli", "manage", "migrate", "--verbosity", "0"],
        env={**os.environ, "LANYARD_DATABASE_URL": url},
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    if "LANYARD_DATABASE_URL" in os.environ:
        postgres(os.environ["LANYARD_DATABASE_URL"])
    else:
        sqlite()
