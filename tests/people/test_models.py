from datetime import date, timedelta

import pytest

from lanyard.people.models import Person, Trust, still_here

pytestmark = pytest.mark.postgres

ON = date(2026, 11, 24)


@pytest.mark.django_db
def test_a_trust_says_its_name():
    assert str(Trust.objects.create(slug="a", name="Harbour Light Trust")) == "Harbour Light Trust"


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "here"), [(-1, False), (0, True), (1, True)])
def test_the_last_day_is_a_day_here(cast, days, here):
    Person.objects.filter(pk=cast.teacher.person_id).update(left_on=ON + timedelta(days=days))
    assert Person.objects.filter(still_here(ON), pk=cast.teacher.person_id).exists() is here
