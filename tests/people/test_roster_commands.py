"""The commands that load rosters."""

import pytest
from click import ClickException
from click.testing import CliRunner

from lanyard.people.commands import roster
from lanyard.people.models import Person, RosterImport
from tests.people.rosters import ELLA, PAULA, TARA, csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "cast")]


@pytest.fixture
def run(tmp_path):
    def invoke(what, *rows, options=("--school", "old-quay-juniors"), answer=None):
        path = tmp_path / "people.csv"
        path.write_bytes(csv_of(*rows))
        return CliRunner().invoke(roster, [what, str(path), *options], input=answer, standalone_mode=False)

    return invoke


AT = ("--school", "old-quay-juniors")


def test_a_preview_lists_and_changes_nothing(run):
    done = run("preview", TARA, options=(*AT, "--partial"))
    assert "added: Tara Lund (teacher at Old Quay Juniors)" in done.output
    assert done.output.endswith("1 added, 0 changed, 0 left, 0 unchanged\n")
    assert not Person.objects.filter(source_ids__value="t1").exists()
    assert not RosterImport.objects.exists()


def test_a_preview_lists_every_problem_with_its_line(run):
    done = run("preview", TARA, ELLA | {"year_group": "99"}, ELLA | {"id": "p2", "kind": "wizard"})
    assert "people.csv, line 3, year_group: “99” is not a year group" in done.output
    assert "people.csv, line 4, kind: “wizard”" in done.output
    assert done.output.endswith("2 problems\n")


@pytest.mark.parametrize(("what", "options"), [("preview", ()), ("load", ("--yes",))])
def test_notes_are_listed_and_stop_nothing(run, what, options):
    shared = PAULA | {"email": "home@example.org"}
    rows = [ELLA, *(shared | {"id": f"a{number}"} for number in range(1, 61))]
    done = run(what, *rows, options=(*AT, "--partial", *options))
    assert done.exception is None
    assert "Line 4: the address is also that of the person on line 3, so it is left out here." in done.stdout
    assert done.stdout.count("is left out here") == 50
    assert "… and 9 more\n" in done.stdout
    assert "home@example.org" not in done.output
    assert Person.objects.filter(email="home@example.org").exists() == (what == "load")


def test_loading_asks_first_and_no_means_no(run):
    done = run("load", TARA, options=(*AT, "--partial"), answer="n\n")
    assert "Nothing was changed." in str(done.exception)
    assert not Person.objects.filter(source_ids__value="t1").exists()
    run("load", TARA, options=(*AT, "--partial"), answer="y\n")
    assert Person.objects.filter(source_ids__value="t1").exists()


def test_many_leavers_must_be_said(run):
    done = run("load", ELLA, options=(*AT, "--yes"))
    assert "3 people would leave. If that is right, say --leavers 3." in str(done.exception)
    assert not Person.objects.filter(source_ids__value="p1").exists()
    run("load", ELLA | {"id": "p1", "given_name": "Una"}, options=(*AT, "--yes", "--leavers", "3"))
    assert Person.objects.filter(left_on__isnull=False).count() == 3


def test_bad_rows_stop_the_load(run):
    done = run("load", TARA | {"email": "x"}, options=(*AT, "--yes"))
    assert "has rows with errors; nothing was changed." in str(done.exception)
    assert "line 2, email" in done.output


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Say which school or trust"),
        (("--school", "a", "--trust", "b"), "Say which school or trust"),
        (("--school", "nowhere"), "There is no school “nowhere”."),
        (("--trust", "nowhere"), "There is no trust “nowhere”."),
    ],
)
def test_the_place_must_be_said(run, options, says):
    assert says in str(run("preview", TARA, options=options).exception)


def test_a_file_that_is_not_there_or_not_a_roster_is_one_sentence(run, tmp_path):
    done = CliRunner().invoke(roster, ["preview", str(tmp_path / "none"), *AT], standalone_mode=False)
    assert "can't be read (No such file or directory)" in str(done.exception)
    assert "has no column" in str(run("preview", {"name": "Tara"}).exception)


def test_a_preview_with_bad_rows_ends_as_a_failure(run):
    done = run("preview", ELLA | {"kind": "wizard"})
    assert isinstance(done.exception, ClickException)
    assert "has rows with errors" in str(done.exception)
