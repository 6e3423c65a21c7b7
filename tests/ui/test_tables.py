"""Tables as files: every page that has one offers it, and the file holds what the page shows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse

from lanyard.people.models import Membership
from lanyard.ui import tables
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, make_signature

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

SOURCE = Path(__file__).parents[2] / "src" / "lanyard"
# Templates with a table that no file is made of, each with the reason.
WITHOUT = {
    "channels/templates/channels/_matrix.html": "a picture of the risks that stand in the table beside it",
    "concerns/templates/concerns/casework/search.html": "found by words that no address holds",
    "ui/templates/mfa/webauthn/authenticator_list.html": "a person’s own passkeys, which they name and remove there",
    "people/templates/people/same_person.html": "two records side by side, to decide whether they are one person’s",
    "concerns/templates/concerns/oversight/counts.html": "one file holds all its tables: “Download these numbers”",
}
# Parts whose page makes the file: those of the trust’s page, and of the queue.
WITHIN = {f"assurance/templates/assurance/{name}.html" for name in ("_schools_down", "_schools_across", "_year")}
WITHIN.add("concerns/templates/concerns/casework/_rows.html")


def rows_of(answer):
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_table_can_be_downloaded_or_says_why_not():
    without = set()
    for path in SOURCE.rglob("templates/**/*.html"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(SOURCE).as_posix()
        # What stands between the tags is offered; a table anywhere else is not.
        outside = re.sub(r"{% csv_table .*?{% endcsv_table %}", "", text, flags=re.DOTALL)
        if re.search(r"<table|casework/_rows.html", outside) and name not in WITHIN:
            without.add(name)

    assert without == set(WITHOUT)
    assert "{% csv_table" in (SOURCE / "assurance/templates/assurance/trust.html").read_text()


def test_the_file_holds_all_pages_of_the_list_as_it_is_narrowed(cast, client_for):
    for n in range(60):
        make_membership(make_person(cast.trust, f"Zed Number{n:02}"), cast.old_quay)
    client = client_for(cast.headteacher)
    address = reverse("people:people", args=[cast.old_quay.slug])
    client.post(address, {"name": "Zed"})
    page = client.get(address).content.decode()
    assert "Number59" not in page and f'href="{address}?csv=people"' in page

    rows = rows_of(client.get(f"{address}?csv=people"))

    assert rows[0] == ["Name", "Role at this school", "Class or post"]
    assert len(rows) == 61 and rows[60][0] == "Number59, Zed"


def test_a_list_that_is_too_long_says_so_at_the_end_of_the_file(cast, client_for, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)

    rows = rows_of(
        client_for(cast.headteacher).get(reverse("people:people", args=[cast.old_quay.slug]) + "?csv=people")
    )

    assert len(rows) == 5
    assert rows[-1][0].startswith("Only the first")


def test_no_cell_is_taken_for_a_formula(cast, client_for):
    for name in ("=SUM(A1)", "+1", "-1", "@here"):
        make_membership(make_person(cast.trust, f"Ann {name}"), cast.old_quay)
    rows = rows_of(
        client_for(cast.headteacher).get(reverse("people:people", args=[cast.old_quay.slug]) + "?csv=people")
    )

    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert "'=SUM(A1), Ann" in [row[0] for row in rows]


def test_whoever_may_not_see_the_page_gets_no_file(cast, client_for):
    address = reverse("people:people", args=[cast.old_quay.slug]) + "?csv=people"

    assert client_for(cast.teacher).get(address).status_code == 403
    assert client_for(cast.stranger).get(address).status_code == 404
    # Without the second step they are asked for it.
    assert client_for(cast.headteacher, second_step=False).get(address).status_code == 302


def test_counts_that_the_page_hides_are_hidden_in_the_file(cast, client_for):
    Membership.objects.filter(school=cast.old_quay).delete()
    edition = make_edition(make_document(cast.trust, "code"), TODAY)
    for n in range(30):
        person = make_person(cast.trust, f"Teacher{n} Reed")
        make_membership(person, cast.old_quay, start=TODAY)
        if n > 2:
            make_signature(person, edition, TODAY)
    address = reverse("training:counts", args=[cast.old_quay.slug]) + "?csv=sign-offs"

    assert ["The code", "All but fewer than 5 of 30", "Nobody"] in rows_of(client_for(cast.governor).get(address))
    assert ["The code", "27", "3", "0", "0"] in rows_of(client_for(cast.headteacher).get(address))


def test_days_are_written_as_spreadsheets_read_them_and_what_is_to_be_pressed_is_left_out(cast, client_for):
    address = reverse("people:roles", args=[cast.old_quay.slug]) + "?csv=roles"
    rows = rows_of(client_for(cast.headteacher).get(address))

    assert dict(rows[1:])["Headteacher"] == str(cast.headteacher.person)


def test_a_table_that_the_page_has_not_leaves_the_page_as_it_is(cast, client_for):
    answer = client_for(cast.headteacher).get(reverse("people:roles", args=[cast.old_quay.slug]) + "?csv=other")

    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("drawn", "cells"),
    [
        ("<td>One<br>two</td>", ["One\ntwo"]),
        ("<td><p>One</p>\n<p>two  three</p></td>", ["One\ntwo three"]),
        ('<td>Kept<svg><text>x</text></svg><span class="govuk-visually-hidden"> of Ann</span></td>', ["Kept"]),
        ('<td>Signed<span data-csv="no"> · <a href="/">scan</a></span></td>', ["Signed"]),
        ("<td></td><th>A &amp; B</th>", ["", "A & B"]),
    ],
)
def test_a_cell_is_what_a_person_reads_in_it(drawn, cells):
    assert list(tables.cells_of(f"<table><tr>{drawn}</tr></table>")) == [cells]


def test_a_column_of_things_to_press_is_left_out():
    drawn = '<table><tr><th>Name</th><th data-csv="no">Do</th></tr><tr><td>Ann</td><td>Press</td></tr></table>'

    assert list(tables.cells_of(drawn)) == [["Name"], ["Ann"]]
