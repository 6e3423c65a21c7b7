"""What the first run decides without a database: who is whom, what is still open, which years a phase has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.firstrun.rules import (
    AT_SCHOOL,
    AT_TRUST,
    NEEDED,
    PHASES,
    STEPS,
    Progress,
    holders_in,
    in_a_sentence,
    missing_at,
    phases_of,
    years_of,
)
from lanyard.kernel.refusals import Refused
from lanyard.people.choices import Role, YearGroup

ADDRESSES = st.sampled_from(["a@x.org", "B@x.org", "b@x.org", "c@x.org"])
SAID = st.tuples(st.sampled_from(["", "Ada"]), st.sampled_from(["", "Reed"]), ADDRESSES)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "": st.dictionaries(st.sampled_from(AT_TRUST), SAID),
        "first": st.dictionaries(st.sampled_from(AT_SCHOOL), SAID),
        "second": st.dictionaries(st.sampled_from(AT_SCHOOL), SAID),
    },
)


@given(ANSWERS)
def test_every_role_that_was_named_is_held_by_one_person_with_a_name_or_all_is_refused(answers):
    try:
        holders = holders_in(answers)
    except Refused:
        return
    addresses = [holder.email for holder in holders]
    assert len(set(addresses)) == len(addresses) and all(one == one.lower() for one in addresses)
    assert all(holder.family_name for holder in holders)
    named = {(role, at, said[2].lower()) for at, roles in answers.items() for role, said in roles.items()}
    assert {(role, at, holder.email) for holder in holders for role, at in holder.roles} == named


@given(st.sets(st.sampled_from(list(STEPS))))
def test_a_step_opens_when_all_before_it_are_done_and_the_next_one_always_does(done):
    progress = Progress(frozenset(done))

    assert progress.opens(progress.next)
    assert [step for step in STEPS if progress.opens(step)] == list(STEPS)[: list(STEPS).index(progress.next) + 1] or (
        progress.next == "finish"
    )


@given(st.sets(st.sampled_from(list(PHASES))))
def test_a_phase_is_its_year_groups(phases):
    assert set(phases_of(years_of(phases))) == phases


def test_the_phases_are_all_year_groups_once():
    assert years_of(PHASES) == YearGroup.values


def test_roles_are_those_that_there_are():
    assert {*AT_TRUST, *AT_SCHOOL, *NEEDED} <= set(Role.values)


@pytest.mark.parametrize(("at", "missing"), [("", ["trust_administrator"]), ("first", ["headteacher", "dsl"])])
def test_whoever_must_be_named_is_missed(at, missing):
    assert missing_at(at, []) == missing
    assert missing_at(at, missing) == []


@pytest.mark.parametrize(
    ("label", "said"), [("Headteacher", "headteacher"), ("IT lead", "IT lead"), ("Deputy DSL", "deputy DSL")]
)
def test_a_role_inside_a_sentence(label, said):
    assert in_a_sentence(label) == said
