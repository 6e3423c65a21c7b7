"""Numbers, years, stand-ins and appointments."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.kernel.years import academic_year
from lanyard.people import rules
from lanyard.people.choices import TRUST_ROLES, Role, YearGroup

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("number", ["B801200005001", "b801 2000 05001", "X00180001701A", "P207000016049"])
def test_a_upn_with_the_right_check_letter_is_one(number):
    assert rules.is_upn(number)


@pytest.mark.parametrize(
    "number",
    [
        "Q207000016049",
        "A801200005001",
        "X00180001701B",
        "X00180001701I",
        "S801200005001",
        "B80120000500",
        "",
        "B" * 13,
        "B8012000050٠1",
    ],
)
def test_a_upn_with_a_wrong_check_letter_or_shape_is_none(number):
    assert not rules.is_upn(number)


@given(st.from_regex(r"[0-9]{11}[0-9A-HJ-NP-RT-Z]", fullmatch=True))
def test_of_all_check_letters_exactly_one_is_right(rest):
    assert sum(rules.is_upn(letter + rest) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 1


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2015, 8, 31), date(2020, 9, 1), "1"),
        (date(2015, 9, 1), date(2020, 9, 1), "R"),
        (date(2015, 9, 1), date(2020, 8, 31), "N"),
        (date(2015, 2, 11), date(2026, 1, 14), "6"),
        (date(2008, 9, 1), date(2027, 8, 31), "13"),
        (date(2007, 8, 31), date(2025, 9, 1), None),
        (date(2024, 1, 1), date(2025, 9, 1), None),
    ],
)
def test_the_year_group_follows_from_the_date_of_birth(born, on, year):
    assert rules.year_group_of(born, on) == year


@given(days, days)
def test_a_year_group_is_one_the_register_knows_and_goes_up_by_one_each_september(born, on):
    order = [None, *YearGroup.values, None]
    this, after = rules.year_group_of(born, on), rules.year_group_of(born, academic_year(on).last_day)
    assert this == after
    if this:
        following = rules.year_group_of(born, academic_year(on).last_day + timedelta(days=1))
        assert following == order[order.index(this) + 1]


def test_somebody_born_on_29_february_is_older_on_1_march():
    assert rules.age_on(date(2016, 2, 29), date(2026, 2, 28)) == 9
    assert rules.age_on(date(2016, 2, 29), date(2026, 3, 1)) == 10


def test_the_ladders_and_the_appointments_know_every_role_and_no_other():
    assert set(rules.LADDERS) == set(Role.values)
    assert {above for ladder in rules.LADDERS.values() for above in ladder} <= set(Role.values)
    assert set().union(*rules.APPOINTS.values()) == set(Role.values)


HOLDERS = {"dsl": ["dan"], "deputy_dsl": ["priya"], "headteacher": ["helen"], "chair_of_governors": ["amina"]}


@pytest.mark.parametrize(
    ("role", "covers", "subjects", "expected"),
    [
        ("dsl", {}, [], rules.StandIn("dsl", ("dan",))),
        ("dsl", {}, ["dan"], rules.StandIn("deputy_dsl", ("priya",))),
        ("dsl", {("dsl", "dan"): ["tom"]}, [], rules.StandIn("dsl", ("tom",))),
        ("dsl", {("dsl", "dan"): ["tom"]}, ["tom"], rules.StandIn("deputy_dsl", ("priya",))),
        ("dsl", {}, ["dan", "priya", "helen"], rules.StandIn("chair_of_governors", ("amina",))),
        ("headteacher", {}, ["helen"], rules.StandIn("chair_of_governors", ("amina",))),
        ("executive_headteacher", {}, [], None),
        ("dsl", {}, ["dan", "priya", "helen", "amina"], None),
    ],
)
def test_who_stands_in(role, covers, subjects, expected):
    assert rules.stand_in(role, HOLDERS, covers, subjects) == expected


people = st.integers(0, 6)
roles = st.sampled_from(sorted(rules.LADDERS))
holdings = st.dictionaries(roles, st.lists(people, max_size=3, unique=True))
absences = st.dictionaries(st.tuples(roles, people), st.lists(people, min_size=1, max_size=2))


@given(roles, holdings, absences, st.sets(people))
def test_the_subject_never_stands_in_and_nobody_is_passed_over(role, holders, covers, subjects):
    found = rules.stand_in(role, holders, covers, subjects)
    ladder = [role, *rules.LADDERS[role]]
    if found:
        assert found.people
        assert not subjects & set(found.people)
        assert len(set(found.people)) == len(found.people)
        passed_over = ladder[: ladder.index(found.role)]
    else:
        passed_over = ladder
    for level in passed_over:
        present = [p for p in holders.get(level, []) if (level, p) not in covers]
        assert set(present) <= subjects


@given(roles, holdings, absences)
def test_whoever_is_absent_acts_only_if_they_cover_for_somebody(role, holders, covers):
    found = rules.stand_in(role, holders, covers)
    if found:
        present = {p for p in holders.get(found.role, []) if (found.role, p) not in covers}
        standing_in = {c for p in holders.get(found.role, []) for c in covers.get((found.role, p), [])}
        assert set(found.people) <= present | standing_in


def test_a_headteacher_appoints_helpers_but_neither_a_dsl_nor_a_headteacher():
    assert rules.may_appoint({"headteacher"}, "deputy_dsl")
    assert not rules.may_appoint({"headteacher"}, "dsl")
    assert not rules.may_appoint({"headteacher", "staff"}, "headteacher")
    assert not rules.may_appoint({"teacher", "governor"}, "moderator")


def test_roles_at_the_trust_are_not_given_by_a_headteacher():
    assert not any(rules.may_appoint({"headteacher"}, role) for role in TRUST_ROLES)


ROLES = st.sets(st.sampled_from(sorted(rules.CONFIRMED_BY)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ROLES, ROLES)
def test_nobody_suspends_somebody_who_could_suspend_them(mine, theirs):
    assert not (rules.may_suspend(mine, theirs) and rules.may_suspend(theirs, mine))
