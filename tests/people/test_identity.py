"""Whether somebody in a file is somebody on the register: every key, and everything that can speak against it."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.roster.identity import Births, Facts, Key, Names, Verdict, births, fold, judge, names

GRID = [Facts(*row) for row in product(Key, Names, Births, ("pupil", "parent", "staff"), *[(True, False)] * 5)]
SURE = Facts(Key.ID, Names.SAME, Births.SAME)
MATCH, NEW, DECIDE = Verdict.MATCH, Verdict.NEW, Verdict.DECIDE

# Key -> what is decided when the name, the name and the birth date, the kind, the school or nothing contradicts.
TABLE = {
    Key.ID: (DECIDE, DECIDE, DECIDE, MATCH, MATCH),
    Key.OTHER_ID: (DECIDE, DECIDE, DECIDE, MATCH, MATCH),
    Key.UPN: (DECIDE, DECIDE, DECIDE, MATCH, MATCH),
    Key.EMAIL: (NEW, NEW, NEW, MATCH, MATCH),
    Key.CHILD: (NEW, NEW, DECIDE, MATCH, MATCH),
    Key.NAME_AND_BIRTH: (NEW, NEW, DECIDE, DECIDE, MATCH),
    Key.NAME: (NEW, NEW, DECIDE, DECIDE, DECIDE),
}


@pytest.mark.parametrize("key", Key)
def test_each_key_and_each_contradiction(key):
    sure = SURE._replace(key=key)
    against = (
        sure._replace(names=Names.OTHER),
        sure._replace(names=Names.OTHER, births=Births.OTHER),
        sure._replace(kinds_fit=False),
        sure._replace(same_school=False),
        sure,
    )
    assert tuple(judge(facts) for facts in against) == TABLE[key]


def test_a_match_is_never_of_another_name_or_kind():
    for facts in GRID:
        if judge(facts) == MATCH:
            assert facts.names in (Names.SAME, Names.GIVEN)
            assert facts.kinds_fit
            assert facts.births != Births.OTHER


def test_nothing_that_hangs_on_a_record_goes_to_another_name_unasked():
    assert all(judge(facts) != MATCH for facts in GRID if facts.holds and facts.names != Names.SAME)


def test_a_changed_family_name_needs_something_else_that_agrees():
    married = Facts(Key.ID, Names.GIVEN, Births.UNKNOWN)
    assert judge(married) == DECIDE
    assert judge(married._replace(births=Births.SAME)) == MATCH
    assert judge(married._replace(same_email=True)) == MATCH
    assert judge(married._replace(same_email=True, births=Births.OTHER)) == DECIDE


def test_brothers_and_sisters_are_not_each_other():
    twin = Facts(Key.UPN, Names.FAMILY, Births.SAME, "pupil")
    assert judge(twin) == DECIDE
    assert judge(twin._replace(key=Key.ID)) == DECIDE
    assert judge(twin._replace(key=Key.EMAIL)) == NEW


def test_the_id_of_another_source_says_nothing_at_another_school():
    other = Facts(Key.OTHER_ID, Names.OTHER, Births.UNKNOWN, same_school=False)
    assert judge(other) == NEW
    assert judge(other._replace(names=Names.SAME)) == DECIDE
    assert judge(other._replace(names=Names.SAME, births=Births.SAME)) == MATCH


def test_somebody_who_must_not_be_contacted_is_asked_about_when_the_name_is_like_theirs():
    parent = Facts(Key.CHILD, Names.FAMILY, Births.UNKNOWN, "parent", protected=True)
    assert judge(parent) == DECIDE
    assert judge(parent._replace(protected=False)) == NEW


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("Zoë", "Ó Briain"), ("Zoe", "O'Briain"), Names.SAME),
        (("Sam", "Reed"), ("Samuel", "Reed"), Names.SAME),
        (("Carys Jane", "Mensah"), ("Carys", "Mensah"), Names.SAME),
        (("Anna", "Reed"), ("Anna", "Reed-Lane"), Names.SAME),
        (("Anna", "Reed"), ("Anna", "Cole"), Names.GIVEN),
        (("Tim", "Gray"), ("Tom", "Gray"), Names.FAMILY),
        (("Jo", "Ali"), ("Joanna", "Ali"), Names.FAMILY),
        (("Priya", "Nair"), ("Sam", "Holt"), Names.OTHER),
        (("李", "王"), ("李", "王"), Names.SAME),
        (("\u200bAnn", "Q"), ("Ann", "Q"), Names.SAME),
        (("Al", "de Souza"), ("Al", "de Vries"), Names.GIVEN),
    ],
)
def test_names_agree_however_they_are_written(one, other, agree):
    said = [({fold(given)}, fold(family)) for given, family in (one, other)]
    assert names(*said[0], *said[1]) == names(*said[1], *said[0]) == agree


def test_a_slip_in_a_birth_date_is_not_another():
    born = date(2017, 3, 5)
    assert births(born, date(2017, 5, 3)) == births(born, date(2016, 3, 5)) == births(born, date(2017, 3, 6)) == "slip"
    assert births(born, date(2016, 9, 30)) == Births.OTHER
    assert births(born, None) == Births.UNKNOWN


@given(st.text(max_size=40), st.text(max_size=40))
def test_folding_a_folded_name_changes_nothing(one, other):
    assert fold(fold(one)) == fold(one)
    assert names({fold(one)}, fold(other), {fold(one)}, fold(other)) in (Names.SAME, Names.FAMILY)
