from datetime import date, timedelta

import pytest

from lanyard.people.choices import Role
from lanyard.people.models import School
from lanyard.people.queries import holders, holders_at
from tests.factories.people import START, give_role, make_cover, make_person, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ON = date(2026, 11, 24)


def test_for_many_schools_the_holders_are_those_of_each_school(cast):
    """Own holders, holders at the trust, covers, those who left or whose role has ended: as for one school."""
    third = make_school(cast.trust, "Third School")
    for school, name in ((third, "Tess Three"), (cast.saltmarsh, "Second Head")):
        give_role(make_person(cast.trust, name), Role.HEADTEACHER, school)
    over_all = give_role(make_person(cast.trust, "Everywhere Head"), Role.HEADTEACHER, cast.trust)
    make_cover(over_all, make_person(cast.trust, "Covers Today"), ON, ON)
    make_cover(over_all, make_person(cast.trust, "Covers Later"), ON + timedelta(days=1), ON + timedelta(days=2))
    give_role(make_person(cast.trust, "Lena Left", left_on=ON - timedelta(days=1)), Role.HEADTEACHER, third)
    give_role(make_person(cast.trust, "Was Head"), Role.HEADTEACHER, third, start=START, end=ON - timedelta(days=1))
    give_role(make_person(cast.trust, "Not Asked"), Role.DSL, third)
    give_role(make_person(cast.other_trust, "Strange Head"), Role.HEADTEACHER, cast.other_trust)

    found = holders_at([Role.HEADTEACHER], School.objects.all(), ON)

    for school in School.objects.all():
        assert set(found[school.pk]) == set(holders(Role.HEADTEACHER, school, ON)), school
    assert {str(person) for person in found[third.pk]} == {"Tess Three", "Everywhere Head", "Covers Today"}


def test_several_roles_are_asked_about_at_once(cast):
    found = holders_at([Role.DSL, Role.DEPUTY_DSL], School.objects.filter(pk=cast.old_quay.pk), ON)
    assert set(found) == {cast.old_quay.pk}
    assert set(found[cast.old_quay.pk]) == {cast.dsl.person, cast.deputy_dsl.person}


def test_any_number_of_schools_is_three_queries(cast, django_assert_num_queries):
    for number in range(5):
        school = make_school(cast.trust, f"School {number}")
        give_role(make_person(cast.trust, f"Head{number} Reed"), Role.HEADTEACHER, school)
    with django_assert_num_queries(3):
        assert len(holders_at([Role.HEADTEACHER], School.objects.filter(trust=cast.trust), ON)) == 7
