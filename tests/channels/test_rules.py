"""The table of a channel's life, and what is decided without the database (OFF2, OFF5, OFF12)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.channels import rules
from lanyard.channels.choices import State

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_table_knows_every_state_and_each_has_an_owner_or_needs_none():
    assert set(rules.OWNERS) == set(State.values)
    for step in rules.STEPS.values():
        assert step.before <= set(State.values) and step.after in {"", *State.values}


def test_only_an_approval_leads_to_approved_and_nothing_leads_out_of_closed():
    assert [name for name, step in rules.STEPS.items() if step.after == "approved"] == ["approve"]
    assert rules.STEPS["approve"].before == {"assessed"}
    assert rules.STEPS["go_live"].before == {"approved", "paused"}
    assert not any("closed" in step.before for step in rules.STEPS.values())


@given(DAYS)
def test_an_approval_holds_a_year_and_no_day_longer(day):
    last = rules.last_day_of_approval(day)
    assert timedelta(days=364) <= last - day <= timedelta(days=365)


@given(st.none() | DAYS, st.booleans(), st.none() | DAYS, DAYS)
def test_what_may_go_live_has_an_approval_and_a_risk_assessment_of_the_day(until, agreed, review, on):
    stands = rules.ChannelStatus("approved", until, agreed, review, on)
    assert stands.may_go_live == bool(until and until >= on and agreed and review and review >= on)


@pytest.mark.parametrize(
    ("likelihood", "severity", "word"),
    [(1, 5, "low"), (2, 3, "medium"), (3, 5, "high"), (5, 5, "high"), (None, 5, "")],
)
def test_a_risk_has_a_word_once_it_is_scored(likelihood, severity, word):
    assert rules.level(likelihood, severity) == word
