"""A headteacher, a governor, the executive headteacher and anybody read the live policy."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

LIVE = "/schools/saltmarsh-primary/policy/"
# How tall the folded page may be on a phone (pixels).
TALLEST = 12_000
KNOWN = ("kept", "in progress", "not kept", "stated")
# Where the first screen of a laptop ends.
FOLD = 900


def test_a_headteacher_goes_from_the_first_page_to_a_clause_and_its_evidence(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary")
    page = visitor.page
    assert "can’t wait" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Policy", exact=True).first.click()
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ of 71 promises are kept\."))).to_be_visible()
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
        visitor.goto("/schools/old-quay-juniors/policy/?fold=none")
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
        expect(page.get_by_role("link", name=school, exact=True)).to_be_visible()
    page.get_by_role("link", name="Over the year").click()
    expect(page.get_by_role("heading", name="The policy in every school")).to_be_visible()


def test_the_links_to_schools_are_seen_on_a_phone_when_they_have_the_focus(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust", width=320)
    visitor.goto("/trusts/harbour-light/policy/")
    school = visitor.page.get_by_role("link", name="Saltmarsh Primary", exact=True)
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


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("asked", ["", "?fold=all"])
def test_on_a_phone_the_folded_page_is_short(visit, width, asked):
    visitor = visit("Headteacher", at="Saltmarsh Primary", width=width)
    visitor.goto(LIVE + asked)
    assert visitor.page.evaluate("document.documentElement.scrollHeight") < TALLEST
    assert not visitor.scrolls_sideways() and visitor.violations() == []


def test_the_first_screen_says_how_many_better_or_worse_and_what_matters_most(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary")
    visitor.goto(LIVE)
    page = visitor.page
    counted = page.locator(".ly-bar__words li")
    shown = [counted.filter(has_text=re.compile(rf"^\s*\d+ {word}\s*$")).first for word in KNOWN]
    shown += [page.get_by_text(re.compile("^(Better|Worse|Mixed|The same)")), *page.locator(".ly-matter").all()]
    assert len(shown) == 8
    for one in shown:
        box = one.bounding_box()
        assert box and box["y"] + box["height"] <= FOLD


@pytest.mark.parametrize("javascript", [True, False])
def test_sections_unfold_fold_and_are_searched(visit, javascript):
    visitor = visit("Headteacher", at="Saltmarsh Primary", width=320, javascript=javascript)
    visitor.goto(LIVE)
    page = visitor.page
    clause = page.locator(".ly-clause").first
    expect(clause).to_be_hidden()
    visitor.press("Unfold all", role="link", exact=True)
    expect(clause).to_be_visible()
    visitor.press("Fold all", role="link", exact=True)
    expect(clause).to_be_hidden()
    page.get_by_label("Search the clauses").fill("password")
    visitor.press("Search", exact=True)
    expect(clause).to_be_visible()
    assert page.get_by_label("Search the clauses").input_value() == "password"
    assert not visitor.scrolls_sideways()


def test_a_jump_to_a_section_opens_it(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary")
    visitor.goto(LIVE)
    visitor.press(re.compile("^Section 7"), role="link")
    page = visitor.page
    expect(page.locator("#section-7 .ly-clause").first).to_be_visible()
    expect(page.locator("#section-6 .ly-clause").first).to_be_hidden()


def test_a_cause_leads_to_its_clauses_and_to_who_acts(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary", width=320)
    visitor.goto(LIVE)
    visitor.press(re.compile("causes, with who acts$"), role="link")
    assert visitor.heading() == "What is missing"
    page = visitor.page
    assert page.get_by_text(re.compile(r"One cause, (two|three|four|five|six|seven|eight|nine) clauses:")).count()
    assert not visitor.scrolls_sideways() and visitor.violations() == []
    page.locator(".ly-cause__clauses a").first.click()
    page.get_by_role("heading", name=re.compile(r"^Clause ")).wait_for()


def test_the_page_prints_on_six_pages_at_the_most_and_without_addresses(visit):
    visitor = visit("Headteacher", at="Saltmarsh Primary")
    visitor.goto(LIVE)
    printed = PdfReader(BytesIO(visitor.page.pdf(format="A4")))
    assert len(printed.pages) <= 6
    text = " ".join(page.extract_text() for page in printed.pages)
    assert "http" not in text and "/schools/" not in text


def test_governors_are_handed_a_paper_of_six_pages(visit):
    visitor = visit("Governor", at="Saltmarsh Primary")
    visitor.goto(LIVE)
    link = visitor.page.get_by_role("link", name=re.compile("^Print for governors"))
    answer = visitor.page.request.get(link.get_attribute("href"))
    assert len(PdfReader(BytesIO(answer.body())).pages) <= 6


def test_a_cell_of_the_trusts_table_leads_to_that_section_of_that_school(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust")
    visitor.goto("/trusts/harbour-light/policy/")
    visitor.press(re.compile("Official use.* at Saltmarsh Primary$"), role="link")
    page = visitor.page
    assert "/schools/saltmarsh-primary/policy/?about=OFF" in page.url
    expect(page.locator(".ly-clause").first).to_be_visible()
    assert 0 < page.locator(".ly-fold").count() < 10


def test_the_heads_of_the_trusts_table_stay_in_sight(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust", width=800)
    visitor.goto("/trusts/harbour-light/policy/?by=clause")
    page = visitor.page
    region, head = page.locator(".ly-scroll"), page.locator(".ly-grid-table thead th").first
    region.evaluate("it => it.scrollTop = 600")
    top, of = head.bounding_box(), region.bounding_box()
    assert top and of and abs(top["y"] - of["y"]) < 8


def test_the_year_of_each_school_is_a_line(visit):
    visitor = visit("Executive headteacher", at="Harbour Light Trust", width=320)
    visitor.goto("/trusts/harbour-light/policy/?by=year")
    lines = visitor.page.get_by_role("img", name=re.compile(r"^Saltmarsh Primary: \d+ of \d+ on .*, \d+ of 71 on "))
    expect(lines).to_be_visible()
    assert not visitor.scrolls_sideways() and visitor.violations() == []
