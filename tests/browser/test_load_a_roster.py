"""The trust administrator brings the register up to date from a file: problems by line, a preview, then done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import TRUST

IMPORT = "/schools/lantern-hill-infants/people/import/"
HEADING = "id,given_name,family_name,kind,year_group,class,parent_of,relationship,parental_responsibility,email\n"
WRONG = HEADING + (
    "p1,Wren,Applegarth,pupil,2,Larks,,,,\n"
    "p2,Robin,Applegarth,pupil,99,Larks,,,,\n"
    "a1,Avis,Applegarth,parent,,,p9,Mother,yes,avis@family.example\n"
    "x1,Merle,Applegarth,wizard,,,,,,\n"
    ",Jay,Applegarth,pupil,1,Larks,,,,\n"
)
RIGHT = HEADING + (
    "{n}p1,Wren,Applegarth{n},pupil,2,Larks,,,,\n"
    "{n}p2,Robin,Applegarth{n},pupil,1,Larks,,,,\n"
    "{n}a1,Avis,Applegarth{n},parent,,,{n}p1,Mother,yes,avis{n}@family.example\n"
    "{n}a1,Avis,Applegarth{n},parent,,,{n}p2,Mother,yes,avis{n}@family.example\n"
)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def keeper(visit, request) -> Visitor:
    return visit("Trust administrator", at=TRUST, width=1280 if request.param else 320, javascript=request.param)


def choose(keeper: Visitor, file: Path, text: str) -> None:
    """Choose the file and say that it holds some people only."""
    file.write_text(text)
    keeper.goto(IMPORT)
    keeper.page.get_by_label("File", exact=True).set_input_files(file)
    keeper.page.get_by_label("Only some people").check()
    keeper.press("Preview changes")


def found_by_name(keeper: Visitor, name: str) -> int:
    """How many people of the school's register have the name."""
    keeper.goto("/schools/lantern-hill-infants/people/")
    keeper.page.get_by_label("Name").fill(name)
    keeper.press("Search for this name")
    return keeper.page.locator("tbody tr").count()


def test_every_row_that_is_wrong_is_told_with_its_line_and_nothing_changes(keeper, tmp_path):
    before = found_by_name(keeper, "Applegarth")
    choose(keeper, tmp_path / "roster.csv", WRONG)
    page = keeper.page
    assert re.match(r"\d+ problems in the file", keeper.heading())
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    lines = {re.search(r"\d+", cell).group() for cell in page.locator("tbody td:first-child").all_inner_texts()}
    assert {"3", "4", "5", "6"} <= lines and "2" not in lines
    expect(page.get_by_text("“99” is not a year group")).to_be_visible()
    expect(page.get_by_role("button", name="Update the register")).to_have_count(0)
    assert not keeper.scrolls_sideways()
    page.set_viewport_size({"width": 768, "height": 900})
    assert not keeper.scrolls_sideways()
    column = page.locator("tbody code", has_text="year_group")
    assert column.evaluate("cell => cell.getClientRects().length") == 1, "the column's name is cut in two"
    assert found_by_name(keeper, "Applegarth") == before


def test_a_right_file_shows_what_would_change_before_it_does(keeper, tmp_path):
    n = tmp_path.name[-1]
    choose(keeper, tmp_path / "roster.csv", RIGHT.format(n=n))
    page = keeper.page
    assert keeper.heading() == "What the file would change"
    expect(page.get_by_text("3 added, 0 changed, 0 left, 0 unchanged.")).to_be_visible()
    preview = page.url
    assert found_by_name(keeper, f"Applegarth{n}") == 0
    page.goto(preview)
    keeper.press("Update the register")
    expect(page.get_by_text("The register has been updated.")).to_be_visible()
    assert found_by_name(keeper, f"Applegarth{n}") == 3


def test_a_form_without_a_file_says_what_is_missing(keeper):
    keeper.goto(IMPORT)
    keeper.press("Preview changes")
    errors = keeper.page.locator(".govuk-form-group--error .govuk-error-message").all_inner_texts()
    assert ["Choose a file" in errors[0], "Select who is in the file" in errors[1]] == [True, True]
