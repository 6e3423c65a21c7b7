"""Reading plain CSV rosters: what is right is read, what is wrong is told with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.roster import Known, RosterError, encodings, read_roster, tables
from lanyard.people.roster.model import Entry, Link, Place, Roster
from tests.people.rosters import ELLA, KNOWN, OLD_QUAY, ON, PAULA, TARA, csv_of, read, said


def test_people_places_and_families_are_read():
    roster = read(ELLA | {"date_of_birth": "03/11/2016", "upn": "B801200005001", "class": "5A"}, PAULA, TARA)
    assert said(roster) == []
    assert roster.people["p1"] == Entry("p1", "Ella", "Wynn", date_of_birth=date(2016, 11, 3), upn="B801200005001")
    assert roster.places["p1", "old-quay-juniors", "pupil"] == Place("p1", "old-quay-juniors", "pupil", "5", "5A")
    assert roster.people["t1"].email == "tara@oldquay.example.org"
    assert roster.links["p1", "a1"] == Link("p1", "a1", "Mother", True, False)


@pytest.mark.parametrize("school", ["old quay juniors", "900002", "999/2002", "9992002", "old-quay-juniors"])
def test_a_school_may_be_named_in_any_usual_way(school):
    assert said(read(TARA | {"school": school})) == []


def test_a_file_for_one_school_need_not_name_it():
    row = {key: value for key, value in TARA.items() if key != "school"}
    assert ("t1", "old-quay-juniors", "teacher") in read(row, known=Known((OLD_QUAY,), ON)).places


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (ELLA | {"upn": "A801200005001"}, "upn", "“A801200005001” is not a UPN"),
        (TARA | {"upn": "B801200005001"}, "upn", "Only pupils have a UPN."),
        (TARA | {"school": "Nowhere High"}, "school", "“Nowhere High” is not a school of this trust"),
        (TARA | {"school": ""}, "school", "There is no school."),
        (TARA | {"kind": "wizard"}, "kind", "“wizard” is not a kind of person"),
        (TARA | {"kind": ""}, "kind", "There is no kind"),
        (ELLA | {"year_group": "Year 14"}, "year_group", "“Year 14” is not a year group"),
        (ELLA | {"year_group": "2"}, "year_group", "Old Quay Juniors does not teach year group 2"),
        (TARA | {"year_group": "3"}, "year_group", "Only pupils have a year group."),
        (ELLA | {"date_of_birth": "31/02/2016"}, "date_of_birth", "“31/02/2016” is not a date"),
        (ELLA | {"date_of_birth": "2027-01-01"}, "date_of_birth", "Nobody here was born on 2027-01-01."),
        (ELLA | {"date_of_birth": "01/06/1981"}, "date_of_birth", "would be 45 years old"),
        (TARA | {"date_of_birth": "01/06/1781"}, "date_of_birth", "Nobody here was born"),
        (TARA | {"start": "2026-09-01", "end": "2026-08-31"}, "end", "is before the start"),
        (TARA | {"email": "tara at oldquay"}, "email", "is not an email address"),
        (TARA | {"given_name": " "}, "given_name", "There is no given name."),
        (TARA | {"family_name": ""}, "family_name", "There is no family name."),
        (TARA | {"id": ""}, "id", "There is no id."),
        (TARA | {"job_title": "x" * 101}, "job_title", "longer than 100 characters"),
        (TARA | {"line_manager": "nobody"}, "line_manager", "There is no person with the id “nobody”."),
        (TARA | {"parent_of": "t1"}, "parent_of", "Only a row of kind “parent” names a child"),
        (PAULA, "parent_of", "There is no pupil with the id “p1”."),
        (PAULA | {"parent_of": "a1"}, "parent_of", "Nobody is their own parent."),
        (
            PAULA | {"parent_of": "", "parental_responsibility": "x"},
            "parental_responsibility",
            "neither yes nor no",
        ),
    ],
)
def test_a_bad_cell_is_told_with_its_line_and_column(row, column, sentence):
    [(line, where, says)] = said(read(TARA | {"id": "t0", "email": ""}, row))
    assert (line, where) == (3, column)
    assert sentence in says


def test_every_bad_row_is_told_not_just_the_first():
    bad = [ELLA | {"id": f"p{number}", "year_group": "99"} for number in range(50)]
    assert [line for line, _, _ in said(read(*bad))] == list(range(2, 52))


def test_the_same_row_twice_and_one_id_for_two_people_are_told():
    assert said(read(TARA, TARA))[0][2] == "Line 2 already says this."
    assert said(read(TARA, TARA | {"given_name": "Tom", "kind": "support"}))[0] == (
        3,
        "given_name",
        "Line 2 has the same id with another given name.",
    )


def test_one_address_for_two_people_is_told():
    [(line, column, says)] = said(read(TARA, TARA | {"id": "t2", "email": "TARA@oldquay.example.org"}))
    assert (line, column) == (3, "email")
    assert "line 2 has the same email address" in says


def test_somebody_may_be_teacher_and_parent_of_two():
    rows = [ELLA, ELLA | {"id": "p2", "given_name": "Noah", "year_group": "3"}]
    both = [PAULA | {"parent_of": child} for child in ("p1", "p2")]
    teacher = PAULA | {"kind": "teacher", "parent_of": "", "relationship": ""}
    roster = read(*rows, *both, teacher)
    assert said(roster) == []
    assert set(roster.links) == {("p1", "a1"), ("p2", "a1")}
    assert ("a1", "old-quay-juniors", "teacher") in roster.places


def test_a_child_already_on_the_register_needs_no_row():
    assert said(read(PAULA, known=Known(KNOWN.schools, ON, frozenset({"p1"})))) == []


@pytest.mark.parametrize(("born", "year"), [("2018-09-01", "3"), ("2016-08-31", "6")])
def test_a_missing_year_group_follows_from_the_date_of_birth(born, year):
    roster = read(ELLA | {"year_group": "", "date_of_birth": born})
    assert roster.places["p1", "old-quay-juniors", "pupil"].year_group == year


@pytest.mark.parametrize(("written", "code"), [("Year 4", "4"), ("04", "4"), ("y6", "6"), ("Yr 3", "3")])
def test_year_groups_may_be_written_in_any_usual_way(written, code):
    assert read(ELLA | {"year_group": written}).places["p1", "old-quay-juniors", "pupil"].year_group == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_usual_encodings_and_separators_are_read(encoding, separator):
    roster = read(TARA | {"given_name": "Zoë", "family_name": "O’Brien"}, encoding=encoding, separator=separator)
    assert (roster.people["t1"].given_name, roster.people["t1"].family_name) == ("Zoë", "O’Brien")


def test_quoted_line_breaks_keep_the_count_of_lines():
    data = b'id,given_name,family_name,kind,school\nt1,"Ta\nra",Lund,teacher,900002\nt2,,Who,teacher,900002\n'
    roster = read_roster(data, "people.csv", KNOWN)
    assert roster.people["t1"].given_name == "Ta ra"
    assert [line for line, _, _ in said(roster)] == [4]


def test_letters_typed_in_two_ways_are_the_same():
    assert read(TARA | {"given_name": "Zoe\u0308"}).people["t1"].given_name == "Zoë"


def test_rows_of_the_wrong_width_are_told_and_blank_rows_are_not():
    data = csv_of(TARA) + b"\r\n,,,,,\r\nt2,Tom\r\n"
    assert said(read_roster(data, "people.csv", KNOWN)) == [(5, "", "This row has 2 cells, the heading has 6.")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "people.csv is empty."),
        (b" \n\n", "people.csv is empty."),
        (b"name,age\nTara,40\n", "people.csv has no column “id”, “given_name”"),
        (csv_of(TARA | {"famly_name": "x"}), "a column that is not known here: “famly_name”"),
        (csv_of(TARA).replace(b"email", b"kind"), "has the column “kind” more than once"),
        (b"\x00\x01\x02", "is not a CSV file"),
        (b"\x81\x8d\x8f", "is not a CSV file"),
        (b'id,given_name,family_name,kind\nt1,"Tara', "can't be read from line 2 on"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(data, sentence):
    with pytest.raises(RosterError, match=r"^[^\n]+\.$") as refused:
        read_roster(data, "people.csv", KNOWN)
    assert sentence in str(refused.value)


def test_a_file_with_a_heading_alone_has_no_people():
    heading = csv_of(TARA).splitlines()[0]
    assert said(read_roster(heading, "people.csv", KNOWN)) == [(None, "", "There are no people in this file.")]


def test_huge_files_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    with pytest.raises(RosterError, match="more than 2 rows"):
        read(*[TARA | {"id": f"t{number}", "email": ""} for number in range(3)])
    monkeypatch.setattr(encodings, "MAX_BYTES", 100)
    with pytest.raises(RosterError, match="is bigger than"):
        read(TARA, TARA)


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_the_answer_is_a_roster_or_a_sentence(data):
    try:
        roster = read_roster(b"id,given_name,family_name,kind\n" + data, "people.csv", KNOWN)
    except RosterError as refused:
        assert str(refused)
    else:
        assert roster.problems or roster.people


def test_a_roster_survives_being_kept():
    roster = read(ELLA | {"date_of_birth": "2016-11-03"}, PAULA, TARA | {"start": "2020-09-01", "end": "2027-07-22"})
    again = Roster.from_data(roster.as_data())
    assert (again.people, again.places, again.links) == (roster.people, roster.places, roster.links)
    assert again.speaks_of == roster.speaks_of
