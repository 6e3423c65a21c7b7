"""Who leaves is confirmed for each school and kind, and always when a role would end; each September makes a year."""

from datetime import date, timedelta

import pytest
import time_machine

from lanyard.kernel.refusals import Refused
from lanyard.people import actions
from lanyard.people.actions.accounts import account_for
from lanyard.people.choices import Kind, Role
from lanyard.people.models import Person
from lanyard.people.queries.rosters import known_for, preview_of
from lanyard.people.roster import read_roster
from tests.factories.people import give_role, known_as, make_membership, make_person, make_pupil
from tests.people.rosters import ELLA, ON, TARA, csv_of, zip_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def school(cast):
    """A school with a full register: the cast's, and twenty pupils, ten teachers and a volunteer at Saltmarsh."""
    for number in range(20):
        make_pupil(cast.saltmarsh, f"Pupil Number{number}", source_id=f"P{number}")
    for number in range(10):
        teacher = make_person(cast.trust, f"Teacher Number{number}", source_id=f"T{number}")
        make_membership(teacher, cast.saltmarsh, Kind.TEACHER)
    make_membership(make_person(cast.trust, "Vol Unteer", source_id="V1"), cast.saltmarsh, Kind.VOLUNTEER)
    return cast.saltmarsh


@pytest.fixture
def preview(cast, school):
    def make(data, whole=True, on=ON):
        roster = read_roster(data, "people.csv", known_for(school, on))
        return actions.roster_preview(roster=roster, place=school, whole=whole, by=cast.trust_administrator, on=on)

    return make


@pytest.fixture
def apply(cast):
    def done(upload, on=ON, **how):
        return actions.roster_apply(upload=upload, by=cast.trust_administrator, on=on, **how)

    return done


def pupils(count=20):
    row = ELLA | {"school": "", "family_name": "", "kind": "pupil"}
    return [row | {"id": f"P{n}", "given_name": "Pupil", "family_name": f"Number{n}"} for n in range(count)]


def teachers(*numbers):
    row = TARA | {"school": "", "email": ""}
    return [row | {"id": f"T{n}", "given_name": "Teacher", "family_name": f"Number{n}"} for n in numbers]


def test_many_of_one_kind_are_asked_for_whatever_the_total(preview, apply, school):
    found = preview(csv_of(*pupils(), *teachers(0)))
    asks = preview_of(found).asks
    assert [(ask.key, ask.says) for ask in asks] == [
        ("saltmarsh-primary:teacher", "9 of 10 teachers at Saltmarsh Primary have left")
    ]
    with pytest.raises(Refused, match="Confirm that these people have left"):
        apply(found)
    with pytest.raises(Refused):
        apply(found, leavers_confirmed=["saltmarsh-primary:pupil"])
    apply(found, leavers_confirmed=["saltmarsh-primary:teacher"])
    assert Person.objects.filter(left_on__isnull=False).count() == 9


def test_few_of_many_need_no_word(preview, apply):
    found = preview(csv_of(*pupils(), *teachers(0, 1, 2, 3, 4, 5, 6, 7)))
    assert preview_of(found).asks == []
    assert apply(found).count("left") == 2


def test_one_with_a_role_is_always_asked_for_and_named(cast, preview, apply, school):
    give_role(known_as("T9"), Role.DEPUTY_DSL, school)
    found = preview(csv_of(*pupils(), *teachers(*range(9))))
    (ask,) = preview_of(found).asks
    assert (ask.key, ask.says) == ("roles", "1 who holds a role: Teacher Number9 (Deputy DSL)")
    with pytest.raises(Refused):
        apply(found)
    apply(found, leavers_confirmed=["roles"])
    assert not known_as("T9").roles.filter(end=None).exists()


def test_the_last_of_a_kind_leaves_when_somebody_says_so_and_not_before(preview, apply, school):
    found = preview(csv_of(*pupils(), *teachers(*range(10))))
    (silent, other) = preview_of(found).silent
    assert (silent.key, silent.says) == (
        "saltmarsh-primary:leader",
        "1 leader at Saltmarsh Primary (with a role: Simon Gale)",
    )
    assert (other.key, other.says) == ("saltmarsh-primary:volunteer", "1 volunteer at Saltmarsh Primary")
    apply(found, gone=["saltmarsh-primary:volunteer"])
    assert known_as("V1").left_on == ON - timedelta(days=1)


