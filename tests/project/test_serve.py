"""How the server of `lanyard run` answers: what it believes, refuses and finishes, and what it writes down."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from lanyard.kernel.bodies import LARGEST_BODY
from lanyard.records.keys import make_keys
from tests.project.test_commands import COMMAND, children_of, environment, free_port, home

__all__ = ["home"]

# They share an installation, which takes a while to set up.
pytestmark = pytest.mark.xdist_group("commands")
TIMEOUT = 30
SECRET = "nell.fisher"
# A site whose pages take until a file is there, so that a test decides when they are answered.
SCRIPT = """
import os, socket, sys, time
from pathlib import Path
from lanyard.project import serve

folder = Path(sys.argv[1])

def page(environ, start_response):
    if environ["PATH_INFO"] == "/fails":
        raise ValueError("nell.fisher")
    (folder / f"asked-{os.getpid()}-{os.urandom(8).hex()}").touch()
    environ["wsgi.input"].read()
    while environ["PATH_INFO"] == "/slow" and not (folder / "let").exists():
        time.sleep(0.01)
    known = [environ.get(name) for name in ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_X_FORWARDED_FOR")]
    seen = " ".join(map(str, [os.getpid(), *known]))
    start_response("200 OK", [("Content-Length", str(len(seen)))])
    return [seen.encode()]

listening = socket.create_server(("127.0.0.1", int(sys.argv[2])))
serve.SILENT = int(os.environ.get("SILENT", 60))
serve.Site(page, listening, int(sys.argv[3]), int(sys.argv[4])).run()
"""


@dataclass
class Running:
    """A site of the test's own page, its folder and what it has written so far."""

    process: subprocess.Popen
    url: str
    folder: Path

    def asked(self, count: int) -> list[int]:
        """The processes that so many requests came to; waits until they have."""
        until = time.monotonic() + TIMEOUT
        while len(found := list(self.folder.glob("asked-*"))) < count and time.monotonic() < until:
            time.sleep(0.01)
        return [int(file.name.split("-")[1]) for file in found]

    def answer(self) -> None:
        (self.folder / "let").touch()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


@contextmanager
def running(folder: Path, *, processes: int = 1, threads: int = 2, **more: str) -> Iterator[Running]:
    port = free_port()
    make_keys(folder)
    known = environment(folder, DJANGO_SETTINGS_MODULE="lanyard.project.settings", **more)
    command = [sys.executable, "-c", f"import django; django.setup()\n{SCRIPT}", folder, str(port), str(processes)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([*command, str(threads)], env=known, stderr=log)
    try:
        wait_until_answered(port, process)
        for file in folder.glob("asked-*"):
            file.unlink()
        yield Running(process, f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def wait_until_answered(port: int, process: subprocess.Popen) -> None:
    for _ in range(600):
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=TIMEOUT)
            return
        except requests.ConnectionError:
            assert process.poll() is None
            time.sleep(0.1)
    pytest.fail("It did not answer.")


def ask(url: str, **more: object) -> str:
    return requests.get(url, timeout=TIMEOUT, **more).text


def test_who_comes_while_others_wait_is_left_for_another_process_and_answered_in_the_end(tmp_path):
    with running(tmp_path, processes=2, threads=1) as site, ThreadPoolExecutor(5) as people:
        answers = [people.submit(ask, f"{site.url}/slow") for _ in range(5)]
        busy = site.asked(2)
        # Each process has one; the others have not been taken from the door.
        assert len(set(busy)) == len(busy) == 2
        site.answer()
        assert len([one.result() for one in answers]) == 5


def test_what_is_being_answered_when_the_site_is_told_to_end_is_answered(tmp_path):
    with running(tmp_path) as site, ThreadPoolExecutor(1) as people:
        answer = people.submit(ask, f"{site.url}/slow")
        site.asked(1)
        site.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        site.answer()
        assert "127.0.0.1" in answer.result()
        assert site.process.wait(TIMEOUT) == 0


def test_a_visitor_who_says_no_more_keeps_no_thread(tmp_path):
    with running(tmp_path, threads=1, SILENT="1") as site:
        address = ("127.0.0.1", int(site.url.rpartition(":")[2]))
        with socket.create_connection(address) as silent, socket.create_connection(address) as uploading:
            silent.sendall(b"GET / HTTP/1.1\r\nHost: ")
            uploading.sendall(b"POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\nhalf")
            assert "127.0.0.1" in ask(site.url)


def test_a_process_that_dies_is_started_again(tmp_path):
    with running(tmp_path) as site:
        first = int(ask(site.url).split()[0])
        os.kill(first, signal.SIGKILL)
        wait_until_answered(int(site.url.rpartition(":")[2]), site.process)
        assert int(ask(site.url).split()[0]) != first
        assert f"Worker (pid:{first}) was sent SIGKILL" in site.log


def test_the_server_itself_believes_no_header_and_passes_it_on(tmp_path):
    with running(tmp_path, FORWARDED_ALLOW_IPS="*", WEB_CONCURRENCY="7") as site:
        said = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        _, address, scheme, forwarded = ask(site.url, headers=said).split()
        assert (address, scheme, forwarded) == ("127.0.0.1", "http", "192.0.2.7")
        # One that answers, one for the background.
        assert len(children_of(site.process.pid, 2)) == 2


def test_nothing_that_was_asked_for_is_written_down(tmp_path):
    with running(tmp_path) as site:
        ask(f"{site.url}/people/{SECRET}", headers={"X-Forwarded-For": "192.0.2.7"})
        assert requests.get(f"{site.url}/fails?who={SECRET}", timeout=TIMEOUT).status_code == 500
        with socket.create_connection(("127.0.0.1", int(site.url.rpartition(":")[2]))) as broken:
            broken.sendall(f"GET /{SECRET}\r\n\r\n".encode())
            assert b"400" in broken.recv(100)
        assert "ValueError" in site.log
        assert "Error handling request" in site.log
        for secret in (SECRET, "192.0.2.7", "127.0.0.1", "/fails"):
            assert secret not in site.log


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(home):
    with (
        lanyard_run(home) as (port, _),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)) as connection,
    ):
        connection.putrequest("POST", "/accounts/login/")
        connection.putheader("Content-Length", str(LARGEST_BODY + 1))
        connection.endheaders()
        with connection.getresponse() as answer:
            assert answer.status == 413


