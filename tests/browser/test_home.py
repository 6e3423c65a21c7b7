"""The first page on a phone: what cannot wait is on the first screen, and everything else is reached from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import SALTMARSH

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
# An old phone, held upright.
WIDTH, HEIGHT = 320, 640


@BOTH
def test_what_can_not_wait_is_on_the_first_screen_of_a_phone(visit, javascript):
    head = visit("Headteacher", at=SALTMARSH, width=WIDTH, javascript=javascript)
    page = head.page
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    head.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("can’t wait")
    urgent = page.locator(".ly-band--urgent .ly-need")
    for n in range(min(urgent.count(), 3)):
        box = urgent.nth(n).bounding_box()
        assert box["y"] + box["height"] <= HEIGHT, urgent.nth(n).inner_text()
    assert "Child at risk" in urgent.first.inner_text()
    assert not head.scrolls_sideways()
    assert not javascript or head.violations() == []


@BOTH
def test_what_is_folded_opens_by_keyboard_and_all_pages_are_one_press_away(visit, javascript):
    head = visit("Headteacher", at=SALTMARSH, width=WIDTH, javascript=javascript)
    page = head.page
    head.goto("/")
    folded = page.locator(".ly-band__rest").first
    expect(folded.locator(".ly-need").first).to_be_hidden()
    folded.locator("summary").focus()
    folded.locator("summary").press("Enter")
    expect(folded.locator(".ly-need").first).to_be_visible()
    head.press("All pages", role="link")
    assert head.heading() == "All pages"
    assert not head.scrolls_sideways()
    assert not javascript or head.violations() == []


@BOTH
def test_a_policy_gap_is_one_line_that_leads_to_its_causes(visit, javascript):
    head = visit("Headteacher", at=SALTMARSH, width=WIDTH, javascript=javascript)
    head.goto("/")
    head.unfold()
    assert head.page.get_by_role("link", name="policy gap").count() == 1
    head.press("policy gap", role="link")
    assert "/policy/causes/" in head.page.url


@BOTH
def test_a_child_finds_the_page_of_their_school_from_the_front_page(visit, javascript):
    child = visit(width=WIDTH, javascript=javascript)
    child.goto("/")
    child.press("I’m a child or young person", role="link")
    assert child.heading() == "Which school do you go to?"
    assert not child.scrolls_sideways()
    assert not javascript or child.violations() == []
    child.press(SALTMARSH, role="link")
    assert child.heading() == "Tell us what is worrying you"
