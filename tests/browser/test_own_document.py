"""A trust adds a document of its own from a Word file, and somebody signs it on a phone without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import SALTMARSH, TRUST

DOCUMENTS = "/trusts/harbour-light/documents/"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    document = Document()
    document.add_heading("Looking after our minibus", 1)
    document.add_paragraph("Whoever drives it has shown the office a licence.")
    document.add_paragraph("Two adults ride with the children.", style="List Bullet")
    path = tmp_path / "minibus.docx"
    document.save(path)
    return path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_word_document_is_added_looked_at_published_signed_and_withdrawn(visit, file, javascript):
    title = f"Minibus agreement {'with' if javascript else 'without'} scripts"
    admin = visit("Trust administrator", at=TRUST, width=320, javascript=javascript)
    page = admin.page
    fill_in(admin, title)
    page.get_by_label("Word document or PDF", exact=True).set_input_files(__file__)
    admin.press("Preview")
    expect(page.get_by_role("alert").first).to_contain_text("kind of file")
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_label("Designated safeguarding lead (DSL)")).to_be_checked()
    looks_right(admin, javascript)
    page.get_by_label("Word document or PDF", exact=True).set_input_files(file)
    admin.press("Preview")
    assert admin.heading() == title
    expect(page.get_by_role("heading", name="Looking after our minibus")).to_be_visible()
    looks_right(admin, javascript)
    admin.press("Publish this edition")
    expect(page.get_by_text("Edition 1.0 has been published.")).to_be_visible()
    looks_right(admin, javascript)
    try:
        signs(visit, title, javascript)
    finally:
        admin.press("Withdraw it", role="link")
        looks_right(admin, javascript)
        admin.press("Withdraw it")
    expect(page.get_by_text("Withdrawn on")).to_be_visible()


def fill_in(admin: Visitor, title: str) -> None:
    admin.goto(DOCUMENTS)
    admin.press("Add a document")
    page = admin.page
    page.get_by_label("Title").fill(title)
    page.get_by_label("In a Word document or a PDF").check()
    page.get_by_label("Designated safeguarding lead (DSL)").check()
    page.get_by_label("Each school year").check()


def signs(visit, title: str, javascript: bool) -> None:
    signer = visit("Designated safeguarding lead (DSL)", at=SALTMARSH, width=320, javascript=javascript)
    page = signer.page
    signer.goto("/")
    signer.unfold()
    signer.press(f"Sign: {title}", role="link")
    expect(page.get_by_text("Two adults ride with the children.")).to_be_visible()
    expect(page.get_by_text("It is signed again each school year.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the document as a file").click()
    assert download.value.suggested_filename == "minibus.docx"
    looks_right(signer, javascript)
    page.get_by_label("I have read this").check()
    page.get_by_label("Your full name").fill("Nobody Else")
    signer.press("Sign")
    said = page.locator(".govuk-error-message").last.inner_text()
    page.get_by_label("Your full name").fill(said.rpartition(": ")[2])
    signer.press("Sign")
    assert signer.heading() == f"You signed: {title}"


def looks_right(visitor: Visitor, javascript: bool) -> None:
    assert not visitor.scrolls_sideways()
    assert not javascript or not visitor.violations()
