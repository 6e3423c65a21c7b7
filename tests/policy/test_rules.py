from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.refusals import Refused
from lanyard.kernel.years import academic_year
from lanyard.policy import rules
from lanyard.policy.choices import EditionState
from lanyard.policy.rules import STEPS

# The whole table: which step leads from which state to which.
ALLOWED = {
    ("draft", "submit"): "with_leadership",
    ("draft", "withdraw"): "withdrawn",
    ("with_leadership", "approve"): "approved",
    ("with_leadership", "send-back"): "draft",
    ("with_leadership", "withdraw"): "withdrawn",
    ("approved", "send-back"): "draft",
    ("approved", "put-in-force"): "in_force",
    ("approved", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize("state", EditionState.values)
@pytest.mark.parametrize("key", STEPS)
def test_each_step_is_possible_from_its_states_only(state, key):
    if (state, key) in ALLOWED:
        rules.check_step(STEPS[key], state=state, who=uuid4(), authors=())
        assert STEPS[key].after == ALLOWED[state, key]
        assert STEPS[key] in rules.steps_from(state)
    else:
        with pytest.raises(Refused, match="moved on"):
            rules.check_step(STEPS[key], state=state, who=uuid4(), authors=())
        assert STEPS[key] not in rules.steps_from(state)


def test_nobody_approves_their_own_draft_but_may_withdraw_it():
    author = uuid4()
    with pytest.raises(Refused, match="own draft"):
        rules.check_step(STEPS["approve"], state="with_leadership", who=author, authors={author})
    rules.check_step(STEPS["withdraw"], state="with_leadership", who=author, authors={author})


@pytest.mark.parametrize(
    ("clauses", "unconfirmed", "says"), [(0, 0, "no clauses"), (3, 1, "One clause has"), (9, 2, "2 clauses have")]
)
def test_a_draft_goes_for_approval_only_when_every_clause_is_confirmed(clauses, unconfirmed, says):
    with pytest.raises(Refused, match=says):
        rules.check_ready(clauses=clauses, unconfirmed=unconfirmed)


def test_a_confirmed_draft_is_ready():
    assert rules.check_ready(clauses=3, unconfirmed=0) is None


def test_an_edition_holds_from_its_meeting_on_and_not_before_the_one_it_replaces():
    meeting = date(2026, 9, 3)
    assert rules.check_first_day(meeting, meeting_on=meeting, replaced_from=meeting) is None
    with pytest.raises(Refused, match="meeting"):
        rules.check_first_day(meeting - timedelta(days=1), meeting_on=meeting, replaced_from=None)
    with pytest.raises(Refused, match="replaces"):
        rules.check_first_day(meeting, meeting_on=meeting, replaced_from=meeting + timedelta(days=1))
    with pytest.raises(Refused, match="future"):
        rules.check_meeting(meeting, meeting - timedelta(days=1))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_next_review_is_within_a_year_and_no_academic_year_is_left_out(first_day, wished):
    due = rules.review_due(first_day, wished)
    assert first_day < due <= first_day + timedelta(days=366)
    # AIM1: at least once in every academic year.
    years = [academic_year(day).start for day in (first_day, due)]
    assert years[1] - years[0] <= 1


@pytest.mark.parametrize(
    ("first_day", "wished", "due"),
    [
        (date(2026, 9, 3), None, date(2027, 9, 3)),
        (date(2026, 9, 3), date(2027, 7, 1), date(2027, 7, 1)),
        (date(2026, 9, 3), date(2029, 7, 1), date(2027, 9, 3)),
        (date(2026, 9, 3), date(2026, 9, 3), date(2027, 9, 3)),
        (date(2028, 2, 29), None, date(2029, 2, 28)),
    ],
)
def test_a_review_is_due_when_wished_but_at_the_latest_a_year_on(first_day, wished, due):
    assert rules.review_due(first_day, wished) == due


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("2027-02", date(2027, 2, 28)),
        ("2027-13", None),
        ("2027-02-30", None),
        ("at least annually", None),
        (None, None),
    ],
)
def test_review_dates_are_read_as_documents_give_them(text, day):
    assert rules.review_day(text) == day


@pytest.mark.parametrize(
    ("edition", "review", "status"),
    [
        ("", None, "missing"),
        ("2", None, "no_date"),
        ("2", date(2026, 11, 23), "overdue"),
        ("2", date(2026, 11, 24), "in_date"),
    ],
)
def test_a_linked_policy_is_missing_overdue_or_in_date(edition, review, status):
    assert rules.linked_status(edition, review, date(2026, 11, 24)) == status
