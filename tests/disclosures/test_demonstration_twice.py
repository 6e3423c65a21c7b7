"""Made twice, the demonstration's declarations are the same."""

import pytest
from django.db import transaction

from lanyard.disclosures.models import Disclosure
from tests.disclosures.test_demonstration import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def seen() -> list:
    with transaction.atomic():
        make()
        rows = list(Disclosure.objects.order_by("sent_once").values_list("sent_once", "state", "level", "review_on"))
        transaction.set_rollback(True)
    return rows


def test_the_same_call_makes_the_same_declarations():
    assert seen() == seen()
