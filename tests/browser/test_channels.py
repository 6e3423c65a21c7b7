"""A channel goes from a proposal on a phone, over risks and a decision, to the public page; a fake is reported."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.site import Visitor
from tests.browser.walk import OLD_QUAY, TRUST

PUBLIC = "/schools/old-quay-juniors/official-accounts/"
WORDS = {
    "What do you want it to achieve?": "Families see the garden grow.",
    "How will you know it works?": "More helpers on Saturdays.",
    "Who is it for?": "Families",
    "Why this service, and not another way?": "Pictures say more.",
    "How do families without the service get the same news?": "By email and at the gate.",
}
SCORES = {
    "How likely is it now?": "3",
    "How bad would it be now?": "4",
    "How likely is it, with all of this done?": "1",
    "How bad would it be, with all of this done?": "4",
}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_channel_goes_from_a_proposal_to_the_public_page_and_is_closed_again(visit, javascript):
    name = f"The garden {'with' if javascript else 'without'} scripts"
    teacher = visit("Teacher", at=OLD_QUAY, width=320, javascript=javascript)
    risks = propose(teacher, name)
    fine(teacher, javascript)
    assess(teacher)

    head = visit("Headteacher", at=OLD_QUAY, width=320, javascript=javascript)
    head.page.goto(risks)
    head.press("Agree it", role="link")
    head.page.get_by_label("Review date").fill("1 January 2099")
    head.press("Agree it")
    expect(head.page.locator(".govuk-error-message")).to_contain_text("Enter a day from tomorrow to")
    day = head.page.locator(".govuk-error-message").inner_text().partition(" to ")[2]
    head.page.get_by_label("Review date").fill(day)
    fine(head, javascript)
    head.press("Agree it")

    leads = visit("Executive headteacher", at=TRUST, width=320, javascript=javascript)
    decide(leads, name, day, javascript)

    operators = go_live(head, leads, risks.replace("risks/", ""), javascript)
    assert operators >= 1
    anybody = visit(width=320, javascript=javascript)
    report_a_fake(anybody, name, javascript)

    head.page.goto(risks.replace("risks/", ""))
    head.press("Mark as met")
    head.press("Close it for good")
    anybody.goto(PUBLIC)
    expect(anybody.page.get_by_text(name)).to_have_count(0)


def fine(visitor: Visitor, javascript: bool) -> None:
    """The page fits a phone, and axe finds nothing."""
    assert not visitor.scrolls_sideways()
    assert not javascript or not visitor.violations()


def propose(teacher: Visitor, name: str) -> str:
    """The proposal with one thing forgotten at first; answers where its risks are."""
    page = teacher.page
    teacher.goto("/all-pages/")
    teacher.press("Propose an official channel", role="link")
    page.get_by_label("Service", exact=True).select_option(label="Facebook")
    page.get_by_label("Name of the account").fill(name)
    page.get_by_label("Closed group: only members read it").check()
    page.get_by_label("One event or project").check()
    page.get_by_label("Email address it is registered with").fill("garden@example.net")
    for label, text in WORDS.items():
        page.get_by_label(label).fill(text)
    teacher.press("Send proposal")
    assert page.title().startswith("Error: ")
    for label, text in WORDS.items():
        expect(page.get_by_label(label)).to_have_value(text)
    page.get_by_label("If it is not a school address, why not?").fill("The club had it before.")
    teacher.press("Send proposal")
    assert teacher.heading() == "Risk assessment"
    return page.url


def assess(teacher: Visitor) -> None:
    """Score one row, and strike all the others."""
    page = teacher.page
    teacher.press("Edit this row", role="link")
    page.get_by_label("Who is responsible?").fill("The office")
    for label, score in SCORES.items():
        page.get_by_label(label).select_option(score)
    teacher.press("Save this row")
    rows = page.get_by_role("link", name="Edit this row")
    while rows.count() > 1:
        page.goto(rows.last.get_attribute("href"))
        teacher.press("Remove: it does not apply")
    expect(page.get_by_text("Every row is complete.")).to_be_visible()


def decide(leads: Visitor, name: str, day: str, javascript: bool) -> None:
    """On one page, with a condition."""
    leads.goto("/channels/decisions/")
    leads.press(name, role="link")
    expect(leads.page.get_by_text("By email and at the gate.")).to_be_visible()
    leads.page.get_by_label("Approve").check()
    leads.page.get_by_label("First condition").fill("Two people look at each picture.")
    leads.press("Decide")
    expect(leads.page.locator(".govuk-error-message")).to_contain_text("Enter the due date")
    fine(leads, javascript)
    leads.page.get_by_label("Due date").first.fill(day)
    leads.press("Decide")
    expect(leads.page.get_by_text("Two people look at each picture.").first).to_be_visible()


def go_live(head: Visitor, leads: Visitor, channel: str, javascript: bool) -> int:
    """Say where it is and have that approved, name who runs it, put it live; answers how many run it."""
    head.goto("/demonstration/")
    people = f"//h2[normalize-space()='{OLD_QUAY}']/following-sibling::ul[1]//button"
    button = head.page.locator(f"{people}[starts-with(normalize-space(), 'Channel operator: ')]")
    runner = button.first.inner_text().partition(": ")[2].strip()
    head.page.goto(channel)
    head.press("Change the account address", role="link")
    head.page.get_by_label("Web address of the account").fill("https://social.example.org/garden")
    head.page.get_by_label("If this is a different account from the one approved, why?").fill("It was made yesterday.")
    head.press("Save")
    expect(head.page.get_by_text("On the register now")).to_be_visible()
    fine(head, javascript)
    leads.page.goto(f"{channel}address/decide/")
    leads.page.get_by_label("Approve: it is ours").check()
    fine(leads, javascript)
    leads.press("Decide")
    head.page.goto(channel)
    head.press("Choose who runs it", role="link")
    head.page.get_by_label("Who is it?").fill(runner)
    head.press("Add this person")
    named = head.page.locator("main li strong").count()
    head.page.goto(channel)
    head.press("Put it live")
    expect(head.page.get_by_text("It is now live.")).to_be_visible()
    return named


def report_a_fake(anybody: Visitor, name: str, javascript: bool) -> None:
    """Somebody without an account sees which is real, and reports another in one step."""
    anybody.goto(PUBLIC)
    expect(anybody.page.get_by_role("heading", name=name)).to_be_visible()
    fine(anybody, javascript)
    anybody.press("Report a fake account", role="link")
    assert "report" in anybody.page.url and anybody.page.locator("[value=fake_account]").first.is_checked()
