"""A headteacher, a governor, the executive headteacher and anybody read the live policy."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

LIVE = "/schools/saltmarsh-primary/policy/"


def test_a_headteacher_goes_from_the_first_page_to_a_clause_and_its_evidence(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary")
    page = visitor.page
    assert page.get_by_role("heading", level=1).inner_text().startswith("Good ")
    page.get_by_role("link", name="Policy", exact=True).first.click()
    expect(page.get_by_role("heading", name="Social media policy")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Of 71 clauses, .* kept today"))).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Not kept")).click()
    page.wait_for_url(re.compile("show=not_kept"))
    page.get_by_role("link", name=re.compile(r"^Evidence")).first.click()
    page.get_by_role("heading", name=re.compile(r"^Clause ")).wait_for()
    expect(page.get_by_role("heading", name="What needs doing").first).to_be_visible()


def test_a_governor_sees_the_same_with_counts_only(visit):
    """At Old Quay all but a few have signed: how few is for those who remind them."""
    shown = {}
    for role in ("Headteacher", "Governor"):
        visitor = visit(role, at="Old Quay Juniors")
        visitor.goto("/schools/old-quay-juniors/policy/")
        shown[role] = visitor.page.locator("main").inner_text()
    exact = re.compile(r"(\d+) of (\d+) people have signed", re.IGNORECASE)
    small = {(done, all_) for done, all_ in exact.findall(shown["Headteacher"]) if 0 < int(all_) - int(done) < 5}
    assert small
    assert small.isdisjoint(exact.findall(shown["Governor"]))
    assert "ll but fewer than 5 of" in shown["Governor"]
    assert "ll but fewer than 5 of" not in shown["Headteacher"]


def test_a_date_picker_shows_a_past_day(visit):
    visitor = visit("Governor", at="Old Quay Juniors")
    visitor.goto("/schools/old-quay-juniors/policy/")
    day = timezone.localdate() - timedelta(days=60)
    page = visitor.page
    page.get_by_text("Show another day").click()
    page.get_by_label("Day to show").fill(f"{day:%d/%m/%Y}")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text(f"{day.day} {day:%B %Y}").first).to_be_visible()
    expect(page.get_by_role("link", name="Show today")).to_be_visible()


def test_the_executive_headteacher_sees_every_school_side_by_side(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust")
    page = visitor.page
    page.get_by_role("link", name="Policy", exact=True).first.click()
    for school in ("Lantern Hill Infants", "Old Quay Juniors", "Saltmarsh Primary"):
        expect(page.get_by_role("link", name=school)).to_be_visible()
    page.get_by_role("link", name="Over the year").click()
    expect(page.get_by_role("heading", name="The policy in every school")).to_be_visible()


def test_the_links_to_schools_are_seen_on_a_phone_when_they_have_the_focus(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust", width=320)
    visitor.goto("/trusts/harbour-light/policy/")
    school = visitor.page.get_by_role("link", name="Saltmarsh Primary")
    school.focus()
    box = school.bounding_box()
    assert box and box["width"] > 100 and box["height"] > 10
    assert not visitor.scrolls_sideways() and visitor.violations() == []


@pytest.mark.parametrize("javascript", [True, False])
def test_anybody_reads_the_public_text_without_an_account(visit, javascript):
    visitor = visit(width=320, javascript=javascript)
    visitor.goto(f"{LIVE}text/")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    assert not visitor.scrolls_sideways()
    assert visitor.page.get_by_text("Not kept").count() == 0


def test_a_stranger_to_the_live_policy_is_asked_to_sign_in(visit):
    visitor = visit()
    visitor.page.goto(LIVE)
    assert "/demonstration/" in visitor.page.url


def test_the_live_policy_works_by_keyboard_and_without_javascript(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary", javascript=False, width=320)
    visitor.goto(LIVE)
    page = visitor.page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.locator("summary", has_text="Show another day").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Day to show")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Not kept")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("show=not_kept"))
    assert not visitor.scrolls_sideways()
