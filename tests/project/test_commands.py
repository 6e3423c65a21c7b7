"""The command `lanyard` from outside: what it makes, what it leaves alone, and how it says no."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

# They share an installation, which takes a while to set up.
pytestmark = pytest.mark.xdist_group("commands")

COMMAND = str(Path(sys.executable).with_name("lanyard"))


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LANYARD_", "DJANGO_"))}
    return {**plain, "LANYARD_HOME": str(home), **more}


def lanyard(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [COMMAND, *arguments], env=environment(home, **more), capture_output=True, text=True, check=False, timeout=280
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real installation with an empty database."""
    made = tmp_path_factory.mktemp("here") / "installation"
    done = lanyard(made, "setup")
    assert done.returncode == 0, done.stderr
    assert "Next:" in done.stderr
    shutil.copytree(made, made.with_name("untouched"))
    return made


def test_set_up_makes_keys_that_only_their_owner_reads(home):
    keys = sorted((home / "keys").iterdir())

    assert [key.name for key in keys] == ["audit-head", "audit-key", "field-keys.json", "secret-key"]
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_setting_up_again_changes_no_key(home):
    before = {key.name: key.read_bytes() for key in (home / "keys").iterdir() if key.name != "audit-head"}

    assert lanyard(home, "setup").returncode == 0
    assert {name: (home / "keys" / name).read_bytes() for name in before} == before
    assert lanyard(home, "audit", "verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "more", "says"),
    [
        (["run"], {"LANYARD_DEMONSTRATION": "1", "LANYARD_HOSTS": "school.example.org"}, "which others can reach"),
        (["run"], {"LANYARD_MICROSOFT_CLIENT_ID": "x"}, "LANYARD_MICROSOFT_TENANT is missing"),
        (["run"], {"LANYARD_KEYS_FILE": "/nowhere/keys.json"}, "There is no key at /nowhere/keys.json"),
        (["run"], {"LANYARD_DATABASE_URL": "mysql://lanyard:hidden@db.example.org/lanyard"}, "postgresql://"),
        (["run"], {"LANYARD_DATABASE_URL": "postgresql://lanyard:hidden@db.example.org:port/x"}, "postgresql://"),
        (["run"], {"LANYARD_EMAIL_URL": "mail.example.org"}, "LANYARD_EMAIL_URL is not the address"),
        (["run"], {"LANYARD_BASE_URL": "lanyard.example.org"}, "LANYARD_BASE_URL is where"),
        (["run", "--port", "0"], {}, "--port"),
        (["no-such-thing"], {}, "No such command"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_exit_code_2(home, arguments, more, says):
    done = lanyard(home, *arguments, **more)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert "hidden" not in done.stderr


def test_a_database_without_its_keys_does_not_start_and_gets_no_others(home, tmp_path):
    shutil.copy(home / "lanyard.sqlite3", tmp_path)
    done = lanyard(tmp_path, "run")

    assert done.returncode == 2
    assert "Run “lanyard setup”" in done.stderr
    assert not (tmp_path / "keys").exists()


def test_running_sets_a_new_home_up_and_prints_an_address_that_is_stored_nowhere(tmp_path):
    port = free_port()
    running = subprocess.Popen(
        [COMMAND, "run", "--port", str(port), "--processes", "1"],
        env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert f"http://127.0.0.1:{port}" in running.stdout.readline()
        address = running.stdout.readline().strip()
        assert address.startswith(f"http://127.0.0.1:{port}/first-run/open/")
        for _ in range(100):
            with suppress(OSError), urllib.request.urlopen(address) as answer:  # noqa: S310  (ours)
                assert answer.status == 200
                break
            time.sleep(0.2)
        else:
            raise AssertionError("The printed address did not open.")
        another = lanyard(tmp_path, "first-run", LANYARD_BASE_URL="https://lanyard.example.org")
        assert another.stdout.startswith("https://lanyard.example.org/first-run/open/")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address)  # noqa: S310  (ours)
    finally:
        running.terminate()
        said = running.communicate(timeout=30)
    key = address.rstrip("/").rpartition("/")[2]
    assert key not in "".join(said)
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and key.encode() in file.read_bytes()]


def test_where_a_trust_was_loaded_no_address_is_printed(home, tmp_path):
    copied = shutil.copytree(home.with_name("untouched"), tmp_path / "loaded")
    assert lanyard(copied, "first-run").returncode == 0
    loaded = lanyard(copied, "trust", "load", str(Path(__file__).parents[2] / "examples" / "whinless-down.toml"))
    assert loaded.returncode == 0, loaded.stderr
    done = lanyard(copied, "first-run")

    assert done.returncode == 2 and done.stdout == ""
    assert "has been set up" in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_that_is_taken_is_said_plainly(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = lanyard(home, "run", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 2
    assert "can't listen at 127.0.0.1 port" in done.stderr


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Whoever runs the tests in the background has SIGINT ignored, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("processes", [1, 3])
def test_the_site_its_processes_and_its_worker_end_together(home, how, processes):
    port = free_port()
    running = subprocess.Popen(
        [COMMAND, "run", "--port", str(port), "--processes", str(processes)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert f"http://127.0.0.1:{port}" in running.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=10) as answer:
            assert answer.status == 200
        # The background work, and the processes that answer; the first looks after them.
        workers = children_of(running.pid, processes + 1)
        assert len(workers) == processes + 1
        running.send_signal(how)
        assert running.wait(timeout=30) == 0
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def test_no_process_goes_on_when_the_first_was_killed(home):
    port = free_port()
    running = subprocess.Popen(
        [COMMAND, "run", "--port", str(port), "--processes", "2"],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert f"http://127.0.0.1:{port}" in running.stdout.readline()
        workers = children_of(running.pid, 3)
        running.kill()
        running.wait()
        for _ in range(50):
            if not any(is_alive(worker) for worker in workers):
                return
            time.sleep(0.1)
        pytest.fail("Something is still there.")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.stdout.close()


def is_alive(pid: int) -> bool:
    """Whether the process is there and has not ended; one that nobody has asked after since it ended counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children_of(pid: int, expected: int = 1) -> list[int]:
    """The processes that a process started; given a moment to start as many as are expected."""
    found: list[str] = []
    for _ in range(100):
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if len(found) >= expected:
            break
        time.sleep(0.1)
    return [int(child) for child in found]


def test_what_is_due_is_done_once(home, tmp_path):
    own = shutil.copytree(home.with_name("untouched"), tmp_path / "own")
    first, second = lanyard(own, "tick"), lanyard(own, "tick")

    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "notices.tasks.escalate" in first.stdout
    assert second.stdout == ""


def test_a_worker_can_do_what_waits_and_end(home):
    assert lanyard(home, "work", "--once").returncode == 0
