from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.assurance.readings import Status
from lanyard.assurance.rules.statements import LAPSES_AFTER, Stated, attested_reading, stated_reading

MADE, NEXT = date(2026, 9, 3), date(2026, 12, 3)


def stated(answer, on, made=MADE, next_due=NEXT):
    return attested_reading(
        answer=answer, role_name="Headteacher", made_on=made, next_due=next_due, on=on, url=lambda: "/state/"
    )


def test_nothing_stated_is_not_yet_measured():
    assert stated(None, MADE, None, None).status == Status.NOT_MEASURED


def test_a_statement_in_date_is_attested_and_says_by_whom_and_when():
    reading = stated("kept", MADE)
    assert reading.status == Status.ATTESTED
    assert reading.says == "Stated by the Headteacher on 3 September 2026; next 3 December 2026"


def test_a_person_can_state_that_a_clause_is_not_kept():
    assert stated("not_kept", MADE).status == Status.NOT_KEPT


def test_partly_kept_needs_attention():
    assert stated("partly", MADE).status == Status.NEEDS_ATTENTION


def test_an_overdue_statement_needs_attention():
    assert stated("kept", NEXT + timedelta(days=1)).status == Status.NEEDS_ATTENTION


@pytest.mark.parametrize(
    ("made", "last"),
    [
        (date(2026, 9, 3), date(2027, 8, 31)),
        (date(2027, 8, 30), date(2027, 8, 31)),
        (date(2027, 8, 31), date(2028, 8, 31)),
        (date(2027, 1, 1), date(2027, 8, 31)),
    ],
)
def test_a_statement_ends_with_the_school_year_whatever_day_was_named(made, last):
    late = date(2029, 1, 1)
    assert stated("kept", last, made, late).status == Status.ATTESTED
    assert stated("kept", last + timedelta(days=1), made, late).status == Status.NEEDS_ATTENTION


def test_a_statement_on_other_words_says_nothing_of_these_unless_it_was_that_they_are_not_kept():
    for answer, status in [
        ("kept", Status.NOT_MEASURED),
        ("partly", Status.NOT_MEASURED),
        ("not_kept", Status.NOT_KEPT),
    ]:
        reading = attested_reading(
            answer=answer, role_name="DSL", made_on=MADE, next_due=NEXT, on=MADE, url=lambda: "/", words_changed=True
        )
        assert reading.status == status


def test_a_statement_that_finds_one_of_seven_wanting_leaves_the_others_kept():
    names = [("advice:passwords", "passwords"), ("advice:block", "blocking")]
    made = Stated("not_kept", MADE, NEXT, about=("advice:block",))
    reading = stated_reading(made, names, role_name="DSL", on=MADE, url=lambda: "/")
    assert reading.status == Status.NOT_KEPT
    assert [item.reading.status for item in reading.items] == [Status.ATTESTED, Status.NOT_KEPT]
    everything = stated_reading(Stated("partly", MADE, NEXT), names, role_name="DSL", on=MADE, url=lambda: "/")
    assert {item.reading.status for item in everything.items} == {Status.NEEDS_ATTENTION}


def test_a_statement_long_overdue_says_nothing_any_more():
    assert stated("kept", NEXT + LAPSES_AFTER + timedelta(days=1)).status == Status.NOT_MEASURED


@given(st.sampled_from([None, "kept", "partly", "not_kept"]), st.integers(0, 2000))
def test_a_statement_is_never_shown_as_measured(answer, days):
    made, due = (None, None) if answer is None else (MADE, NEXT)
    assert stated(answer, MADE + timedelta(days=days), made, due).status != Status.KEPT
