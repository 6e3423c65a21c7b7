"""At night a page has been taken over: a deputy opens its sealed log-in, and the new password is on somebody's list."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import SALTMARSH

FRIENDS = "Friends of Saltmarsh Primary"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_leader_opens_a_log_in_on_a_phone_and_the_password_change_waits_for_somebody(visit, javascript):
    leader = visit("Leadership team", at=SALTMARSH, width=320, javascript=javascript)
    page = leader.page
    # Whoever signed in a while ago does the second step again; in the demonstration that is choosing who one is.
    leader.sign_in("Leadership team", SALTMARSH)
    leader.goto("/schools/saltmarsh-primary/channels/")
    leader.press(FRIENDS, role="link")
    leader.press("Sealed log-in", role="link")
    leader.press("Open it in an emergency", role="link")
    page.get_by_label("What has happened?").fill(" ")
    leader.press("Open it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say briefly what has happened")

    page.get_by_label("What has happened?").fill("Somebody else posts pictures on the page.")
    leader.press("Open it")
    expect(page.get_by_text("invented-")).to_have_count(0)
    leader.press("Show the log-in")
    expect(page.get_by_text("invented-")).to_be_visible()
    expect(page.get_by_text("One-time code, for the next 30 seconds")).to_be_visible()
    assert not leader.scrolls_sideways()
    assert not javascript or not leader.violations()

    address = page.url
    leader.goto("/")
    expect(page.get_by_role("link", name=f"Change the password: {FRIENDS}").first).to_be_visible()
    leader.goto(address.removeprefix(leader.site.url))
    expect(page.get_by_text("invented-")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("invented-")).to_have_count(0)

    head = visit("Headteacher", at=SALTMARSH, width=320, javascript=javascript)
    expect(head.page.get_by_role("link", name=f"Change the password: {FRIENDS}").first).to_be_visible()
