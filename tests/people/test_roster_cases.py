"""Files that went wrong when they were tried, each with what is right."""

from datetime import date

import pytest

from lanyard.people import actions
from lanyard.people.models import Person
from lanyard.people.queries.rosters import known_for, preview_of
from lanyard.people.roster import read_roster
from tests.factories.people import known_as, make_membership, make_person, make_pupil, make_school
from tests.people.rosters import ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def preview(cast, shared_data):
    def make(name, place=cast.old_quay, whole=False):
        data = (shared_data / "cases" / "roster" / name).read_bytes()
        roster = read_roster(data, name, known_for(place, ON))
        return actions.roster_preview(roster=roster, place=place, whole=whole, by=cast.trust_administrator, on=ON)

    return make


@pytest.fixture
def load(cast, preview):
    def make(name, gone=(), **how):
        by = cast.trust_administrator
        return actions.roster_apply(upload=preview(name, **how), by=by, on=ON, leavers_confirmed=True, gone=gone)

    return make


def test_r1_one_id_at_two_schools(cast, load):
    load("R1a-lantern-hill-staff.csv", place=cast.saltmarsh)
    load("R1b-old-quay-volunteer-same-id.csv")
    assert {person.given_name for person in Person.objects.filter(source_ids__value="501")} == {"Gabriel", "Vic"}


def test_r2_an_id_given_anew(cast, load):
    other = make_person(cast.trust, "Ellis Holt", source_id="55")
    make_membership(other, cast.old_quay, "teacher")
    assert [asked.candidate for asked in load("R2-reused-id.csv").asked] == [other.pk]


def test_r4_r5_a_family_address(load):
    load("R5-family-address.csv")
    load("R4-sibling-same-address.csv")
    assert (known_as("K1").given_name, known_as("K2").given_name) == ("Alice", "Ben")
    assert [person.given_name for person in Person.objects.filter(email="family.quince@example.com")] == ["Mo"]


def test_p5_the_upn_of_another_child(cast, load):
    child = make_pupil(cast.old_quay, "Right Child", upn="T999200220224")
    assert [asked.candidate for asked in load("P5-upn-of-another-child.csv").asked] == [child.pk]


def test_n3_a_mark_under_a_new_id(load):
    load("N3a.csv", whole=True)
    load("N3b-same-parent-new-id.csv", whole=True)
    assert known_as("C1").family.get(end=None).must_not_be_contacted


def test_p1_unusual_names_are_kept(load):
    assert load("P1-names.csv").count("added") == 16


def test_r6_a_year_from_the_birth_date(load):
    load("R6-no-year-column.csv")
    assert known_as("Y1").memberships.get().year_group == "4"


def test_r7_a_birth_date_in_another_zone(load):
    load("R7-utc-birth.csv")
    assert known_as("D1").date_of_birth == date(2017, 6, 1)
    assert known_as("D2").date_of_birth == date(2017, 9, 1)


def test_o1_a_leaver_in_a_file_of_changes(cast, load):
    make_membership(make_person(cast.trust, "Tom Ash", source_id="u1"), cast.old_quay, "teacher")
    load("O1-delta-leaver.zip")
    assert known_as("u1").left_on is not None
    assert known_as("u2").left_on is None


def test_the_last_volunteer_leaves_when_it_is_said(cast, load):
    years = ["3", "4", "5", "6", "7"]
    make_school(cast.trust, "Alder First School", year_groups=years)
    make_school(cast.trust, "Birch Middle School", year_groups=years)
    load("roster-good.csv", place=cast.trust, whole=True)
    load("roster-no-volunteer-alder.csv", place=cast.trust, whole=True)
    assert known_as("vo1").left_on is None
    load("roster-no-volunteer-alder.csv", place=cast.trust, whole=True, gone=["alder-first-school:volunteer"])
    assert known_as("vo1").left_on is not None


def test_every_problem_of_every_row_is_told(cast, preview):
    make_school(cast.trust, "Alder First School", year_groups=["3", "4"])
    found = preview("roster-errors.csv", place=cast.trust)
    told = [(problem.line, problem.column) for problem in preview_of(found).problems]
    assert {(4, "given_name"), (4, "date_of_birth"), (7, "email"), (7, "line_manager"), (8, "given_name")} <= set(told)
    assert {line for line, _ in told} == {3, 4, 5, 6, 7, 8, 9}
