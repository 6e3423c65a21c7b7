"""A DSL triages a concern on a phone, by keyboard, with and without JavaScript."""

from __future__ import annotations

import os
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.serving import COMMAND, NOT_FOR_THE_SITE
from tests.browser.site import Site, Visitor
from tests.browser.walk import SALTMARSH

REPORT = """
from lanyard.concerns.core import receipts
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake.actions.report import report
from lanyard.concerns.core.models import Concern
from lanyard.people.models import School
form = receipts.form_in(receipts.new_form())
school = School.objects.get(slug="saltmarsh-primary")
answers = {"child": "Moll Flint", "place": "off_site", "platform": "A chat", "danger": "no"}
account = "They wrote nasty things about Moll."
report(ReportInput(school=school, type="bullying", route="public", form=form, account=account,
                   child_words="They all laugh at me.", answers=answers))
print(Concern.objects.get(sent_once=receipts.once_of(form)).pk)
"""


def reported(site: Site) -> str:
    """A report comes in; answers the id of the concern."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THE_SITE} | {
        "LANYARD_HOME": str(site.home), "LANYARD_DEMONSTRATION": "1", "LANYARD_BASE_URL": site.url,
        "LANYARD_DATABASE_URL": site.database_url,
    }  # fmt: skip
    done = subprocess.run(
        [*COMMAND, "manage", "shell", "-v", "0", "-c", REPORT],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


def is_sound(visitor: Visitor, javascript: bool) -> None:
    """Nothing runs out of the window, and axe finds nothing; it needs scripts itself."""
    assert not visitor.scrolls_sideways()
    assert not javascript or visitor.violations() == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_dsl_triages_on_a_phone(visit, site, javascript):
    concern = reported(site)
    dsl = visit("Designated safeguarding lead (DSL)", at=SALTMARSH, width=320, javascript=javascript)
    page = dsl.page
    dsl.goto("/concerns/")
    is_sound(dsl, javascript)
    link = page.locator(f'a[href="/concerns/{concern}/"]')
    link.focus()
    with page.expect_navigation():
        link.press("Enter")
    assert dsl.heading() == "Bullying online"
    is_sound(dsl, javascript)
    expect(page.get_by_text("They all laugh at me.")).to_be_visible()

    dsl.press("Acknowledge")
    expect(page.get_by_text("Acknowledged. This clock has stopped: “Acknowledge”.")).to_be_visible()
    dsl.press("Assess the risk and say where it happened", role="link")
    page.get_by_label("High").check()
    page.get_by_label("A personal device").check()
    is_sound(dsl, javascript)
    dsl.press("Save")
    expect(page.get_by_text("High risk")).to_be_visible()

    dsl.press("Add somebody", role="link")
    page.get_by_label("Witness").check()
    page.get_by_label("Name, or school email address").fill("Kit Lane")
    is_sound(dsl, javascript)
    dsl.press("Save")
    expect(page.locator("#people strong", has_text="Kit Lane")).to_be_visible()

    page.get_by_label("Add to the chronology").fill("I rang Moll’s mother.")
    with page.expect_navigation():
        page.get_by_label("Add to the chronology").press("Enter")
    expect(page.get_by_text("I rang Moll’s mother.")).to_be_visible()
    dsl.press("Choose who will deal with it", role="link")
    dsl.press("I will deal with it")
    expect(page.get_by_text("You are now dealing with it.")).to_be_visible()
    is_sound(dsl, javascript)


# Whether what has the focus lies under the links to the sections, or out of sight.
COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".ly-jump"), lies = bar.getBoundingClientRect();
  if (bar.contains(document.activeElement)) return box.left < -1 || box.right > innerWidth + 1;
  return box.bottom > lies.top + 1 && box.top < lies.bottom - 1 || box.bottom > innerHeight + 1;
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_links_to_the_sections_stay_in_view_and_never_cover_what_has_the_focus(visit, site, width):
    concern = reported(site)
    dsl = visit("Designated safeguarding lead (DSL)", at=SALTMARSH, width=width)
    page = dsl.page
    dsl.goto(f"/concerns/{concern}/")
    page.get_by_role("navigation", name="Sections of this concern").get_by_role("link", name="Outcome").press("Enter")
    page.wait_for_function("scrollY > 500")
    assert page.locator(".ly-jump").bounding_box()["y"] == 0
    heading = page.get_by_role("heading", name="Outcome").bounding_box()
    assert heading["y"] >= page.locator(".ly-jump").bounding_box()["height"]
    assert page.locator(".ly-jump").bounding_box()["height"] < 60
    for key in ("Tab", "Shift+Tab"):
        for _ in range(70):
            page.keyboard.press(key)
            where = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
            assert where.startswith("<body") or not page.evaluate(COVERED), f"{key} to {where}"
            if "ly-jump" in page.evaluate("document.activeElement.parentElement?.parentElement?.className ?? ''"):
                break
    assert not dsl.scrolls_sideways()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_colleague_is_picked_from_a_list_that_narrows(visit, site, javascript):
    concern = reported(site)
    dsl = visit("Designated safeguarding lead (DSL)", at=SALTMARSH, width=320, javascript=javascript)
    dsl.goto(f"/concerns/{concern}/assign/")
    # As somebody types, so that each letter counts.
    dsl.page.get_by_label("Which colleague?").press_sequentially("clar")
    if not javascript:
        dsl.press("Assign", exact=True)
    found = dsl.page.get_by_role("radio", name="Joanna Clarke")
    expect(found).to_be_visible()
    is_sound(dsl, javascript)
    found.check()
    if folder := os.environ.get("LANYARD_PICTURES"):
        dsl.page.screenshot(path=f"{folder}/picking-{javascript}.png", full_page=True)
    dsl.press("Assign", exact=True)
    expect(dsl.page.get_by_text("Joanna Clarke is dealing with it").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(visit, site, javascript):
    concern = reported(site)
    dsl = visit("Designated safeguarding lead (DSL)", at=SALTMARSH, width=320, javascript=javascript)
    page = dsl.page
    for where, button, field, typed in (
        ("assign/", "Assign", "Which colleague?", "Nobody Here"),
        ("transfer/", "Send the offer", "What should they know before they decide?", "You know the family."),
        ("consult/", "Let them read it", "What is your question?", "Have we seen this before?"),
        ("links/add/", "Link them", "The other concern’s reference", "ZZZ-ZZZ"),
        ("people/add/", "Save", "Name, or school email address", "Moll Flint"),
    ):
        dsl.goto(f"/concerns/{concern}/{where}")
        is_sound(dsl, javascript)
        page.get_by_label(field).fill(typed)
        dsl.press(button)
        assert page.title().startswith("Error: ")
        expect(page.get_by_label(field)).to_have_value(typed)
        is_sound(dsl, javascript)
    for where in ("step-back/", "reporter/", "looks/"):
        dsl.goto(f"/concerns/{concern}/{where}")
        is_sound(dsl, javascript)
    dsl.goto("/concerns/search/")
    page.get_by_label("Words to find").fill("nasty moll")
    dsl.press("Search")
    expect(page.locator(f'a[href="/concerns/{concern}/"]')).to_be_visible()
    is_sound(dsl, javascript)
