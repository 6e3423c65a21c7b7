"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lanyard.platforms import actions
from lanyard.platforms.models import MinimumAge, Platform, PlatformDomain
from lanyard.records.classification import problems
from tests.platforms.factories import a_file, a_service

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def chirp() -> Platform:
    actions.load(a_file(a_service(ages=[])))
    return Platform.objects.get()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "announced", "announced": date(2026, 6, 15), "in_force_from": date(2027, 4, 1)},
        {"status": "announced"},
        {"status": "in_force"},
        {"status": "rumoured", "in_force_from": date(2022, 9, 1)},
        {"status": "in_force", "in_force_from": date(2022, 9, 1), "in_force_until": date(2022, 8, 31)},
        {"status": "in_force", "in_force_from": date(2022, 9, 1), "age": 19},
        {"status": "in_force", "in_force_from": date(2022, 9, 1), "age": 0},
    ],
)
def test_an_age_that_contradicts_itself_is_not_stored(chirp, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        MinimumAge.objects.create(**({"platform": chirp, "age": 13, "source": "its terms"} | fields))


def test_a_domain_belongs_to_one_platform_only(chirp):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlatformDomain.objects.create(platform=chirp, name="chirp.example", match="full", use="content")


@pytest.mark.parametrize("fields", [{"match": "regex", "use": "visit"}, {"match": "full", "use": "maybe"}])
def test_a_domain_is_matched_and_used_in_known_ways_only(chirp, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlatformDomain.objects.create(platform=chirp, name="other.example", **fields)


def test_every_field_says_how_sensitive_it_is():
    assert problems([Platform, PlatformDomain, MinimumAge]) == []
