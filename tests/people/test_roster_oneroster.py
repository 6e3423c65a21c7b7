"""Reading OneRoster exports, 1.1 and 1.2, from a folder or a zip."""

import zipfile
from datetime import date

import pytest

from lanyard.people.roster import Known, RosterError, SchoolRef, archive, read_folder, read_roster
from lanyard.people.roster.model import Link, Place
from tests.people.rosters import KNOWN, ON, said, zip_of

ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
o0,,,Harbour Light Trust,district,,
o1,,,Old Quay,school,900002,o0
o2,,,Year 5 and 6,department,,o1
"""
USERS_1_1 = (
    "sourcedId,status,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,email,"
    """agentSourcedIds,grades,password
s1,active,true,o2,student,ella,{UPN:B801200005001},Ella,Winter,,,"g1,g2",05,Password1!
g1,active,true,o1,guardian,paula,,Paula,Winter,,paula@example.org,,,hunter2
g2,active,true,o1,relative,gran,,Gina,Winter,,,,,
t1,active,true,"o0,o1",teacher,tara,,Tara,Lund,,tara@example.org,,,secret
t2,tobedeleted,true,o1,teacher,gus,,Gus,Gone,,,,,
h1,active,true,o1,principal,helen,,Helen,Marsh,,,,,
"""
)
CLASSES = """sourcedId,status,title,classType
c1,,5 Puffins,homeroom
c2,,Maths,scheduled
"""
ENROLLMENTS = """sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role
e1,,c2,o1,s1,student
e2,,c1,o1,s1,student
e3,,c1,o1,t1,teacher
"""
DEMOGRAPHICS = "sourcedId,status,birthDate\ns1,,2016-11-03\n"
MANIFEST = "propertyName,value\noneroster.version,1.1\nfile.users,{how}\n"


def export(**files):
    standard = {
        "manifest": MANIFEST.format(how="bulk"),
        "orgs": ORGS,
        "users": USERS_1_1,
        "classes": CLASSES,
        "enrollments": ENROLLMENTS,
        "demographics": DEMOGRAPHICS,
    }
    return zip_of(**{name: text for name, text in (standard | files).items() if text})


def test_an_export_of_version_1_1_is_read():
    roster = read_roster(export(), "export.zip", KNOWN)
    assert said(roster) == []
    assert roster.places["s1", "old-quay-juniors", "pupil"] == Place(
        "s1", "old-quay-juniors", "pupil", "5", "5 Puffins"
    )
    assert (roster.people["s1"].upn, roster.people["s1"].date_of_birth) == ("B801200005001", date(2016, 11, 3))
    assert set(roster.links.values()) == {Link("s1", "g1", "Parent or carer"), Link("s1", "g2", "Parent or carer")}
    assert ("h1", "old-quay-juniors", "leader") in roster.places
    assert "t2" not in roster.people
    assert roster.is_whole


def test_passwords_are_not_kept():
    roster = read_roster(export(), "export.zip", KNOWN)
    assert "hunter2" not in repr(roster)
    assert "hunter2" not in repr(roster.as_data())


def test_what_oneroster_is_silent_about_stays_unsaid():
    said_of = read_roster(export(), "export.zip", KNOWN).speaks_of
    assert not said_of & {"parental_responsibility", "must_not_be_contacted", "job_title", "start"}
    assert {"email", "date_of_birth", "class_name", "upn", "parent_of"} <= said_of
    assert "date_of_birth" not in read_roster(export(demographics=""), "export.zip", KNOWN).speaks_of


def test_an_export_of_version_1_2_says_roles_in_their_own_file():
    users = """sourcedId,status,username,givenName,familyName,preferredGivenName,email,agentSourcedIds,grades
s1,active,ella,Eleanor,Winter,Ella,,,05
t1,active,tara,Tara,Lund,,tara@example.org,s1,
"""
    roles = """sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId
