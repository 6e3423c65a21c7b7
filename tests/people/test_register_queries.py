"""The register: who sees whom, lists, families, and counts by kind."""

from datetime import date

import pytest

from lanyard.people.choices import Kind
from lanyard.people.models import Membership, School, User
from lanyard.people.queries import family_of, find_staff, kinds_count, own_places, people_at, visible_to
from tests.factories.people import (
    give_role,
    make_family,
    make_membership,
    make_person,
    make_pupil,
    make_trust,
    make_user,
)

pytestmark = pytest.mark.postgres

ON = date(2026, 11, 24)


@pytest.mark.parametrize("who", ["headteacher", "dsl", "deputy_dsl", "leadership", "data_protection_lead"])
def test_leaders_of_a_school_see_its_people_and_no_others(cast, who):
    seen = visible_to(getattr(cast, who), ON)
    assert cast.elder_child in seen
    assert cast.saltmarsh_headteacher.person not in seen
    assert cast.stranger.person not in seen


def test_the_trust_administrator_sees_all_schools_of_the_trust_and_no_others(cast):
    seen = visible_to(cast.trust_administrator, ON)
    assert cast.saltmarsh_headteacher.person in seen
    assert cast.stranger.person not in seen


@pytest.mark.parametrize("who", ["teacher", "parent", "pupil", "governor", "moderator", "stranger"])
def test_nobody_else_sees_the_people_of_the_school(cast, who):
    assert not visible_to(getattr(cast, who), ON).filter(memberships__school=cast.old_quay).exists()


def test_the_list_finds_by_name_and_kind(cast):
    assert list(people_at(cast.old_quay, ON, name="win ella")) == [cast.elder_child]
    assert list(people_at(cast.old_quay, ON, kind=Kind.VOLUNTEER)) == [cast.volunteer]
    assert not people_at(cast.old_quay, ON, name="gale").exists()


def test_the_list_takes_two_queries_however_long(cast, django_assert_num_queries):
    for number in range(10):
        make_pupil(cast.old_quay, f"Pupil {number}")
    with django_assert_num_queries(2):
        assert all(person.here for person in people_at(cast.old_quay, ON))


def test_people_who_left_are_not_on_the_list(cast):
    Membership.objects.filter(person=cast.teacher.person).update(end=date(2026, 11, 23))
    assert cast.teacher.person not in people_at(cast.old_quay, ON)


def test_a_family_shows_both_ways_and_without_ended_links(cast):
    gone = make_person(cast.trust, "Gus Gone")
    make_family(cast.elder_child, gone, end=date(2026, 1, 1))
    adults, children = family_of(cast.elder_child, ON)
    assert ([link.adult for link in adults], children) == ([cast.parent.person], [])
    adults, children = family_of(cast.parent.person, ON)
    assert [link.child for link in children] == [cast.elder_child, cast.younger_child]


def test_staff_are_found_by_exact_name_or_address_but_never_pupils_or_parents(cast):
    assert find_staff("tara LINDQVIST", cast.old_quay, ON) == [cast.teacher.person]
    assert find_staff("Tara.Lindqvist@example.org", cast.old_quay, ON) == [cast.teacher.person]
    for name in ("Paula Winter", "Jamie Brook", "Simon Gale", "Stella Frost", "Tara", ""):
        assert find_staff(name, cast.old_quay, ON) == []
    assert find_staff("Simon Gale", cast.trust, ON) == [cast.saltmarsh_headteacher.person]


def test_places_are_where_somebody_is_something(cast):
    assert own_places(cast.teacher, ON) == [cast.old_quay]
    give_role(cast.teacher.person, "moderator", cast.saltmarsh)
    teacher = User.objects.get(pk=cast.teacher.pk)
    assert own_places(teacher, ON) == [cast.old_quay, cast.saltmarsh]
    assert own_places(cast.executive_headteacher, ON) == [cast.old_quay, cast.trust]
    alone = make_trust("Trust without a school")
    officer = make_user(make_person(alone, "Ada Alone"))
    give_role(officer.person, "executive_headteacher", alone)
    assert own_places(officer, ON) == [alone]


def test_kinds_are_counted_for_each_school(cast, django_assert_num_queries):
    make_membership(cast.teacher.person, cast.old_quay, Kind.PARENT)
    make_person(cast.trust, "Nora Nothing")
    make_person(cast.trust, "Lena Left", left_on=date(2026, 1, 1))
    with django_assert_num_queries(3):
        found = kinds_count(School.objects.all(), ON)
    counts = found[cast.old_quay.pk]
    assert (counts.counts[Kind.PUPIL], counts.counts[Kind.PARENT], counts.counts[Kind.VOLUNTEER]) == (3, 2, 1)
    assert counts.missing == [Kind.CONTRACTOR, Kind.VISITOR]
    assert (counts.without_kind, found[cast.other_school.pk].without_kind) == (1, 0)
