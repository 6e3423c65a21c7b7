"""What was answered for is on the disk."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
FULL = 2


def test_a_commit_waits_until_the_disk_has_it():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does unless it is told otherwise, as it is for these tests.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (FULL,)