r1,s1,primary,student,2026-09-01,,o1
r2,t1,primary,teacher,2020-09-01,2027-07-22,o1
r3,t1,secondary,parent,,,o1
"""
    roster = read_roster(export(users=users, roles=roles), "export.zip", KNOWN)
    assert said(roster) == []
    assert roster.people["s1"].preferred_name == "Ella"
    teacher = roster.places["t1", "old-quay-juniors", "teacher"]
    assert (teacher.start, teacher.end) == (date(2020, 9, 1), date(2027, 7, 22))
    assert ("t1", "old-quay-juniors", "parent") in roster.places
    assert set(roster.links) == {("s1", "t1")}


@pytest.mark.parametrize(
    ("old", "new", "column", "sentence"),
    [
        ("o2,student", "o9,student", "orgSourcedIds", "orgs.csv has no organisation “o9”."),
        ("o2,student", "o0,student", "orgSourcedIds", "“Harbour Light Trust” is not a school that this import is for."),
        ("o1,principal", "o1,wizard", "role", "“wizard” is not a role that OneRoster knows."),
        ("05,Password1!", "2,x", "grades", "does not teach year group 2"),
        ("{UPN:B801200005001}", "{UPN:A801200005001}", "userIds", "is not a UPN"),
        ("paula@example.org", "paula", "email", "is not an email address"),
        ('"g1,g2"', "g7", "agentSourcedIds", "There is no person with the id “g7”."),
    ],
)
def test_a_bad_cell_is_told_with_its_file_line_and_column(old, new, column, sentence):
    roster = read_roster(export(users=USERS_1_1.replace(old, new)), "export.zip", KNOWN)
    problem = roster.problems[0]
    assert (problem.file, problem.column) == ("users.csv", column)
    assert sentence in problem.says
    assert problem.where.startswith("users.csv, line ")


def test_an_export_that_holds_only_changes_says_so():
    manifest = MANIFEST.format(how="delta")
    assert not read_roster(export(manifest=manifest), "export.zip", KNOWN).is_whole


def test_organisations_in_a_circle_do_not_hang():
    orgs = "sourcedId,name,type,identifier,parentSourcedId\no1,A,school,,o2\no2,B,school,,o1\no0,C,district,,\n"
    assert read_roster(export(orgs=orgs), "export.zip", KNOWN).problems


def test_files_may_lie_in_a_folder_of_the_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as out:
        out.writestr("export/Users.csv", USERS_1_1)
        out.writestr("export/orgs.csv", ORGS)
        out.writestr("__MACOSX/users.csv", "rubbish")
    assert said(read_roster((tmp_path / "e.zip").read_bytes(), "e.zip", KNOWN)) == []


def test_a_folder_is_read_like_a_zip(tmp_path):
    (tmp_path / "users.csv").write_text(USERS_1_1)
    (tmp_path / "orgs.csv").write_text(ORGS)
    assert len(read_folder(tmp_path, KNOWN).people) == 5
    (tmp_path / "users.csv").unlink()
    with pytest.raises(RosterError, match=r"has no users\.csv"):
        read_folder(tmp_path, KNOWN)


def test_a_zip_without_people_is_told(tmp_path):
    with pytest.raises(RosterError, match="CSV UTF-8"):
        read_roster(zip_of(orgs=ORGS), "book.xlsx", KNOWN)


def test_a_small_zip_that_unpacks_to_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 100_000)
    bomb = zip_of(users=b"0" * 10_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(RosterError, match="unpacks to more than"):
        read_roster(bomb, "export.zip", KNOWN)


def test_many_small_files_that_together_unpack_to_much_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 100_000)
    with pytest.raises(RosterError, match="unpacks to more than"):
        read_roster(zip_of(users=b"0" * 60_000, orgs=b"0" * 60_000), "export.zip", KNOWN)


def test_a_broken_or_crowded_zip_is_refused(monkeypatch):
    with pytest.raises(RosterError, match="can be opened"):
        read_roster(export()[:200], "export.zip", KNOWN)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(RosterError, match="more than 2 files"):
        read_roster(export(), "export.zip", KNOWN)


def test_a_zip_with_a_damaged_entry_is_refused():
    data = bytearray(zip_of(users=USERS_1_1 * 50, orgs=ORGS))
    data[60:90] = bytes(30)
    with pytest.raises(RosterError, match="can be opened"):
        read_roster(bytes(data), "export.zip", KNOWN)


def test_the_published_sample_is_read_and_what_it_lacks_is_told(shared_data):
    school = SchoolRef("history", "Old Quay Juniors", year_groups=("3", "4", "5", "6"))
    roster = read_folder(shared_data / "mis" / "oneroster-1.1-minimal", Known((school,), ON))
    assert said(roster) == []
    assert "“History Department” is a department of no school: it is taken for Old Quay Juniors." in roster.notes
    assert any(note.startswith("3 pupils have neither a year group") for note in roster.notes)
    assert "Password1" not in repr(roster)
