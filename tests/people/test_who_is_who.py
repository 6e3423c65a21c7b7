"""Ids count where they come from, and whoever may be somebody else is asked about."""

import pytest

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person, RoleHolding, SameQuestion, SourceId
from lanyard.people.queries.rosters import known_for, preview_of
from lanyard.people.queries.same_people import side_by_side
from lanyard.people.roster import read_roster
from lanyard.records.models import AuditEvent
from tests.factories.people import give_role, known_as, make_membership, make_person, make_pupil, make_user
from tests.people.rosters import ON, csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

GABRIEL = {"id": "501", "given_name": "Gabriel", "family_name": "Owusu", "kind": "leader", "email": "g@example.org"}
VIC = {"id": "501", "given_name": "Vic", "family_name": "Visitor", "kind": "volunteer", "email": "vic@example.com"}
ALICE = {"id": "K1", "given_name": "Alice", "family_name": "Quince", "kind": "pupil", "date_of_birth": "2017-05-05"}
BEN = ALICE | {"id": "K2", "given_name": "Ben", "date_of_birth": "2018-05-05"}
CAL = {"id": "C1", "given_name": "Cal", "family_name": "Ely", "kind": "pupil", "date_of_birth": "2017-05-05"}
DAD = {"id": "M1", "given_name": "Dad", "family_name": "Ely", "kind": "parent", "parent_of": "C1"}


@pytest.fixture
def preview(cast):
    def make(*rows, place=cast.old_quay, whole=False, by=cast.trust_administrator):
        roster = read_roster(csv_of(*rows), "people.csv", known_for(place, ON))
        return actions.roster_preview(roster=roster, place=place, whole=whole, by=by, on=ON)

    return make


@pytest.fixture
def load(cast, preview):
    def make(*rows, **how):
        by = cast.trust_administrator
        return actions.roster_apply(upload=preview(*rows, **how), by=by, on=ON, leavers_confirmed=True)

    return make


@pytest.fixture
def answer(cast, now):
    def say(answer, by=cast.trust_administrator):
        actions.answer_same(question=SameQuestion.objects.get(answer=""), answer=answer, by=by, now=now)

    return say


def test_the_same_id_at_two_schools_is_two_people(cast, load):
    load(GABRIEL, place=cast.saltmarsh)
    gabriel = Person.objects.get(given_name="Gabriel")
    give_role(gabriel, Role.LEADERSHIP, cast.saltmarsh)
    load(VIC)
    vic = Person.objects.get(given_name="Vic")
    assert vic != gabriel
    assert (gabriel.memberships.count(), vic.memberships.count(), vic.roles.count()) == (1, 1, 0)
    assert SourceId.objects.filter(value="501").count() == 2
    load(VIC | {"job_title": "Reader"})
    assert vic.memberships.get().job_title == "Reader"


def test_an_id_given_to_somebody_else_is_asked_about_and_changes_nothing_meanwhile(cast, load, preview, answer):
    load(GABRIEL, VIC | {"id": "502"})
    gabriel = known_as("501")
    make_user(gabriel)
    give_role(gabriel, Role.LEADERSHIP, cast.old_quay)
    rows = ({"id": "501", "given_name": "Priya", "family_name": "Nadar", "kind": "leader"}, VIC | {"id": "502"})
    found = preview(*rows, whole=True)
    assert found.counts["asked"] == 1
    (line,) = (line for line in preview_of(found).lines if line.section == "asked")
    assert (line.name, line.details[0].after) == ("Priya Nadar", "Gabriel Owusu, leader at Old Quay Juniors")
    load(*rows, whole=True)
    gabriel.refresh_from_db()
    assert (gabriel.full_name, gabriel.left_on) == ("Gabriel Owusu", None)
    assert gabriel.roles.filter(end=None).exists()
    assert not Person.objects.filter(family_name="Nadar").exists()
    answer("new")
    priya = Person.objects.get(family_name="Nadar")
    assert (known_as("501"), priya.roles.count()) == (priya, 0)
    assert not load(*rows).asked
    assert gabriel.user.is_active