def test_it_ends_when_it_is_told_also_where_interrupts_are_ignored(home):
    with lanyard_run(home, before="trap '' INT HUP") as (_, process):
        for ignored in (signal.SIGINT, signal.SIGHUP):
            process.send_signal(ignored)
        for child in children_of(process.pid, 2):
            os.kill(child, signal.SIGINT)
        time.sleep(2)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0


@pytest.mark.skipif(not socket.has_ipv6, reason="This machine has no IPv6.")
def test_it_listens_at_an_address_of_version_6(home):
    with lanyard_run(home, host="::1") as (port, _), socket.create_connection(("::1", port), TIMEOUT) as connection:
        connection.sendall(b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert connection.recv(64).startswith(b"HTTP/1.1 200")


@contextmanager
def lanyard_run(home: Path, *, host: str = "127.0.0.1", before: str = ":") -> Iterator[tuple[int, subprocess.Popen]]:
    """`lanyard run` itself; `before` is what the shell that starts it does first."""
    port = free_port()
    options = f"--host {host} --port {port} --processes 1 --threads 2"
    command = ["sh", "-c", f'{before}; exec "$0" run {options}', COMMAND]
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, text=True)
    try:
        assert f":{port}" in process.stdout.readline()
        yield port, process
    finally:
        process.terminate()
        process.wait(TIMEOUT)
        process.stdout.close()
