"""Reporting in another language, from left to right and from right to left, on a phone and on a wide screen."""

from __future__ import annotations

import re

import pytest

from tests.browser.site import Visitor

REPORT = "/schools/old-quay-juniors/report/"
CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")
ON = pytest.mark.parametrize("width", [320, 1280])
IN = pytest.mark.parametrize(("language", "direction"), [("pl", "ltr"), ("ur", "rtl")])


def is_sound(visitor: Visitor, language: str, direction: str) -> None:
    """The page is in the language, fits the screen, and axe finds nothing."""
    html = visitor.page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction)
    assert visitor.page.evaluate("getComputedStyle(document.body).direction") == direction
    assert not visitor.scrolls_sideways()
    assert visitor.violations() == []


def go_on(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button[name=go][value=next]").press("Enter")


@IN
@ON
def test_a_report_from_the_front_page_to_the_receipt(visit, language, direction, width):
    visitor = visit(width=width)
    page = visitor.page
    visitor.goto("/")
    with page.expect_navigation():
        page.locator(f"a[hreflang={language}]").press("Enter")
    is_sound(visitor, language, direction)
    with page.expect_navigation():
        page.locator("main a[href^='/report/?']").first.press("Enter")
    is_sound(visitor, language, direction)
    with page.expect_navigation():
        page.locator(f"main a[href^='{REPORT}']").first.press("Enter")
    is_sound(visitor, language, direction)
    page.locator("input[name=type][value=bullying]").check()
    go_on(visitor)
    is_sound(visitor, language, direction)
    # Nothing is written yet: it says so in the language.
    go_on(visitor)
    is_sound(visitor, language, direction)
    page.locator("[name=account]").fill("یہ ہوا")
    go_on(visitor)
    page.locator("input[name=named][value=anonymous]").check()
    is_sound(visitor, language, direction)
    go_on(visitor)
    is_sound(visitor, language, direction)
    assert CODE.fullmatch(page.locator("[data-code]").inner_text().strip())
    assert page.context.cookies() == []


@IN
@ON
def test_a_child_tells_in_two_screens(visit, language, direction, width):
    visitor = visit(width=width)
    page = visitor.page
    visitor.goto(f"{REPORT}child/?lang={language}")
    is_sound(visitor, language, direction)
    page.locator("input[name=type][value=images]").check()
    go_on(visitor)
    is_sound(visitor, language, direction)
    go_on(visitor)
    is_sound(visitor, language, direction)
    page.locator("[name=account]").fill("یہ ہوا")
    go_on(visitor)
    is_sound(visitor, language, direction)
    with page.expect_navigation():
        page.locator("main a[href^='/report/answer/']").press("Enter")
    is_sound(visitor, language, direction)
