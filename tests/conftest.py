"""What all tests share: the clock, the cast, and a signed-in browser without a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from lanyard.concerns.core import receipts
from lanyard.concerns.intake import code_tries
from lanyard.kernel import schedule
from lanyard.people.models import User
from tests import migrated
from tests.browser.serving import set_up
from tests.factories.people import Cast, make_cast
from tests.records import flushing
from tools import browser

# Tests with real transactions empty the audit tables after themselves, which the database refuses to anybody else.
flushing.allow()

# How busy the machine is says nothing about the code.
settings.register_profile("lanyard", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lanyard")

# A Tuesday in term, at the start of the school day.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/London"))

# What a receipt code costs outside tests.
SLOW = receipts.ROUNDS


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that ask no database are run once, on SQLite."""
    if connection.vendor != "postgresql":
        return
    left_out = [item for item in items if not asks_a_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if asks_a_database(item)]


def pytest_collection_finish() -> None:
    """All that was imported and collected stays to the end: the collector need not look at it again and again."""
    gc.freeze()


def asks_a_database(item: pytest.Item) -> bool:
    """Whether the test has a mark or a fixture of one that `LANYARD_TEST_DATABASE` chooses."""
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & {"django_db", "postgres"} or {"db", "django_db_setup", "site"} & set(item.fixturenames))


@pytest.fixture(autouse=True)
def nothing_kept_for_seconds() -> None:
    """Where the clock stands still, what one test asked would be good for the next."""
    caches["process"].clear()


@pytest.fixture
def now() -> Iterator[datetime]:
    """It is Tuesday 24 November 2026, 09:00 in London, and stays so."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The test database begins as a copy of one that is migrated already."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.postgres(os.environ["LANYARD_DATABASE_URL"])
        yield
        return
    make_empty = connection.creation._create_test_db
    with closing(sqlite3.connect(migrated.sqlite())) as made, pytest.MonkeyPatch.context() as patch:

        def make_copy(*arguments: object, **more: object) -> str:
            name = make_empty(*arguments, **more)
            # Kept open to the end: a database in memory is gone with its last connection.
            copies.append(sqlite3.connect(name, uri=True))
            made.backup(copies[-1])
            return name

        copies: list[sqlite3.Connection] = []
        patch.setattr(connection.creation, "_create_test_db", make_copy)
        yield
        for copy in copies:
            copy.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; before PostgreSQL is asked to drop it, whatever still holds it open is shown out."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def quick_receipts() -> Iterator[None]:
    """Receipt codes are hashed slowly on purpose. Sites in processes of their own do; here nobody attacks the hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receipts, "ROUNDS", 2)
        patch.setattr(code_tries, "WRONG_TAKES", 0)
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_waits_for_the_clock() -> Iterator[None]:
    """No worker runs beside most tests, so nothing is called late there; tests of lateness say otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schedule, "GRACE_SECONDS", float("inf"))
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody that tests know by name: two schools of one trust, and a stranger's."""
    return make_cast()


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """`client_for(user)` is a client signed in with the second step done; `second_step=False` leaves that out."""

    def make(user: User, *, second_step: bool = True) -> Client:
        client = Client()
        client.force_login(user)
        method = {"method": "mfa", "type": "totp"} if second_step else {"method": "code"}
        session = client.session
        session["account_authentication_methods"] = [{**method, "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return make


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a demonstration on SQLite, made by whichever worker needs it first: to copy, not to serve."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    home = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            set_up(home.with_name("being-made"))
            home.with_name("being-made").rename(home)
    return home


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one, browser tests are left out on a desk and fail in continuous integration."""
    path = browser.found()
    if path:
        return path
    if os.environ.get("CI"):
        pytest.fail("There is no Chromium for the browser tests. “make test” installs it.")
    pytest.skip("There is no Chromium here; “make test” installs it or says how.")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Sample files kept beside the repository (LANYARD_SHARED_DATA names another place)."""
    folder = Path(os.environ.get("LANYARD_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The sample files are not on this machine.")
    return folder