def test_a_file_of_pupils_alone_makes_no_teacher_leave(preview, apply):
    assert apply(preview(csv_of(*pupils()))).count("left") == 0


def test_the_year_group_follows_the_birth_date_every_september(preview, apply, school):
    row = {"id": "Y1", "given_name": "Cara", "family_name": "Flint", "kind": "pupil", "date_of_birth": "2017-10-05"}
    for day, year in ((date(2026, 7, 1), "3"), (date(2026, 9, 2), "4")):
        with time_machine.travel(day):
            apply(preview(csv_of(row), whole=False, on=day), on=day)
        assert known_as("Y1").memberships.get().year_group == year
    with time_machine.travel(date(2027, 9, 2)):
        bare = {key: value for key, value in row.items() if key != "date_of_birth"}
        apply(preview(csv_of(bare), whole=False, on=date(2027, 9, 2)), on=date(2027, 9, 2))
    assert known_as("Y1").memberships.get().year_group == "5"


USERS = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,givenName,familyName,email
"""
ORGS = "sourcedId,status,name,type,identifier\no1,active,Saltmarsh Primary,school,\n"
DELTA = "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"


def export(users, **more):
    return zip_of(**({"manifest": DELTA, "orgs": ORGS, "users": USERS + users} | more))


def test_who_is_marked_as_deleted_in_a_file_of_changes_has_left(preview, apply):
    found = preview(export("T1,tobedeleted,2026-11-20T10:00:00Z,true,o1,teacher,Teacher,Number1,\n"))
    apply(found, leavers_confirmed=True)
    assert known_as("T1").left_on == date(2026, 11, 20)
    assert Person.objects.filter(left_on__isnull=False).count() == 1


def test_somebody_deleted_whom_nobody_knows_is_a_note(preview, apply):
    plan = apply(preview(export("X1,tobedeleted,,true,o1,teacher,No,Body,\n")))
    assert any("“X1” is marked as deleted" in note for note in plan.notes)
    assert not plan.lines


def test_who_is_not_enabled_stays_on_the_register_and_cannot_sign_in(preview, apply, cast):
    users = "T1,active,,{enabled},o1,teacher,Teacher,Number1,t1@example.org\n"
    apply(preview(export(users.format(enabled="true"))))
    assert account_for("t1@example.org", ON) is not None
    plan = apply(preview(export(users.format(enabled="false"))))
    assert any("can’t sign in" in note for note in plan.notes)
    assert (known_as("T1").left_on, account_for("t1@example.org", ON)) == (None, None)
    apply(preview(export(users.format(enabled="true"))))
    assert account_for("t1@example.org", ON) is not None


def test_a_role_that_a_file_of_changes_deletes_ends_alone(preview, apply, school):
    users = "sourcedId,status,givenName,familyName\nT1,active,Teacher,Number1\n"
    roles = "sourcedId,status,userSourcedId,role,orgSourcedId\nr1,tobedeleted,T1,teacher,o1\nr2,active,T1,aide,o1\n"
    apply(preview(zip_of(manifest=DELTA, orgs=ORGS, users=users, roles=roles)), leavers_confirmed=True)
    assert list(known_as("T1").memberships.filter(end=None).values_list("kind", flat=True)) == [Kind.SUPPORT]


def test_a_change_of_name_alone_leaves_what_somebody_is(preview, apply):
    users = "sourcedId,status,givenName,preferredGivenName,familyName\nT1,active,Teacher,Tee,Number1\n"
    apply(preview(zip_of(manifest=DELTA, orgs=ORGS, users=users, roles="userSourcedId,role\nX,teacher\n")))
    assert (known_as("T1").preferred_name, known_as("T1").memberships.filter(end=None).count()) == ("Tee", 1)
