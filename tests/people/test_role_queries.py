"""Who holds what, where nobody does, and who stands in."""

from datetime import date

import pytest

from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding, School
from lanyard.people.queries import gaps_of, role_gaps, role_rows, stand_in_for
from lanyard.people.queries.roles import RoleGap
from tests.factories.people import give_role, make_cover, make_person, make_school

pytestmark = pytest.mark.postgres

ON = date(2026, 11, 24)


def end_role(user, role, day):
    RoleHolding.objects.filter(person=user.person, role=role).update(end=day)


def test_a_school_with_all_its_roles_has_no_gap(cast):
    assert gaps_of(cast.old_quay, ON) == []


def test_a_gap_counts_its_days_from_the_day_after_the_last_holder(cast):
    end_role(cast.dsl, Role.DSL, date(2026, 11, 19))
    assert gaps_of(cast.old_quay, ON) == [RoleGap(cast.old_quay.pk, Role.DSL, date(2026, 11, 20), 5)]


def test_the_last_day_of_a_holder_is_no_gap(cast):
    end_role(cast.dsl, Role.DSL, ON)
    assert gaps_of(cast.old_quay, ON) == []


def test_a_holder_who_has_left_leaves_a_gap_although_the_role_was_not_ended(cast):
    cast.dsl.person.left_on = date(2026, 11, 23)
    cast.dsl.person.save()
    assert gaps_of(cast.old_quay, ON) == [RoleGap(cast.old_quay.pk, Role.DSL, ON, 1)]


def test_a_role_that_nobody_ever_held_is_a_gap_without_a_beginning(cast):
    assert [gap.role for gap in gaps_of(cast.saltmarsh, ON)] == [Role.DSL, Role.DEPUTY_DSL]
    assert {gap.since for gap in gaps_of(cast.saltmarsh, ON)} == {None}


def test_a_past_day_is_judged_by_who_held_the_role_then(cast):
    end_role(cast.dsl, Role.DSL, date(2026, 11, 19))
    assert gaps_of(cast.old_quay, date(2026, 11, 19)) == []


def test_gaps_of_many_schools_take_two_queries(cast, django_assert_num_queries):
    make_school(cast.trust, "New School")
    with django_assert_num_queries(2):
        assert len(role_gaps(School.objects.all(), ON)) == 4


def test_the_page_of_roles_shows_holders_covers_and_alarms(cast):
    holding = RoleHolding.objects.get(person=cast.dsl.person, role=Role.DSL)
    make_cover(holding, cast.deputy_dsl.person, date(2026, 11, 20), date(2026, 11, 30))
    end_role(cast.headteacher, Role.HEADTEACHER, date(2026, 11, 1))
    rows = {row.role: row for row in role_rows(cast.old_quay, ON)}
    assert rows[Role.DSL].holdings[0].covers_ahead[0].person == cast.deputy_dsl.person
    assert rows[Role.HEADTEACHER].gap.days == 23
    assert Role.TRUST_ADMINISTRATOR not in rows
    assert [row.role for row in role_rows(cast.trust, ON)] == [
        Role.EXECUTIVE_HEADTEACHER,
        Role.CHAIR_OF_TRUSTEES,
        Role.TRUST_ADMINISTRATOR,
    ]


def test_who_acts_comes_from_the_register(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = stand_in_for("dsl", cast.old_quay, ON)
    assert (found.role, found.people) == ("dsl", (cast.dsl.person,))


def test_the_subject_is_passed_over(cast):
    found = stand_in_for("headteacher", cast.old_quay, ON, [cast.headteacher.person])
    assert (found.role, found.people) == ("chair_of_governors", (cast.chair_of_governors.person,))
    found = stand_in_for("dsl", cast.old_quay, ON, [cast.dsl.person, cast.deputy_dsl.person.pk])
    assert found.people == (cast.headteacher.person,)


def test_whoever_is_covered_for_does_not_act_and_a_cover_who_left_neither(cast):
    holding = RoleHolding.objects.get(person=cast.dsl.person, role=Role.DSL)
    make_cover(holding, cast.leadership.person, date(2026, 11, 20), date(2026, 11, 30))
    assert stand_in_for("dsl", cast.old_quay, ON).people == (cast.leadership.person,)
    cast.leadership.person.left_on = date(2026, 11, 21)
    cast.leadership.person.save()
    assert stand_in_for("dsl", cast.old_quay, ON).people == (cast.dsl.person,)


def test_at_a_school_without_anybody_the_trusts_chair_acts(cast):
    found = stand_in_for("dsl", cast.saltmarsh, ON, [cast.saltmarsh_headteacher.person])
    assert (found.role, found.people) == ("chair_of_trustees", (cast.chair_of_trustees.person,))


def test_roles_of_another_trust_never_act(cast):
    other = make_person(cast.other_trust, "Olga Other")
    give_role(other, Role.CHAIR_OF_TRUSTEES, cast.other_trust)
    end_role(cast.chair_of_trustees, Role.CHAIR_OF_TRUSTEES, date(2026, 1, 1))
    assert stand_in_for("executive_headteacher", cast.old_quay, ON, [cast.executive_headteacher.person]) is None
    assert other not in stand_in_for("dsl", cast.saltmarsh, ON).people


@pytest.mark.parametrize("role", Role.values)
def test_every_role_at_a_full_school_is_acted_for_by_its_holder(cast, role):
    assert stand_in_for(role, cast.old_quay, ON).people == (getattr(cast, role).person,)
