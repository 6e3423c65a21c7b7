"""A member of staff signs the acceptable use policy on a phone, and the headteacher's figure moves by one."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mail import sign_in_by_code
from tests.browser.site import Visitor
from tests.browser.walk import SALTMARSH

AUP = "Acceptable use policy for staff and volunteers"
CODE = "Staff code of conduct: life online"
# Clause 4.2 of the demonstration's policy serves STA2.
CLAUSE = "Our code of conduct and acceptable use policy"


@pytest.fixture
def head(visit) -> Visitor:
    return visit("Headteacher", at=SALTMARSH)


def figure(head: Visitor) -> tuple[int, int]:
    """How many have signed, of how many, as the live policy says beside the clause."""
    head.goto("/schools/saltmarsh-primary/policy/?fold=none")
    clause = head.page.locator("article", has_text=CLAUSE)
    said = re.search(r"(\d+) of (\d+) people have signed", clause.inner_text())
    return int(said[1]), int(said[2])


def who_owes(head: Visitor) -> tuple[str, str]:
    """The name and address of somebody on the staff who owes this signature and no other."""
    names = late(head, AUP) - late(head, CODE)
    for kind in ("teacher", "support"):
        head.goto(f"/schools/saltmarsh-primary/people/?kind={kind}")
        for row in head.page.locator("tbody th a").all():
            if " ".join(reversed(row.inner_text().split(", "))) in names:
                row.click()
                return head.heading(), head.page.locator("dt", has_text="Email address").locator("+ dd").inner_text()
    raise AssertionError("Everybody has signed")


def late(head: Visitor, document: str) -> set[str]:
    """Who is late with a document, of those with an email address."""
    head.goto("/schools/saltmarsh-primary/sign-offs/")
    head.press(document, role="link")
    head.page.get_by_label("Show").select_option(label="Late")
    head.press("Show these")
    return set(head.page.locator("tbody tr").filter(has_not_text="no email address").locator("th").all_inner_texts())


@pytest.mark.parametrize("javascript", [True, False])
def test_a_teacher_signs_in_under_a_minute_and_the_live_policy_counts_them(visit, head, javascript):
    name, address = who_owes(head)
    before, of_all = figure(head)
    teacher = visit(width=320, javascript=javascript)
    sign_in_by_code(teacher, address)
    page = teacher.page

    started = time.monotonic()
    teacher.unfold()
    teacher.press(f"Sign: {AUP}", role="link")
    assert teacher.heading() == AUP
    assert not teacher.scrolls_sideways()
    page.get_by_label("I have read this").check()
    page.get_by_label("Your full name").fill(name)
    teacher.press("Sign")
    assert teacher.heading() == f"You signed: {AUP}"
    assert time.monotonic() - started < 60

    expect(page.get_by_text("2.0", exact=True)).to_be_visible()
    assert figure(head) == (before + 1, of_all)
    teacher.goto("/sign-offs/")
    expect(page.get_by_role("link", name=f"{AUP}, edition 2.0")).to_be_visible()
    assert teacher.heading() == "You have nothing to sign"


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_missing_or_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(visit, head, javascript):
    teacher = visit(width=320, javascript=javascript)
    sign_in_by_code(teacher, who_owes(head)[1])
    page = teacher.page
    teacher.unfold()
    teacher.press(f"Sign: {AUP}", role="link")
    page.get_by_label("Your full name").fill("Somebody Else")
    teacher.press("Sign")
    expect(beside(page, "I have read this")).to_contain_text("Tick the box")
    expect(page.get_by_label("Your full name")).to_have_value("Somebody Else")
    assert page.title().startswith("Error: ")

    page.get_by_label("I have read this").check()
    teacher.press("Sign")
    expect(beside(page, "Your full name")).to_contain_text("Type your name as it is on the register")
    expect(page.get_by_label("Your full name")).to_have_value("Somebody Else")
    expect(page.get_by_label("I have read this")).to_be_checked()
    page.locator(".govuk-error-summary a").first.click()
    assert not teacher.scrolls_sideways()
    assert not javascript or not teacher.violations()


def beside(page: Page, label: str):
    """The error of the field with this label."""
    return page.locator(".govuk-form-group--error", has=page.get_by_label(label)).locator(".govuk-error-message")
