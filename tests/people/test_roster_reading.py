"""Encodings, days with a zone, headings of information systems: what is not certain is told or refused."""

from datetime import date

import pytest

from lanyard.people.roster import Known, RosterError, cells, read_roster
from lanyard.people.roster.cells import BadCell
from lanyard.people.roster.oneroster_columns import COLUMNS
from lanyard.people.roster.tables import UnknownHeadings
from tests.people.rosters import ELLA, KNOWN, OLD_QUAY, ON, TARA, csv_of, read, said

ZOE = TARA | {"given_name": "Zoë", "family_name": "O’Neill"}
ONE = Known((OLD_QUAY,), ON)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_its_encoding_is_read_without_a_word(encoding):
    roster = read(ZOE, encoding=encoding)
    assert (roster.people["t1"].given_name, roster.notes) == ("Zoë", [])


@pytest.mark.parametrize(
    ("encoding", "word"), [("cp1252", "Windows-1252"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")]
)
def test_what_has_to_be_found_out_is_told(encoding, word):
    roster = read(ZOE, encoding=encoding)
    assert (roster.people["t1"].given_name, roster.people["t1"].family_name) == ("Zoë", "O’Neill")
    assert word in roster.notes[0]


def test_windows_names_are_shown_to_be_looked_at():
    assert "“Zoë”" in read(ZOE, encoding="cp1252").notes[0]


@pytest.mark.parametrize(
    "data",
    [
        csv_of(ZOE) + "t2,Zo\xeb".encode("cp1252"),
        csv_of(TARA | {"given_name": "Zo\x89"}, encoding="latin-1"),
        csv_of(TARA | {"given_name": "ZoÃ«"}),
        csv_of(TARA | {"given_name": "Zo\ufffd"}),
        csv_of(TARA | {"given_name": "Zo\x81"}, encoding="latin-1"),
    ],
    ids=["mixed", "an old code page", "saved twice", "lost letters", "no letter at all"],
)
def test_letters_that_cannot_be_read_are_refused_with_their_line(data):
    with pytest.raises(RosterError, match=r"line 2|line 3"):
        read_roster(data, "people.csv", KNOWN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-05-31T23:00:00.000Z", date(2017, 6, 1)),
        ("2017-12-31T23:00:00Z", date(2017, 12, 31)),
        ("2017-06-01T00:00:00+01:00", date(2017, 6, 1)),
        ("2017-05-31T20:00:00-05:00", date(2017, 6, 1)),
        ("2017-05-31T00:00:00", date(2017, 5, 31)),
        ("31/05/2017 00:00", date(2017, 5, 31)),
        ("31-May-2017", date(2017, 5, 31)),
        ("31.05.2017", date(2017, 5, 31)),
    ],
)
def test_a_day_is_the_day_it_is_in_london(text, day):
    assert cells.day("date_of_birth", text) == day


@pytest.mark.parametrize("text", ["2017-05-31Tlater", "31/05/17", "2017-05-31T99:00:00Z", "31 Foo 2017", "2017-05"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(BadCell):
        cells.day("date_of_birth", text)


@pytest.mark.parametrize(
    "heading",
    [
        "Admission Number,UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,Reg Group,Year Group,Gender",
        "Arbor Student ID,UPN,Legal Last Name,Legal First Name,Preferred First Name,Date of Birth,Registration Form,"
        "Year Group,Sex",
        "Admission Number,UPN,Last Name,First Name,Preferred Name,Date of Birth,Tutor Group,Year Group,Ethnicity",
    ],
    ids=["SIMS", "Arbor", "Bromcom"],
)
def test_headings_of_information_systems_are_known(heading):
    data = f"{heading}\r\n7,B801200005001,Wynn,Eleanor,Ella,03/11/2016,5A,Year  5,F\r\n".encode()
    with pytest.raises(UnknownHeadings) as asked:
        read_roster(data, "people.csv", ONE)
    assert (asked.value.headings, asked.value.missing) == ((), ("kind",))
    roster = read_roster(data, "people.csv", Known((OLD_QUAY,), ON, kind="pupil"))
    assert said(roster) == []
    entry, place = roster.people["7"], next(iter(roster.places.values()))
    assert (entry.given_name, entry.family_name, entry.preferred_name) == ("Eleanor", "Wynn", "Ella")
    assert (entry.upn, place.year_group, place.class_name) == ("B801200005001", "5", "5A")
    assert roster.notes[0].startswith("Not used: “")


def test_headings_that_nobody_knows_are_asked_about_and_then_known():
    data = csv_of(ELLA | {"Haus": "Red"})
    with pytest.raises(UnknownHeadings) as asked:
        read_roster(data, "people.csv", KNOWN)
    assert asked.value.headings == ("Haus",)
    known = Known(KNOWN.schools, ON, headings={"haus": ""})
    assert read_roster(data, "people.csv", known).notes == ["Not used: “Haus”."]


def test_of_two_headings_that_mean_the_same_the_first_is_read():
    roster = read(TARA | {"Home Email": "home@example.org"})
    assert roster.people["t1"].email == TARA["email"]
    assert roster.notes == ["Not used: “Home Email”."]


def test_all_that_is_wrong_with_a_row_is_told():
    row = TARA | {"given_name": "", "email": "x", "kind": "wizard", "start": "soon", "line_manager": "nobody"}
    assert {column for _, column, _ in said(read(row))} == {"given_name", "email", "kind", "start", "line_manager"}


def test_the_page_of_oneroster_says_what_becomes_of_every_column(request):
    page = (request.config.rootpath / "docs" / "oneroster.md").read_text()
    for file, columns in COLUMNS.items():
        assert f"`{file}`" in page
        for column, is_read in columns.items():
            assert f"| `{file}` | `{column}` | {'read' if is_read else 'not used'} |" in page
