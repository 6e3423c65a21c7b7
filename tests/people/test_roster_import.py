"""Importing a roster: what the preview says is what happens, all of it or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.actions import RegisterMoved
from lanyard.people.choices import Kind, Role
from lanyard.people.import_models import ImportState
from lanyard.people.models import Cover, FamilyLink, Membership, Person, RoleHolding, RosterImport, User
from lanyard.people.queries import roles_of
from lanyard.people.queries.rosters import existing_for, known_for, preview_of
from lanyard.people.roster import read_roster
from lanyard.records.models import AuditEvent
from tests.factories.people import (
    give_role,
    known_as,
    make_cover,
    make_family,
    make_membership,
    make_person,
    make_pupil,
    make_user,
)
from tests.people.rosters import ELLA, ON, PAULA, TARA, csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def school(cast):
    return cast.old_quay


@pytest.fixture
def preview(cast, school):
    def make(*rows, whole=False, place=school, by=cast.trust_administrator):
        roster = read_roster(csv_of(*rows), "people.csv", known_for(place, ON))
        return actions.roster_preview(roster=roster, place=place, whole=whole, by=by, on=ON)

    return make


@pytest.fixture
def load(cast, preview):
    def make(*rows, by=cast.trust_administrator, **how):
        return actions.roster_apply(upload=preview(*rows, by=by, **how), by=by, on=ON, leavers_confirmed=True)

    return make


def lines_of(found):
    return [(line.section, line.name, [tuple(detail) for detail in line.details]) for line in preview_of(found).lines]


def problems_of(found):
    return [problem.says for problem in preview_of(found).problems]


ANNA = ELLA | {"id": "p9", "given_name": "Anna", "family_name": "Reed"}
MUM = PAULA | {"id": "a9", "given_name": "Mona", "family_name": "Reed", "parent_of": "p9"}


def test_a_preview_counts_and_changes_nothing(preview):
    before = Person.objects.count()
    found = preview(ANNA, MUM)
    assert found.state == ImportState.READY
    assert found.counts == {"added": 2, "changed": 0, "left": 0, "unchanged": 0}
    assert [line[:2] for line in lines_of(found)] == [("added", "Anna Reed"), ("added", "Mona Reed")]
    assert Person.objects.count() == before


def test_people_are_added_with_what_they_are_and_their_families(load, school):
    load(ANNA | {"class": "5A", "upn": "B801200005001"}, MUM)
    anna = known_as("p9")
    assert anna.upn == "B801200005001"
    here = anna.memberships.get()
    assert (here.school, here.kind, here.year_group, here.class_name, here.start) == (school, "pupil", "5", "5A", ON)
    link = anna.family.get()
    assert (link.adult, link.relationship, link.parental_responsibility) == (known_as("a9"), "Mother", True)


def test_loading_the_same_file_again_changes_nothing(load, preview):
    load(ANNA, MUM, TARA)
    found = preview(ANNA, MUM, TARA, whole=True)
    assert found.counts["unchanged"] == 3
    assert found.counts["added"] == found.counts["changed"] == 0


def test_changes_are_told_field_by_field(load, preview):
    load(ANNA | {"class": "5A"}, TARA | {"line_manager": "b1"}, TARA | {"id": "b1", "given_name": "Bo", "email": ""})
    found = preview(
        ANNA | {"family_name": "Reed-Lane", "year_group": "6", "class": "6A"},
        TARA | {"email": "", "line_manager": ""},
        TARA | {"id": "b1", "given_name": "Bo", "email": ""},
    )
    assert lines_of(found) == [
        (
            "changed",
            "Anna Reed-Lane",
            [("family name", "Reed", "Reed-Lane"), ("year group", "5", "6"), ("class name", "5A", "6A")],
        ),
        (
            "changed",
            "Tara Lund",
            [("email", "tara@oldquay.example.org", ""), ("line manager", "Bo Lund", "")],
        ),
    ]


def test_what_the_file_is_silent_about_stays(load):
    load(ANNA | {"class": "5A", "date_of_birth": "2016-11-03", "start": "2020-09-01"})
    load(ANNA)
    anna = known_as("p9")
    assert anna.date_of_birth is not None
    assert (anna.memberships.get().class_name, str(anna.memberships.get().start)) == ("5A", "2020-09-01")


def test_people_without_an_id_are_known_by_upn_or_by_address_and_name(cast, load):
    pupil = make_pupil(cast.old_quay, "Una Known", upn="B801200005001")
    load(
        ANNA | {"given_name": "Una", "family_name": "Known", "upn": "B801200005001"},
        TARA | {"family_name": "Lindqvist", "email": cast.teacher.email},
    )
    pupil.refresh_from_db()
    assert known_as("p9") == pupil
    assert known_as("t1") == cast.teacher.person


def test_a_whole_file_makes_leavers_of_the_kinds_it_names_and_of_no_others(cast, load, preview):
    load(ANNA, MUM)
    found = preview(ANNA, whole=True)
    assert {line[1] for line in lines_of(found)} == {"Ella Winter", "Jamie Brook", "Noah Winter"}
    assert {line[0] for line in lines_of(found)} == {"left"}
    assert found.many_leave


def test_leavers_lose_access_at_once(cast, load, client_for):
    give_role(cast.volunteer, Role.MODERATOR, cast.old_quay)
    holding = RoleHolding.objects.get(person=cast.dsl.person)
    cover = make_cover(holding, cast.teacher.person, ON, ON + timedelta(days=9))
    client = client_for(cast.teacher)
    assert client.get("/").context["user"].is_authenticated
    give_role(cast.teacher.person, Role.IT_LEAD, cast.old_quay)
    load(TARA | {"id": "n1", "given_name": "New"}, whole=True)
    teacher = User.objects.select_related("person").get(pk=cast.teacher.pk)
    assert (teacher.is_active, teacher.person.left_on) == (False, ON - timedelta(days=1))
    assert roles_of(teacher, ON) == frozenset()
    assert not Membership.objects.filter(person=teacher.person, end=None).exists()
    assert not RoleHolding.objects.filter(person=teacher.person, end=None).exists()
    assert not Cover.objects.filter(pk=cover.pk).exists()
    assert not client.get("/").context["user"].is_authenticated
    # Somebody of another kind is still here.
    assert RoleHolding.objects.get(person=cast.volunteer).end is None


def test_somebody_who_comes_back_is_on_the_register_again(cast, load):
    load(TARA)
    user = make_user(known_as("t1"))
    load(TARA | {"id": "t2", "given_name": "Tom", "email": ""}, whole=True)
    assert not User.objects.get(pk=user.pk).is_active
    load(TARA)
    person = known_as("t1")
    assert person.left_on is None
    assert person.memberships.filter(end=None).count() == 1
    assert User.objects.get(pk=user.pk).is_active


def test_an_end_in_the_file_is_the_last_day(load):
    tara = TARA | {"start": "2020-09-01"}
    load(tara)
    load(tara | {"end": "2027-07-22"})
    assert str(known_as("t1").left_on) == "2027-07-22"
    load(tara | {"end": "2026-11-20"})
    assert str(known_as("t1").left_on) == "2026-11-20"
    load(tara | {"end": ""})
    assert known_as("t1").left_on is None


def test_rows_of_people_who_left_long_ago_add_nobody(load):
    plan = load(TARA | {"end": "2020-07-22"}, ANNA)
    assert plan.count("added") == 1
    assert not Person.objects.filter(source_ids__value="t1").exists()


def test_a_teacher_who_is_a_parent_too_stays_when_one_of_both_ends(load):
    row = PAULA | {"parent_of": "p9"}
    load(ANNA, row, row | {"kind": "teacher", "parent_of": ""}, MUM)
    load(ANNA, row, MUM, TARA, whole=True)
    person = known_as("a1")
    assert person.left_on is None
    assert list(person.memberships.filter(end=None).values_list("kind", flat=True)) == [Kind.PARENT]


def test_a_link_left_out_of_a_whole_file_ends_and_its_warning_is_not_forgotten(load, cast):
    load(ANNA, MUM | {"must_not_be_contacted": "yes"}, PAULA | {"parent_of": "p9"})
    load(ANNA, {**MUM, "parent_of": ""}, PAULA | {"parent_of": "p9"}, whole=True)
    child = known_as("p9")
    assert [link.adult for link in child.family.filter(end=None)] == [known_as("a1")]
    bare = {key: value for key, value in MUM.items() if key != "must_not_be_contacted"}
    load(ANNA, bare)
    assert child.family.get(adult=known_as("a9"), end=None).must_not_be_contacted


def test_a_file_without_the_column_keeps_who_must_not_be_contacted(load):
    load(ANNA, MUM | {"must_not_be_contacted": "yes"})
    bare = {key: value for key, value in MUM.items() if key != "must_not_be_contacted"}
    load(ANNA, bare | {"relationship": "Aunt"})
    link = FamilyLink.objects.get(child=known_as("p9"))
    assert (link.relationship, link.must_not_be_contacted) == ("Aunt", True)


def test_two_people_may_swap_addresses(load):
    tom = TARA | {"id": "t2", "given_name": "Tom", "email": "tom@oldquay.example.org"}
    load(TARA, tom)
    load(TARA | {"email": tom["email"]}, tom | {"email": TARA["email"]})
    assert known_as("t2").email == TARA["email"]


def test_an_address_of_somebody_else_here_is_refused_and_of_a_leaver_passes_on(cast, load, preview):
    found = preview(TARA | {"email": cast.dsl.email})
    assert problems_of(found) == ["Tara Lund has the same email address as somebody else on the register."]
    cast.dsl.person.left_on = ON - timedelta(days=30)
    cast.dsl.person.save()
    load(TARA | {"email": cast.dsl.email})
    cast.dsl.person.refresh_from_db()
    assert (cast.dsl.person.email, known_as("t1").email) == ("", cast.dsl.email)


def test_if_one_row_is_bad_nothing_can_be_confirmed(preview, cast):
    found = preview(ANNA, TARA | {"email": "nonsense"})
    assert (found.state, found.counts, found.content) == (ImportState.REFUSED, {"problems": 1}, "")
    with pytest.raises(Refused):
        actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    assert not Person.objects.filter(source_ids__value="p9").exists()


def test_many_leavers_must_be_confirmed(preview, cast):
    found = preview(ANNA, whole=True)
    with pytest.raises(Refused, match="Confirm that these people have left"):
        actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    assert not Person.objects.filter(source_ids__value="p9").exists()


def test_nobody_removes_themselves(preview, cast):
    found = preview(TARA | {"kind": "support"}, whole=True)
    assert problems_of(found) == [
        "You are not in this file, so the import would remove your own access. Someone else must do it."
    ]


def test_a_register_that_moved_is_previewed_again(preview, load, cast):
    found = preview(ANNA)
    load(ANNA | {"year_group": "4"})
    with pytest.raises(RegisterMoved):
        actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    found.refresh_from_db()
    assert lines_of(found) == [("changed", "Anna Reed", [("year group", "4", "5")])]
    actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    assert known_as("p9").memberships.get().year_group == "5"


def test_an_import_is_done_once_and_then_holds_nothing(preview, cast):
    found = preview(ANNA)
    actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    found.refresh_from_db()
    assert (found.state, found.content, found.preview) == (ImportState.DONE, "", "")
    with pytest.raises(Refused):
        actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)


def test_one_audit_event_tells_counts_and_no_names(load):
    load(ANNA, MUM)
    event = AuditEvent.objects.get(event="roster:apply")
    assert '"added":2' in event.detail
    assert "Reed" not in event.detail


def test_a_failure_half_way_leaves_nothing_behind(preview, cast, monkeypatch):
    found = preview(ANNA, MUM)
    monkeypatch.setattr("lanyard.people.actions.roster_writing._close", lambda plan, trust: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.roster_apply(upload=found, by=cast.trust_administrator, on=ON)
    assert not Person.objects.filter(source_ids__value="p9").exists()
    found.refresh_from_db()
    assert found.state == ImportState.READY


def test_a_file_for_the_trust_speaks_for_the_schools_it_names(cast, load):
    other = make_person(cast.trust, "Sam Salt", source_id="s1")
    make_membership(other, cast.saltmarsh, Kind.TEACHER)
    load(TARA, place=cast.trust, whole=True)
    other.refresh_from_db()
    assert other.left_on is None
    load(TARA, TARA | {"id": "s2", "school": "Saltmarsh Primary", "email": ""}, place=cast.trust, whole=True)
    other.refresh_from_db()
    assert other.left_on is not None


def test_a_file_for_one_school_may_not_speak_of_another(preview):
    assert problems_of(preview(TARA | {"school": "Saltmarsh Primary"})) == [
        "This import is for Old Quay Juniors, the row is for “Saltmarsh Primary”."
    ]


def test_a_pupil_who_moves_within_the_trust_does_not_leave(cast, load):
    load(ANNA, place=cast.trust)
    load(ANNA | {"school": "Saltmarsh Primary"}, ELLA | {"id": "p2"}, place=cast.trust, whole=True)
    anna = known_as("p9")
    assert anna.left_on is None
    assert anna.memberships.get(end=None).school == cast.saltmarsh


def test_what_is_kept_is_encrypted_and_forgotten_after_a_day(preview):
    found = preview(ANNA)
    stored = RosterImport.objects.filter(pk=found.pk).values_list("content", "preview").get()
    assert all("Anna" not in value.token for value in stored)
    assert actions.roster_forget(now=timezone.now() + timedelta(hours=23)) == 0
    assert actions.roster_forget(now=timezone.now() + timedelta(hours=25)) == 1


def test_families_of_others_are_untouched(cast, load):
    load(ANNA, MUM, whole=True)
    assert FamilyLink.objects.filter(adult=cast.parent.person, end=None).count() == 2
    make_family(cast.pupil.person, cast.parent.person)


def test_reading_the_register_takes_the_same_queries_however_many_people(cast, django_assert_num_queries):
    for number in range(20):
        make_pupil(cast.old_quay, f"Pupil {number}")
    with django_assert_num_queries(10):
        existing_for(cast.old_quay, ON)
