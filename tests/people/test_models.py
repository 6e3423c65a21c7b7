import pytest

from lanyard.people.models import Trust


@pytest.mark.django_db
def test_a_trust_says_its_name():
    assert str(Trust.objects.create(slug="a", name="Harbour Light Trust")) == "Harbour Light Trust"
