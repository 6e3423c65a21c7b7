"""From open to closed on a phone, by keyboard: ground, action, parents, advice, outcome, debrief, a lesson."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.test_concern_case import is_sound, reported
from tests.browser.walk import SALTMARSH

DSL = "Designated safeguarding lead (DSL)"


class Case:
    """One concern, as the DSL works through it."""

    def __init__(self, visitor: Visitor, concern: str, javascript: bool) -> None:
        self.visitor, self.page, self.javascript = visitor, visitor.page, javascript
        self.address = f"/concerns/{concern}/"

    def open(self, link: str) -> None:
        """Follow a link of the case's page to a form."""
        self.visitor.press(link, role="link")
        self.look()

    def send(self, button: str, then: str) -> None:
        """Press the form's button; what comes back says so."""
        self.visitor.press(button)
        expect(self.page.get_by_text(then).first).to_be_visible()
        self.look()

    def look(self) -> None:
        is_sound(self.visitor, self.javascript)
        if folder := os.environ.get("LANYARD_PICTURES"):
            self.count = getattr(self, "count", 0) + 1
            self.page.screenshot(path=f"{folder}/outcome-{self.count:02}.png", full_page=True)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"[name={name}]").fill(text)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_concern_is_dealt_with_and_closed_on_a_phone(visit, site, javascript):
    concern = reported(site)
    dsl = visit(DSL, at=SALTMARSH, width=320, javascript=javascript)
    case = Case(dsl, concern, javascript)
    dsl.goto(case.address)
    case.send("Acknowledge", "Acknowledged.")
    expect(case.page.get_by_text("Record an action, or a reason for none, for 1 child.").first).to_be_visible()

    case.open("It happened away from school: record why the school is acting, or that it is not.")
    case.choose("It could harm another child")
    case.send("Save", "Say briefly how it is linked to the school")
    case.fill(ground_note="Moll and Kit are in one class.")
    case.send("Save", "Saved.")

    case.open("Add an action")
    case.choose("Support for a child")
    case.page.get_by_label("Which child is it for?").select_option(label="Moll Flint")
    case.fill(says="Time with the pastoral lead on Thursdays.")
    case.send("Save", "Time with the pastoral lead on Thursdays.")
    case.open("Say how it was done")
    case.fill(how="Met three times.")
    case.send("Save", "Met three times.")

    case.open("Record whether the parents have been told")
    case.choose("Told")
    case.fill(note_text="Rang at noon.")
    case.send("Save", "Rang at noon.")

    case.open("Record advice you asked for")
    case.page.get_by_label("Who did you ask or tell?").select_option(label="Professionals Online Safety Helpline")
    case.fill(asked="How can the post be taken down?")
    case.send("Save", "How can the post be taken down?")

    case.open("Nothing is missing: decide how it ended.")
    case.choose("Dealt with: the child is safe and supported")
    case.fill(reasons="The post is gone.", told="Thank you. We spoke with everybody, and Moll is supported.")
    case.send("Save", "The reporter can use their code to read your message.")

    case.open("Hold the debrief, or record why there is none.")
    case.fill(happened="A post went round.", expected="Somebody tells us at once.", cause="Nobody knew how.")
    case.page.get_by_label("Which clause of the policy was not kept?").select_option("CHI5")
    case.send("Save the debrief", "Nobody knew how.")

    case.open("Add a lesson")
    case.fill(says="Ask Moll to lead an assembly", owner="Nobody Known", due="18 December 2026")
    case.choose("What children are taught")
    case.send("Add this lesson", "Nobody who works here has this name")
    case.visitor.goto(case.address)

    case.open("Assess the risk.")
    case.choose("Low")
    case.send("Save", "Choose who will deal with it.")
    case.open("Choose who will deal with it.")
    case.send("I will deal with it", "is dealing with it")
    case.open("Nothing is missing: close it.")
    case.send("Close this concern", "Reopen this concern")
    expect(case.page.get_by_text("Closed").first).to_be_visible()


def test_the_pages_beside_the_cases_hold_on_a_phone(visit):
    head = visit("Headteacher", at=SALTMARSH, width=320)
    for path in (
        "/concerns/patterns/",
        "/lessons/",
        "/schools/saltmarsh-primary/lessons/",
        "/schools/saltmarsh-primary/out-of-hours/",
    ):
        head.goto(path)
        is_sound(head, javascript=True)
        if folder := os.environ.get("LANYARD_PICTURES"):
            head.page.screenshot(path=f"{folder}/beside{path.replace('/', '-')}.png", full_page=True)
