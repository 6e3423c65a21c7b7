"""A real site in a process of its own, set up as anybody would, and a real browser to walk through it."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, expect, sync_playwright

from tests import migrated
from tests.browser.serving import CHROMIUM_SWITCHES, serving, set_up
from tests.browser.site import Site, Visitor

Visit = Callable[..., Visitor]

# Journeys of a group of their own; all others are of one.
CONCERNS = ("test_concern_case", "test_concern_outcome", "test_declare", "test_report")
GROUPS = {"test_every_page": "browser-pages", **dict.fromkeys(CONCERNS, "browser-concerns")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys of a group share one site, so they run on one worker, one after the other.

    All of them on one would take longer than all other tests, and a processor would wait.
    """
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(GROUPS.get(item.path.stem, "browser")))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, which all journeys of a worker share: each leaves what others look at as it was."""
    home = tmp_path_factory.mktemp("site")
    with database() as url:
        if url:
            set_up(home, database_url=url)
        else:
            shutil.copytree(request.getfixturevalue("demonstration"), home, dirs_exist_ok=True)
        with serving(home, database_url=url) as site:
            yield site


@contextmanager
def database() -> Iterator[str]:
    """On PostgreSQL a database of its own on the server that the tests started; on SQLite nothing is to be made."""
    server = os.environ.get("LANYARD_DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"lanyard_site_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated.postgres(server)}"')
    yield migrated.at(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
        yield running
        running.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[tuple[str, str], StorageState]:
    """Who has signed in before, with their cookies: nobody has to do it twice."""
    return {}


@pytest.fixture
def visit(browser: Browser, site: Site, signed_in: dict[tuple[str, str], StorageState]) -> Iterator[Visit]:
    """`visit("Headteacher", at="Old Quay Juniors")` opens a browser for that person; none named: signed out."""
    opened: list[BrowserContext] = []

    def make(role: str = "", at: str = "", *, width: int = 1280, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            base_url=site.url,
            locale="en-GB",
            storage_state=signed_in.get((role, at)),
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        visitor = Visitor(context.new_page(), site)
        if role and (role, at) not in signed_in:
            visitor.sign_in(role, at)
            signed_in[role, at] = context.storage_state()
        elif role:
            visitor.goto("/")
        return visitor

    yield make
    for context in opened:
        context.close()
