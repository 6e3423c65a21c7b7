"""Everybody of the demonstration signs in and lands on their first page; codes by email; passkeys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.mail import ask_for_code, code_in, codes_sent, next_code_email, sign_in_by_code
from tests.browser.site import Visitor
from tests.browser.walk import EVERYBODY

LANTERN_HILL = "Lantern Hill Infants"
NEEDS_A_SECOND_STEP = "/own-roles/"


@pytest.fixture
def address_of(visit) -> Callable[[str, int], str]:
    """`address_of("teacher", 3)` is the email address of the fourth teacher of Lantern Hill Infants."""

    def find(kind: str, number: int) -> str:
        head = visit("Headteacher", at=LANTERN_HILL)
        head.goto(f"/schools/lantern-hill-infants/people/?kind={kind}")
        head.page.locator("tbody th a").nth(number).click()
        return head.page.locator("dt", has_text="Email address").locator("+ dd").inner_text()

    return find


# What comes first, or a greeting where nothing does.
FIRST = re.compile(r"Good (morning|afternoon|evening)\. |.+ (can’t wait|overdue|this week)\.")


@pytest.mark.parametrize(("role", "place"), EVERYBODY, ids=[role for role, _ in EVERYBODY])
def test_everybody_lands_on_a_first_page_that_says_who_they_are(visit, role, place):
    visitor = visit(role, at=place)
    assert FIRST.match(visitor.heading())
    who = visitor.page.locator(".ly-who__text").inner_text()
    said, _, as_what = who.partition(" · ")
    assert (said, as_what) == (place, {"Teacher": "Staff"}.get(role, role)) or role in as_what.split(", ")


def test_signing_out_shuts_what_was_open(visit):
    visitor = visit(javascript=False)
    visitor.sign_in("Support staff", LANTERN_HILL)
    visitor.press("Sign out", role="link")
    visitor.press("Sign out")
    expect(visitor.page.get_by_role("link", name="Sign in")).to_be_visible()
    visitor.page.goto("/sign-offs/")
    assert visitor.heading() == "Choose who you are"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_code_by_email_opens_the_page_that_was_asked_for(visit, site, address_of, javascript):
    address = address_of("teacher", 4 if javascript else 5)
    visitor = visit(width=320, javascript=javascript)
    page = visitor.page
    visitor.goto("/accounts/login/?next=/sign-offs/")
    page.get_by_label("Your email address").fill(address.upper())
    before = len(codes_sent(site))
    visitor.press("Send me a code")
    email = next_code_email(site, before)
    assert email["To"].lower() == address.lower()
    page.get_by_label("The code in the email").fill("000000")
    visitor.press("Sign in")
    expect(page.locator(".govuk-error-message")).to_be_visible()
    page.get_by_label("The code in the email").fill(code_in(email))
    visitor.press("Sign in")
    page.wait_for_url("**/sign-offs/")


def test_the_email_with_a_code_names_nobody_and_no_school(visit, site, address_of):
    address, before = address_of("teacher", 6), len(codes_sent(site))
    ask_for_code(visit(), address)
    email = next_code_email(site, before)
    shown = f"{email['Subject']} {email['From']} {email.get_content()}".lower()
    name, _, host = address.partition("@")
    assert not [word for word in (*name.split("."), host.partition(".")[0], "lantern hill") if word in shown]


def test_an_address_that_nobody_has_gets_the_same_answer_and_no_email(visit, site, address_of):
    address, before = address_of("teacher", 7), len(codes_sent(site))
    ask_for_code(visit(), "nobody.at.all@example.org")
    ask_for_code(visit(), address)
    assert next_code_email(site, before)["To"] == address
    assert len(codes_sent(site)) == before + 1


def test_a_passkey_signs_in_and_opens_sensitive_pages_without_another_step(visit, site, address_of):
    # Every leader holds a role there, and so a page that is sensitive.
    address = address_of("leader", 0)
    visitor = visit()
    page = visitor.page
    keep_passkeys(visitor)
    sign_in_by_code(visitor, address)
    visitor.goto(NEEDS_A_SECOND_STEP)
    assert visitor.heading() == "One more step to see this page"
    visitor.press("Set up a passkey", role="link")
    be_witnessed(visitor, visit("Executive headteacher", at="Harbour Light Trust"))
    visitor.press("Set up a passkey", role="link")
    page.get_by_label("What to call it").fill("Old phone")
    page.get_by_label("Let me sign in with just this passkey").check()
    visitor.press("Set up the passkey")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    visitor.goto("/second-step/passkeys/")
    expect(page.get_by_role("row", name="Old phone")).to_be_visible()

    visitor.press("Sign out", role="link")
    visitor.press("Sign out")
    page.goto("/accounts/login/")
    visitor.press("Sign in with a passkey")
    page.wait_for_url(site.url + "/")
    visitor.goto(NEEDS_A_SECOND_STEP)
    assert page.url.endswith(NEEDS_A_SECOND_STEP)
    assert "step" not in visitor.heading()


def be_witnessed(visitor: Visitor, leader: Visitor) -> None:
    """Give the code from one's mail, and the one that a leader reads out."""
    before = len(codes_sent(visitor.site))
    visitor.press("Send me a code")
    visitor.page.get_by_label("The code").fill(code_in(next_code_email(visitor.site, before)))
    visitor.press("Continue")
    visitor.press("Ask for the code")
    leader.goto("/notices/")
    leader.press(re.compile("Someone is setting up their second step"), role="link")
    leader.press("Show the code")
    visitor.page.get_by_label("The code").fill(leader.page.locator("p.ly-code").inner_text())
    visitor.press("Continue")


def keep_passkeys(visitor: Visitor) -> None:
    """Give the browser what a phone has: a place for passkeys that opens at once."""
    browser = visitor.page.context.new_cdp_session(visitor.page)
    browser.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
