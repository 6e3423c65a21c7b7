"""A headteacher enters who took part in training, on a phone without scripts, and the operator is in date again."""

from __future__ import annotations

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import SALTMARSH

COURSE = "Running an official channel"


def stands(operator: Visitor, how: str) -> None:
    operator.goto("/sign-offs/")
    expect(operator.page.locator("li", has_text=f"{COURSE}:")).to_contain_text(how)


def test_training_is_entered_and_taken_back(visit):
    operator = visit("Channel operator", at=SALTMARSH, width=320)
    stands(operator, "Lapsed")
    head = visit("Headteacher", at=SALTMARSH, width=320, javascript=False)
    page = head.page
    head.goto("/schools/saltmarsh-primary/sign-offs/")
    head.press("See who is in date with training", role="link")
    name = page.locator("tbody tr", has_text="Lapsed").locator("th").inner_text()

    head.press("Enter a session", role="link")
    page.get_by_label("Day").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_label("Who led it?").fill("The online safety team")
    head.press("Enter this session")
    expect(page.get_by_role("alert")).to_contain_text("Select who took part")
    expect(page.get_by_label("Who led it?")).to_have_value("The online safety team")
    assert not head.scrolls_sideways()
    page.get_by_label(name).focus()
    page.keyboard.press("Space")
    head.press("Enter this session")
    assert head.heading().startswith(COURSE)
    stands(operator, "In date until")

    head.press(re.compile("^Take back"), role="link")
    page.get_by_label("What was wrong?").fill("Was not there.")
    head.press("Remove attendance")
    expect(page.locator("li", has_text=name)).to_contain_text("Was not there.")
    stands(operator, "Lapsed")
