"""One trust for all tests here, and one person for every role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from tests.access.world import Access, make_access
from tests.conftest import NOW


@pytest.fixture(scope="package")
def access(django_db_setup, django_db_blocker) -> Iterator[Access]:
    """One trust for the whole folder: each test writes into a transaction of its own within this one."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield make_access()
        transaction.set_rollback(True)