def test_both_sides_name_the_school_as_people_do(load):
    load(GABRIEL)
    load(GABRIEL | {"given_name": "Priya", "family_name": "Nadar"})
    schools = next(line for line in side_by_side(SameQuestion.objects.get(answer=""), ON) if line.label == "School")
    assert (schools.file, schools.register, schools.differs) == ("Old Quay Juniors", "Old Quay Juniors", False)


def test_same_brings_the_record_up_to_date_and_is_not_asked_again(load, answer):
    load(GABRIEL)
    gabriel = known_as("501")
    row = GABRIEL | {"given_name": "Gabe-Kwame", "family_name": "Mensah", "email": ""}
    load(row)
    answer("same")
    gabriel.refresh_from_db()
    assert gabriel.full_name == "Gabe-Kwame Mensah"
    assert not load(row).asked
    event = AuditEvent.objects.get(event="roster:decide")
    assert str(gabriel.pk) in event.detail
    assert "family_name" in event.detail


def test_a_row_left_out_stays_out_until_it_says_something_else(load, answer):
    load(GABRIEL)
    row = GABRIEL | {"given_name": "Zed", "family_name": "Other", "email": ""}
    load(row)
    answer("left_out")
    assert not load(row).asked
    assert not Person.objects.filter(given_name="Zed").exists()
    assert load(row | {"given_name": "Zoe"}).asked


def test_nobody_decides_about_themselves(cast, load, answer):
    load(GABRIEL)
    by = make_user(known_as("501"))
    load(GABRIEL | {"given_name": "Zed", "family_name": "Other"})
    with pytest.raises(Refused, match="This may be you"):
        answer("same", by)


def test_a_question_asked_again_has_the_row_of_today(load):
    load(GABRIEL)
    other = GABRIEL | {"given_name": "Zed", "family_name": "Other", "email": ""}
    load(other)
    load(other | {"job_title": "Cook"})
    assert SameQuestion.objects.filter(answer="").count() == 1
    load(GABRIEL)
    assert not SameQuestion.objects.exists()


def test_brothers_and_sisters_at_one_address_are_two_children(load):
    load(ALICE | {"email": "family@example.com"})
    plan = load(BEN | {"email": "family@example.com"})
    assert {known_as("K1").given_name, known_as("K2").given_name} == {"Alice", "Ben"}
    assert plan.notes == [
        "Line 2: the address is also that of another pupil on the register, so it is left out here. "
        "Pupils don’t sign in."
    ]


@pytest.mark.parametrize("first", ["children", "parent", "together"])
def test_a_family_address_signs_in_the_parent_alone(load, first):
    at = {"email": "family@example.com"}
    mo = {"id": "G1", "given_name": "Mo", "family_name": "Quince", "kind": "parent", "parent_of": "K1"} | at
    rows = (ALICE | at, BEN | at, mo, mo | {"parent_of": "K2"})
    if first == "children":
        load(ALICE | at, BEN | at)
    elif first == "parent":
        load(ALICE, BEN, mo)
    load(*rows)
    load(*rows)
    assert [person.given_name for person in Person.objects.filter(email=at["email"])] == ["Mo"]
    assert known_as("K2").family.get().adult.given_name == "Mo"


def test_the_upn_of_another_child_is_asked_about(cast, load, answer):
    child = make_pupil(cast.old_quay, "Right Child", upn="B801200005001")
    row = {"id": "NEW1", "given_name": "Wrong", "family_name": "Kid", "kind": "pupil", "date_of_birth": "2018-01-01"}
    load(row | {"upn": "B801200005001"})
    child.refresh_from_db()
    assert child.full_name == "Right Child"
    answer("new")
    assert (known_as("NEW1").upn, child.family.count()) == ("", 0)
    plan = load(row | {"upn": "B801200005001"})
    assert (plan.problems, len(plan.notes)) == ([], 1)


