"""Steps, days and who decides: without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.disclosures import rules
from lanyard.disclosures.choices import State
from lanyard.kernel.refusals import Refused
from lanyard.people.rules.routing import Graph
from tests.concerns.core.test_routing import WHO, graphs, people

TODAY = date(2026, 11, 24)
many = settings(max_examples=200, deadline=None)


def test_every_state_says_what_may_follow():
    assert set(rules.STEPS) == set(State.values)
    assert {then for steps in rules.STEPS.values() for then in steps} == set(State.values)


@pytest.mark.parametrize("past", rules.PAST)
def test_nothing_follows_an_end(past):
    for then in State.values:
        with pytest.raises(Refused, match="make a new declaration"):
            rules.check_step(past, then)


@pytest.mark.parametrize("then", sorted(set(State.values) - {"ended", "discussing"}))
def test_what_was_not_accepted_can_only_end_or_be_looked_at_again(then):
    with pytest.raises(Refused, match="contact has ended"):
        rules.check_step("not_accepted", then)


@pytest.mark.parametrize("held", rules.HOLDS)
def test_what_was_decided_is_not_decided_again_without_being_declared_again(held):
    for then in rules.DECISIONS:
        with pytest.raises(Refused):
            rules.check_step(held, then)


def test_a_decision_is_due_after_ten_working_days():
    assert rules.decide_by(TODAY) == date(2026, 12, 8)
    # Christmas Day, Boxing Day (made up on the 28th) and New Year's Day are no working days.
    assert rules.decide_by(date(2026, 12, 18)) == date(2027, 1, 6)


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=366)])
def test_a_review_is_ahead_and_within_a_year(day):
    with pytest.raises(Refused) as refused:
        rules.check_review(day, TODAY)

    assert refused.value.field == "review_on"


@pytest.mark.parametrize("days", [1, 365])
def test_a_review_may_be_tomorrow_or_in_a_year(days):
    rules.check_review(TODAY + timedelta(days=days), TODAY)


@pytest.mark.parametrize(
    ("decision", "conditions", "field"),
    [
        ("conditions", [], "condition_1"),
        ("accepted", [("Leave it.", None)], "decision"),
        ("not_accepted", [("Leave it.", None)], "decision"),
        ("conditions", [("Leave it.", TODAY), ("Tell us.", TODAY - timedelta(days=1))], "due_2"),
        ("conditions", [("Leave it.", TODAY + timedelta(days=31))], "due_1"),
    ],
)
def test_conditions_fit_the_decision_and_their_days_are_within_the_review(decision, conditions, field):
    with pytest.raises(Refused) as refused:
        rules.check_conditions(decision, conditions, TODAY + timedelta(days=30), TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("text", "stored"),
    [("2015", "2015"), (" 2026 ", "2026"), ("01/09/2015", "2015-09-01"), ("1.9.2015", "2015-09-01"),
     ("2015-09-01", "2015-09-01"), ("24/11/2026", "2026-11-24")],
)  # fmt: skip
def test_since_is_a_year_or_a_day(text, stored):
    assert rules.read_since(text, TODAY) == stored


@pytest.mark.parametrize(
    "text", ["", "15", "always", "2027", "25/11/2026", "31/02/2015", "1899", "2015-9", "²⁰¹⁵", "1/2/3/4", "0000", "-"]
)
def test_anything_else_is_asked_for_again(text):
    with pytest.raises(Refused) as refused:
        rules.read_since(text, TODAY)

    assert refused.value.field == "since"


@given(st.text(max_size=20))
def test_whatever_is_typed_as_since_is_read_or_refused(text):
    try:
        assert rules.read_since(rules.read_since(text, TODAY), TODAY)
    except Refused as problem:
        assert problem.field == "since"


@pytest.mark.parametrize(
    ("declares", "decides"),
    [("teacher", "head"), ("dsl", "head"), ("deputy", "head"), ("leader", "head"), ("head", "executive"),
     ("governor", "executive"), ("chair", "trustee"), ("executive", "trustee"), ("administrator", "trustee"),
     ("trustee", "chair")],
)  # fmt: skip
def test_the_headteacher_decides_and_somebody_above_on_theirs(declares, decides):
    assert rules.way_of([declares], WHO).told == (decides,)


def test_what_two_declare_together_goes_above_both():
    assert rules.way_of(["teacher", "head"], WHO).told == ("executive",)


def test_whoever_stands_in_decides_but_never_on_their_own():
    away = Graph(WHO.holders, {("headteacher", "head"): ["deputy"]})

    assert rules.way_of(["teacher"], away).told == ("deputy",)
    assert rules.way_of(["deputy"], away).told == ("executive",)


@many
@given(graphs(), st.sets(people, min_size=1, max_size=3))
def test_nobody_ever_decides_on_what_they_declare(graph, declarers):
    way = rules.way_of(declarers, graph)
    up = rules.way_up(way.level, declarers, graph) or way

    for one in (way, up):
        assert not declarers & set(one.told)
        assert not declarers & set(rules.deciders(one.level, declarers, graph))


@many
@given(graphs(), st.sets(people, min_size=1, max_size=3))
def test_whoever_is_told_decides_at_the_level_and_it_stays_there(graph, declarers):
    way = rules.way_of(declarers, graph)

    assert set(rules.deciders(way.level, declarers, graph)) == set(way.told)
    assert way.sees == ((way.level,) if way.level else ())
    # Those who are away hold it only where nobody else may; then it goes nowhere else either.
    moved = rules.way_up(way.level, declarers, graph)
    assert moved is None or not moved.told or set(way.told) <= graph.everybody(way.level)
