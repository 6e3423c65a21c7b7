"""A real site in a process of its own, set up as anybody would, and a real browser to walk through it."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import Site, Visitor

COMMAND = [str(Path(sys.executable).with_name("lanyard"))]
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one site, so they run on one worker, one after the other."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, set up and served by the commands that `make run` uses."""
    home = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = {
        **os.environ,
        "LANYARD_HOME": str(home),
        "LANYARD_DEMONSTRATION": "1",
        "LANYARD_BASE_URL": f"http://127.0.0.1:{port}",
        "LANYARD_HOSTS": "127.0.0.1,localhost",
    }
    for of_the_tests in ("LANYARD_EMAIL_URL", "LANYARD_SECRET_KEY_FILE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(of_the_tests, None)
    with database(environment):
        run(["setup", "--demonstration"], environment)
        log = (home / "server.log").open("w")
        server = subprocess.Popen([*COMMAND, "run", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, server, home / "server.log")
            yield Site(f"http://127.0.0.1:{port}", home, environment)
        finally:
            server.terminate()
            server.wait(timeout=20)
            log.close()


def run(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def database(environment: dict[str, str]) -> Iterator[None]:
    """On PostgreSQL a database of its own on the server that the tests started; on SQLite a file in the home folder."""
    url = os.environ.get("LANYARD_DATABASE_URL", "")
    if not url:
        yield
        return
    name = f"lanyard_site_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    environment["LANYARD_DATABASE_URL"] = re.sub(r"/postgres(?=\?|$)", f"/{name}", url)
    yield
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/health/")
            assert connection.getresponse().status == 200, log.read_text()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    pytest.fail(f"The site did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_SWITCHES)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator:
    """`visit("Headteacher", at="Old Quay Juniors")` opens a browser for that person; none named: signed out."""
    opened: list[BrowserContext] = []

    def make(as_role: str = "", at: str = "", *, width: int = 1280, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript, base_url=site.url, locale="en-GB"
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        page: Page = context.new_page()
        visitor = Visitor(page, site)
        if as_role:
            visitor.sign_in(as_role, at)
        return visitor

    yield make
    for context in opened:
        context.close()
