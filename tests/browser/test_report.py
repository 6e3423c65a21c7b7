"""Anybody reports on a phone, a child in two screens, and both come back with their code."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Visitor

REPORT = "/schools/old-quay-juniors/report/"
CODE = re.compile(r"^[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}$")
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
# Puts a file where a paste or a drop would bring it, and answers whether the page refused it.
BRINGS = """([selector, kind]) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "picture.png", {type: "image/png"}));
    const init = {bubbles: true, cancelable: true};
    const event = kind === "paste"
        ? new ClipboardEvent("paste", {...init, clipboardData: data})
        : new DragEvent("drop", {...init, dataTransfer: data});
    return !document.querySelector(selector).dispatchEvent(event);
}"""


def is_sound(visitor: Visitor, javascript: bool) -> None:
    """The screen fits a phone, and axe, which needs scripts itself, finds nothing."""
    assert not visitor.scrolls_sideways()
    assert not javascript or visitor.violations() == []


def choose(page: Page, label: str) -> None:
    """Select a radio button as a keyboard does."""
    button = page.get_by_role("radio", name=label)
    button.focus()
    button.press("Space")
    expect(button).to_be_checked()


def code_on(page: Page) -> str:
    code = page.locator("[data-code]").inner_text().strip()
    assert CODE.fullmatch(code), code
    return code


def can_be_copied(page: Page, code: str) -> None:
    """A press of the button has the code where it is pasted from, and says so; what it says goes again."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the code").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code
    expect(page.locator("[data-copy-says]")).to_have_text("")


def come_back(visitor: Visitor, code: str) -> None:
    """Enter the code, the way people copy it."""
    visitor.goto("/report/answer/")
    visitor.page.get_by_label("code").fill(code.lower().replace("-", " "))
    visitor.press("Open")


@BOTH
def test_anybody_reports_in_three_screens_by_keyboard_and_comes_back(visit, javascript):
    visitor = visit(width=320, javascript=javascript)
    page = visitor.page
    visitor.goto(REPORT)
    is_sound(visitor, javascript)
    choose(page, "Bullying online")
    visitor.press("Continue")
    is_sound(visitor, javascript)
    page.get_by_label("What happened?").fill("They call my son names in a group chat every evening.")
    visitor.press("Continue")
    is_sound(visitor, javascript)
    choose(page, "No, report without my name")
    visitor.press("Send")
    is_sound(visitor, javascript)
    code = code_on(page)
    assert code not in page.url
    if javascript:
        can_be_copied(page, code)
    else:
        expect(page.locator("[data-copy]")).to_be_hidden()

    come_back(visitor, code)
    assert visitor.heading() == "What you reported"
    is_sound(visitor, javascript)
    page.get_by_role("textbox").fill("It happened again today.")
    visitor.press("Send")
    expect(page.get_by_text("It happened again today.")).to_be_visible()
    assert page.context.cookies() == []


@BOTH
def test_nothing_typed_is_lost_on_the_way_back_or_by_a_mistake(visit, javascript):
    visitor = visit(width=320, javascript=javascript)
    page = visitor.page
    visitor.goto(REPORT)
    visitor.press("Continue")
    expect(page.get_by_role("link", name="Select what it is about")).to_be_visible()
    choose(page, "Bullying online")
    visitor.press("Continue")
    page.get_by_label("What happened?").fill("Something about a game.")
    visitor.press("Continue")
    visitor.press("Send")
    expect(page.get_by_role("link", name="Select whether you want to give your name")).to_be_visible()
    visitor.press("Back")
    expect(page.get_by_label("What happened?")).to_have_value("Something about a game.")
    visitor.press("Back")
    expect(page.get_by_role("radio", name="Bullying online")).to_be_checked()


@BOTH
def test_a_child_tells_in_two_screens(visit, javascript):
    visitor = visit(width=320, javascript=javascript)
    page = visitor.page
    visitor.goto(f"{REPORT}child/")
    is_sound(visitor, javascript)
    choose(page, "Someone is mean to me or to someone else")
    visitor.press("Next")
    is_sound(visitor, javascript)
    page.get_by_label("What happened?").fill("they laugh at me")
    visitor.press("Send")
    is_sound(visitor, javascript)
    expect(page.get_by_text("0800 1111").first).to_be_visible()
    come_back(visitor, code_on(page))
    assert visitor.heading() == "What you reported"


@BOTH
@pytest.mark.parametrize("path", ["", "child/"])
def test_who_will_read_it_is_shown_and_a_box_keeps_them_out_before_it_is_sent(visit, javascript, path):
    visitor = visit(width=320, javascript=javascript)
    page = visitor.page
    visitor.goto(f"{REPORT}{path}")
    choose(page, "It is about a grown-up at school" if path else "How a member of staff behaves online")
    visitor.press("Next" if path else "Continue")
    page.get_by_label("What happened?").fill("It is not right.")
    if not path:
        visitor.press("Continue")
        choose(page, "No, report without my name")
    expect(page.get_by_role("heading", name="Who will read this")).to_be_visible()
    box = page.get_by_role("checkbox", name="Carys Mensah")
    box.focus()
    box.press("Space")
    visitor.press("Send")
    expect(page.get_by_text("We have not sent it yet." if path else "It is not sent yet.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Carys Mensah")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Adeel Adeyemi")).not_to_be_checked()
    is_sound(visitor, javascript)
    visitor.press("Send")
    code_on(page)


def test_one_key_leaves_the_page_also_while_writing(visit):
    visitor = visit(width=320)
    page = visitor.page
    page.route("**/bbc.co.uk/**", lambda route: route.abort())
    page.route(re.compile("bbc"), lambda route: route.fulfill(status=200, body="weather"))
    visitor.goto(f"{REPORT}child/")
    choose(page, "It is something else")
    visitor.press("Next")
    page.get_by_label("What happened?").fill("secret words")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("bbc"))
    page.go_back()
    assert "secret words" not in page.content()


@pytest.mark.parametrize("path", ["", "child/"])
def test_a_picture_of_a_child_can_not_be_sent(visit, path):
    visitor = visit(width=320)
    page = visitor.page
    visitor.goto(f"{REPORT}{path}")
    choose(page, "It is about a picture of someone’s body" if path else "Nude or sexual images of a child")
    visitor.press("Next" if path else "Continue")
    assert page.locator("input[type=file]").count() == 0
    for kind in ("paste", "drop"):
        assert page.evaluate(BRINGS, ["textarea[name=account]", kind]), f"a {kind} of a picture was let through"
    expect(page.locator("[data-no-pictures-says]")).to_be_visible()
    expect(page.get_by_text("Report Remove").first).to_be_visible()


def test_a_wrong_code_opens_nothing_and_says_so(visit):
    visitor = visit(width=320, javascript=False)
    come_back(visitor, "AAAA-BBBB-CCCC-DDDD")
    assert visitor.heading() == "Come back with your code"
    expect(visitor.page.locator(".govuk-error-summary")).to_be_visible()
