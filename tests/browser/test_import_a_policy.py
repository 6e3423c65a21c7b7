"""The executive headteacher brings in the trust's own document and goes through what was found in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import TRUST

EDITIONS = "/trusts/harbour-light/policy/editions/"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
OWN_WORDS = """# Social media policy

Next review: September 2027

## 1 Aims

1.1 This policy keeps children and staff safe wherever social media is used.
1.2 The Headteacher answers for it. Governors look at it once a year.

## 2 Staff use

2.1 Staff must keep their own accounts private.
2.2 Staff must sign the acceptable use policy before they use the school's devices.
2.3 Staff must not be friends with pupils online.

## 3 Children's use

3.1 Children must not use social media during the school day.
3.2 Children will be taught to use it safely.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The policy of a real trust where it is kept beside the repository, else a short one in our own words."""
    beside = Path(os.environ.get("LANYARD_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    real = beside / "policies" / "wdat-social-media-policy-2022.md"
    if real.is_file():
        return real
    own = tmp_path / "our-policy.md"
    own.write_text(OWN_WORDS)
    return own


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def head(visit, request) -> Visitor:
    """The executive headteacher, at a desk or on a phone without JavaScript."""
    return visit("Executive headteacher", at=TRUST, width=1280 if request.param else 320, javascript=request.param)


@pytest.fixture
def imported(head: Visitor, document: Path) -> Iterator[Visitor]:
    """The same with what was found in the document in front of them; they give the draft up at the end."""
    upload(head, document)
    found_at = head.page.url
    yield head
    head.page.goto(found_at.removesuffix("clauses/") + "withdraw/")
    head.press("Withdraw")
    expect(head.page.get_by_text("Withdrawn").first).to_be_visible()


def upload(head: Visitor, file: Path) -> None:
    """Choose the file on the page that imports."""
    head.goto(EDITIONS)
    head.press("Import a document")
    head.page.get_by_label("The policy document").set_input_files(file)
    head.press("Read the document")


def found(head: Visitor) -> tuple[int, int]:
    """How many clauses are confirmed, of how many."""
    said = re.search(r"(\d+) of (\d+) confirmed", head.page.locator("main").inner_text())
    return int(said[1]), int(said[2])


def test_what_was_found_is_confirmed_and_put_right_clause_by_clause(imported, document):
    head, page = imported, imported.page
    assert head.heading() == "What we found"
    confirmed, of_all = found(head)
    assert confirmed == 0 and of_all >= 7
    expect(page.get_by_text(f"Read from {document.name}")).to_be_visible()
    every_clause = page.url

    head.press("Go through the clauses")
    number, text = head.heading(), words_of(head)
    open_fold(head, MOVES)
    page.get_by_label("Start a new line where").fill(text.replace(" ", "\n", 1))
    head.press("Split")
    assert words_of(head) == text.partition(" ")[0]
    open_fold(head, MOVES)
    head.press("Join with the next clause")
    expect(page.get_by_text("The two clauses are one now.")).to_be_visible()
    assert words_of(head) == text

    head.press("This is right, next")
    following = words_of(head)
    assert (head.heading() != number) and (following != text)
    open_fold(head, MOVES)
    head.press("Move up")
    assert (head.heading(), words_of(head)) == (number, following)

    page.goto(every_clause)
    assert found(head) == (1, of_all)
    head.press(re.compile(r"^Confirm all of section"))
    assert found(head)[0] > 1


def test_a_control_is_added_to_a_clause_and_taken_away_again(imported):
    head, page = imported, imported.page
    head.press(re.compile(r"^Open"), role="link")
    open_fold(head, "Add a control")
    choice = page.get_by_label("Add a control")
    control = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=control)
    head.press("Add")
    taken = page.get_by_role("button").filter(has_text=f"Remove: {control}")
    expect(taken).to_be_visible()
    taken.press("Enter")
    expect(taken).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("policy.docx", b"", "is empty"),
        ("policy.pdf", PICTURE, "is damaged or is not really a .pdf file"),
        ("photo.png", PICTURE, "is a picture"),
    ],
    ids=["empty", "picture called PDF", "picture"],
)
def test_a_file_that_is_no_policy_is_answered_by_one_sentence_on_the_form(head, tmp_path, name, content, says):
    file = tmp_path / name
    file.write_bytes(content)
    upload(head, file)
    assert head.heading() == "Import a policy"
    expect(head.page.locator(".govuk-form-group--error .govuk-error-message")).to_contain_text(says)
    assert head.page.title().startswith("Error: ")


def test_what_does_not_look_like_a_policy_is_asked_about(head, tmp_path):
    file = tmp_path / "shopping.txt"
    file.write_bytes(b"Milk and bread")
    upload(head, file)
    assert head.heading() == "Import a policy"
    expect(head.page.get_by_role("heading", name="This does not look like a policy")).to_be_visible()
    assert not head.scrolls_sideways()


MOVES = "Split, join, move or remove it"


def words_of(head: Visitor) -> str:
    """What the clause on the page says."""
    return head.page.locator(".govuk-inset-text").inner_text()


def open_fold(head: Visitor, name: str) -> None:
    """Open what is folded away, by the keyboard."""
    fold = head.page.locator("summary", has_text=name)
    fold.focus()
    fold.press("Enter")
