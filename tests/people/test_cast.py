"""The cast that every test leans on is what it says it is."""

from datetime import date

import pytest

from lanyard.people.choices import Role
from lanyard.people.models import Person, User
from lanyard.people.queries import Held, holders, roles_of
from lanyard.people.rules import year_group_of
from tests.factories.people import make_cast

ON = date(2026, 1, 14)

pytestmark = pytest.mark.django_db


def test_each_role_at_old_quay_is_held_by_the_user_named_after_it():
    cast = make_cast()
    for role in Role.values:
        assert [person.user for person in holders(role, cast.old_quay, ON)] == [getattr(cast, role)]


def test_the_teacher_is_staff_without_a_role_and_the_stranger_holds_nothing_here():
    cast = make_cast()
    assert roles_of(cast.teacher, ON) == {Held("staff", cast.trust.pk, cast.old_quay.pk)}
    assert {held.trust_id for held in roles_of(cast.stranger, ON)} == {cast.other_trust.pk}


def test_the_parent_has_two_children_and_the_volunteer_has_no_account():
    cast = make_cast()
    assert set(Person.objects.filter(family__adult=cast.parent.person)) == set(cast.children)
    assert not User.objects.filter(person=cast.volunteer).exists()


def test_the_cast_is_made_in_a_dozen_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        make_cast()


def test_the_pupils_are_in_the_year_group_of_their_age_on_the_day_tests_freeze(cast, now):
    for pupil in (cast.pupil.person, *cast.children):
        assert pupil.memberships.get().year_group == year_group_of(pupil.date_of_birth, now.date())
