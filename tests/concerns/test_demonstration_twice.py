"""Made twice, the demonstration's concerns are the same."""

import pytest
from django.db import transaction

from lanyard.concerns.core.models import Concern
from tests.concerns.test_demonstration import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def seen() -> list:
    with transaction.atomic():
        make(1)
        rows = list(Concern.objects.order_by("ref").values_list("ref", "type", "level", "state", "received_at"))
        transaction.set_rollback(True)
    return rows


def test_the_same_call_makes_the_same_concerns():
    assert seen() == seen()