def test_a_parent_who_must_not_be_contacted_keeps_the_mark_under_a_new_id(load):
    load(CAL, DAD | {"must_not_be_contacted": "yes"})
    load(CAL, DAD | {"id": "M77"}, whole=True)
    link = known_as("C1").family.get(end=None)
    assert (link.adult, link.must_not_be_contacted) == (known_as("M77"), True)
    assert known_as("M1") == known_as("M77")


def test_the_mark_stays_when_the_parent_left_before_and_comes_back(load):
    load(CAL, DAD | {"must_not_be_contacted": "yes"})
    load(CAL, DAD | {"id": "X", "given_name": "Mum", "family_name": "Oak"}, whole=True)
    load(CAL, DAD | {"id": "M77"})
    assert known_as("C1").family.get(end=None, adult=known_as("M77")).must_not_be_contacted


def test_a_file_never_lifts_the_mark(load):
    load(CAL, DAD | {"must_not_be_contacted": "yes"})
    plan = load(CAL, DAD | {"must_not_be_contacted": "no"})
    assert known_as("C1").family.get().must_not_be_contacted
    assert "this stays until someone lifts it" in plan.notes[0]


def test_a_parent_whose_name_is_like_theirs_is_asked_about(load):
    load(CAL, DAD | {"must_not_be_contacted": "yes"})
    assert load(CAL, DAD | {"id": "M77", "given_name": "Dafydd"}).asked


def test_somebody_of_the_same_name_with_a_new_id_is_asked_about(cast, load):
    teacher = make_person(cast.trust, "Ada Byron")
    make_membership(teacher, cast.old_quay, Kind.TEACHER)
    row = {"id": "T9", "given_name": "Ada", "family_name": "Byron", "kind": "teacher"}
    assert [asked.candidate for asked in load(row).asked] == [teacher.pk]


def test_two_of_one_name_who_both_have_their_ids_are_not_asked_about(load):
    row = {"id": "T1", "given_name": "Ada", "family_name": "Byron", "kind": "teacher"}
    assert not load(row, row | {"id": "T2"}).asked
    assert not load(row, row | {"id": "T2"}).asked


def test_an_id_that_passed_on_while_its_owner_has_another_needs_no_question(load):
    ada = {"id": "T1", "given_name": "Ada", "family_name": "Byron", "kind": "teacher", "date_of_birth": "1980-01-02"}
    load(ada)
    person = known_as("T1")
    plan = load(ada | {"id": "T2"}, VIC | {"id": "T1", "kind": "teacher"})
    assert not plan.asked
    assert (known_as("T2"), known_as("T1").given_name) == (person, "Vic")


def test_ids_of_a_file_for_the_trust_are_known_in_the_files_of_a_school(cast, load):
    rows = [GABRIEL | {"school": "Old Quay Juniors"}, GABRIEL | {"school": "Saltmarsh Primary"}]
    load(*rows, place=cast.trust)
    load(GABRIEL | {"job_title": "Head of school"}, place=cast.saltmarsh)
    gabriel = known_as("501")
    assert gabriel.memberships.get(school=cast.saltmarsh).job_title == "Head of school"
    assert Person.objects.filter(given_name="Gabriel").count() == 1


def test_roles_end_with_leaving_the_school_they_are_held_at(cast, load):
    rows = [GABRIEL | {"school": "Old Quay Juniors"}, GABRIEL | {"school": "Saltmarsh Primary"}]
    load(*rows, place=cast.trust)
    gabriel = known_as("501")
    give_role(gabriel, Role.LEADERSHIP, cast.old_quay)
    give_role(gabriel, Role.DSL, cast.saltmarsh)
    load(rows[0], VIC | {"school": "Saltmarsh Primary", "kind": "leader", "id": "9"}, place=cast.trust, whole=True)
    open_roles = RoleHolding.objects.filter(person=gabriel, end=None)
    assert [holding.role for holding in open_roles] == [Role.LEADERSHIP]
