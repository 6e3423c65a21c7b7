"""A teacher declares a contact on a phone, the headteacher sets a condition, and the teacher says that it is met."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import OLD_QUAY

WORDS = {
    "Their name": "Jo Penrose",
    "When did you first know them?": "2015",
    "How do you know them?": "My sister.",
    "Why is the contact hard to avoid?": "The family plans in one group.",
    "What contact do you have now?": "A few messages a week.",
}


def declare(teacher: Visitor) -> None:
    """From the first page to the receipt, with one thing forgotten at first."""
    page = teacher.page
    teacher.goto("/")
    teacher.press("Declare a relationship", role="link")
    teacher.press("Declare a relationship", role="link")
    for label, text in WORDS.items():
        page.get_by_label(label).fill(text)
    teacher.press("Send declaration")
    assert page.title().startswith("Error: ")
    for label, text in WORDS.items():
        expect(page.get_by_label(label)).to_have_value(text)
    page.get_by_label("A parent or carer").check()
    teacher.press("Send declaration")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_contact_is_declared_in_a_minute_accepted_with_a_condition_and_the_condition_met(visit, javascript):
    teacher = visit("Teacher", at=OLD_QUAY, width=320, javascript=javascript)
    started = time.monotonic()
    declare(teacher)
    assert teacher.heading() == "Waiting for a decision"
    assert time.monotonic() - started < 60
    assert not teacher.scrolls_sideways()
    own = teacher.page.url

    head = visit("Headteacher", at=OLD_QUAY, width=320, javascript=javascript)
    head.page.goto(own.replace("/mine/", "/"))
    head.page.get_by_label("Accept it with conditions").check()
    head.page.get_by_label("Why?").fill("Family.")
    head.page.locator("summary", has_text="Conditions").click()
    head.page.get_by_label("First condition").fill("Leave the group of Year 5.")
    head.page.get_by_label("Due date").first.fill("1 January 2099")
    head.press("Decide")
    expect(head.page.locator(".govuk-error-message")).to_contain_text("from today to the review")
    expect(head.page.get_by_label("First condition")).to_have_value("Leave the group of Year 5.")
    head.page.get_by_label("Due date").first.fill(head.page.get_by_label("By what date?").input_value())
    head.press("Decide")
    expect(head.page.get_by_text("Leave the group of Year 5.").first).to_be_visible()
    assert not head.scrolls_sideways()

    teacher.page.goto(own)
    assert teacher.heading() == "Accepted with conditions"
    teacher.press("Mark as met")
    expect(teacher.page.get_by_text("Met on")).to_be_visible()
    assert not javascript or not teacher.violations()
    teacher.press("Nothing has changed: renew it")
    assert teacher.heading() == "Waiting for a decision"
    teacher.press("Withdraw it", role="link")
    teacher.press("Withdraw it")
    assert teacher.heading() == "Withdrawn"


def test_an_unwanted_contact_is_reported_in_two_taps(visit):
    teacher = visit("Teacher", at=OLD_QUAY, width=320, javascript=False)
    teacher.goto("/disclosures/")

    teacher.press("Report that a child or parent contacted you", role="link")
    teacher.page.get_by_label("Designated safeguarding lead").first.check()
    teacher.page.get_by_label("Who contacted you?").fill("Somebody in Year 6")
    teacher.press("Send")
    assert teacher.page.get_by_text("Your code").first.is_visible(), teacher.page.locator("main").inner_text()
