"""Lanyard as an app on a phone: what it keeps there, and what happens to a picture that another app shares with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Visitor

SALTMARSH = "Saltmarsh Primary"
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        found.push(...(await (await caches.open(name)).keys()).map((one) => one.url));
    }
    return found;
}"""
GONE = """async () => {
    for (let n = 0; n < 400; n++) {
        if (globalThis.lanyardShared && !(await lanyardShared.look())) return;
        await new Promise((then) => setTimeout(then, 50));
    }
    throw new Error("What was shared is still there.");
}"""
AWAKE = """() => Promise.race([
    navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller),
    new Promise((then) => setTimeout(() => then(false), 3000)),
])"""
# What the share menu of a phone does: a form with the file, sent by the browser itself.
SHARE = """([name, link]) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/share/", enctype: "multipart/form-data" });
    const field = (type, name) => form.appendChild(Object.assign(document.createElement("input"), { type, name }));
    field("text", "text").value = link;
    const data = new DataTransfer();
    if (name) data.items.add(new File([new Uint8Array([1, 2, 3])], name, { type: "image/png" }));
    field("file", "files").files = data.files;
    document.body.append(form);
    form.submit();
}"""


def started(visitor: Visitor) -> Page:
    """A page of somebody signed in, with the service worker awake."""
    for _ in range(20):
        visitor.goto("/")
        if visitor.page.evaluate(AWAKE):
            break
    return visitor.page


def share(page: Page, name: str = "message.png", link: str = "") -> None:
    with page.expect_navigation():
        page.evaluate(SHARE, [name, link])
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to do with it?")


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).check()


@pytest.fixture
def phone(visit):
    return visit("Teacher", at=SALTMARSH, width=320)


def test_nothing_that_somebody_saw_or_wrote_is_kept_on_the_phone(visit):
    visitor = visit("Headteacher", at=SALTMARSH, width=320)
    page = started(visitor)
    for path in (
        "/",
        "/concerns/",
        "/notices/",
        "/schools/saltmarsh-primary/people/",
        "/schools/saltmarsh-primary/report/staff/",
    ):
        visitor.goto(path)
    kept = page.evaluate(KEPT)

    assert [url for url in kept if "/static/" not in url] == [f"{visitor.site.url}/offline/"]
    assert not [url for url in kept if "concerns" in url or "report" in url]


def test_without_a_connection_the_phone_says_so(phone):
    page = started(phone)
    page.context.set_offline(True)
    page.goto("/notices/")

    assert phone.heading() == "You are offline"
    assert (
        page.evaluate(
            "document.fonts.ready.then(() => getComputedStyle(document.querySelector('.ly-bar-top')).backgroundColor)"
        )
        != "rgba(0, 0, 0, 0)"
    )


def test_a_visitor_gets_no_service_worker_also_on_a_page_for_children(visit):
    visitor = visit(width=320)
    for path in ("/", "/schools/saltmarsh-primary/report/child/"):
        visitor.goto(path)
        assert visitor.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        assert visitor.page.evaluate("caches.keys()") == []


def test_a_shared_picture_goes_into_the_report_and_nowhere_else(phone):
    page = started(phone)
    share(page)
    expect(page.locator("[data-shared-what]")).to_have_text("1 file")
    assert not phone.scrolls_sideways() and phone.violations() == []
    phone.press("Report a concern with this", role="link")
    choose(page, "Bullying online")
    phone.press("Continue")
    page.get_by_label("What happened?").fill("Mean messages in a group.")
    phone.press("Continue")

    expect(page.get_by_text("We have added what you shared.")).to_be_visible()
    assert page.evaluate("document.querySelector('input[type=file]').files[0].name") == "message.png"
    phone.goto("/")
    page.evaluate(GONE)


def test_what_is_shared_can_be_removed_at_once(phone):
    page = started(phone)
    share(page, link="https://social.example/p/1")
    expect(page.locator("[data-shared-what]")).to_have_text("1 file and a link")
    page.get_by_role("button", name="Remove it").press("Enter")
    expect(page.locator("[data-shared-none]")).to_be_visible()

    phone.goto("/")
    page.evaluate(GONE)


def test_signing_out_removes_it(phone):
    page = started(phone)
    share(page)
    phone.goto("/accounts/logout/")
    # Others go on as this person.
    page.evaluate("document.querySelector('main form').addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="Sign out").press("Enter")
    page.evaluate(GONE)
