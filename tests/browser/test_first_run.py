"""An empty installation is set up in the browser, by the address that `lanyard run` prints, to a live policy."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import migrated
from tests.browser.conftest import database
from tests.browser.serving import COMMAND, NOT_FOR_THE_SITE, free_port, wait_for
from tests.browser.site import Site, Visitor
from tests.firstrun.walk import POLICY, code_in
from tests.notices.mailbox import MailServer
from tests.project.test_commands import environment

ADMINISTRATOR = "admin@oldquay.example.sch.uk"
# What nobody should need more of, besides typing.
MOST_PRESSES, MOST_MINUTES = 30, 10
# How long somebody takes to type one field, and to read a page (seconds).
TO_TYPE, TO_READ = 6, 15


@dataclass
class Installation:
    """A new installation that serves, and the address that it has printed."""

    site: Site
    address: str
    mail: MailServer


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of an installation that is set up and has nothing in it yet."""
    home = tmp_path_factory.mktemp("empty")
    shutil.copyfile(migrated.sqlite(), home / "lanyard.sqlite3")
    subprocess.run([*COMMAND, "setup"], env=environment(home), check=True, capture_output=True)
    return home


@pytest.fixture
def installation(empty: Path, tmp_path: Path) -> Iterator[Installation]:
    """`lanyard run` where nothing has been entered before (from a home folder without anything: `test_commands`)."""
    port, mail = free_port(), MailServer()
    mail.start()
    url, home = f"http://localhost:{port}", tmp_path / "home"
    shutil.copytree(empty, home)
    with database() as database_url, (home / "server.log").open("w+") as log:
        more = {"LANYARD_BASE_URL": url, "LANYARD_DATABASE_URL": database_url} if database_url else {
            "LANYARD_BASE_URL": url
        }  # fmt: skip
        plain = {name: text for name, text in environment(home, **more).items() if name not in NOT_FOR_THE_SITE}
        if database_url:
            subprocess.run([*COMMAND, "setup"], env=plain, check=True, capture_output=True)
        server = subprocess.Popen([*COMMAND, "run", "--port", str(port)], env=plain, stdout=log, stderr=log)
        try:
            wait_for(port, server, home / "server.log")
            printed = (home / "server.log").read_text()
            yield Installation(
                Site(url, home), re.search(rf"^{url}(/first-run/open/\S+)$", printed, re.M).group(1), mail
            )
        finally:
            server.terminate()
            server.wait(timeout=20)
            mail.stop()


@dataclass
class Counted:
    """Somebody at a browser, with every press counted and every field that was typed."""

    page: Page
    presses: int = 0
    typed: int = 0
    pages: list[str] = field(default_factory=list)

    def fill(self, label: str, text: str, *, within: str = "") -> None:
        at = self.page.get_by_role("group", name=within) if within else self.page
        at.get_by_label(label, exact=True).fill(text)
        self.typed += 1

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.presses += 1

    def press(self, name: str) -> None:
        self.pages.append(self.page.get_by_role("heading", level=1).inner_text())
        button = self.page.get_by_role("button", name=name).first
        button.focus()
        with self.page.expect_navigation():
            button.press("Enter")
        self.presses += 1

    @property
    def minutes(self) -> float:
        """How long a person takes."""
        return (self.typed * TO_TYPE + len(self.pages) * TO_READ) / 60


def next_email(mail: MailServer) -> str:
    for _ in range(400):
        if mail.arrived:
            return mail.arrived[-1].get_content()
        time.sleep(0.05)
    raise AssertionError("No email arrived.")


def walk(person: Counted, installation: Installation, document: Path) -> None:
    """From the printed address to the live policy."""
    page = person.page
    page.goto(installation.address)
    person.press("Start")
    person.fill("Name of the trust", "Old Quay Trust")
    person.fill("Name of the school", "Old Quay Juniors")
    person.tick("Years 3 to 6")
    person.press("Save and continue")
    for role, first, last, email in [
        ("Trust administrator", "Ada", "Adminton", ADMINISTRATOR),
        ("Executive headteacher", "Hal", "Headley", "head@oldquay.example.sch.uk"),
        ("Chair of trustees", "Cy", "Chairman", "chair@oldquay.example.sch.uk"),
        ("Data protection lead", "Dot", "Data", "dpo@oldquay.example.sch.uk"),
    ]:
        name_somebody(person, role, first, last, email)
    person.press("Save and continue")
    page.get_by_role("group", name="Headteacher").get_by_label("Email address").fill("head@oldquay.example.sch.uk")
    person.typed += 1
    name_somebody(person, "Designated safeguarding lead (DSL)", "Di", "Safely", "dsl@oldquay.example.sch.uk")
    person.press("Save and continue")
    page.get_by_label("The policy document").set_input_files(document)
    person.presses += 1
    person.press("Read the document")
    expect(page.get_by_role("heading", name="What we found")).to_be_visible()
    person.tick("Yes, it is in force")
    person.fill("Day of the meeting that approved it", "10/09/2026")
    person.fill("In force since", "14/09/2026")
    person.press("Confirm all")
    person.fill("Mail server", "127.0.0.1")
    person.fill("Port", str(installation.mail.port))
    person.tick("None (only for a server on your own network)")
    person.fill("Emails come from", "lanyard@oldquay.example.sch.uk")
    person.press("Send a code to")
    person.fill("The code in the email", code_in(next_email(installation.mail)))
    person.press("Continue")
    person.press("Do this later")
    person.press("Finish and go live")


def name_somebody(person: Counted, role: str, first: str, last: str, email: str) -> None:
    for label, text in (("First name", first), ("Last name", last), ("Email address", email)):
        person.page.get_by_role("group", name=role).get_by_label(label).fill(text)
        person.typed += 1


@pytest.fixture(params=["our own", "of a real academy"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A policy of our own making, and one of a real school where it is kept beside the repository."""
    if request.param == "of a real academy":
        return request.getfixturevalue("shared_data") / "policies" / "smart-academy-social-media-policy.md"
    own = tmp_path / "our-policy.md"
    own.write_text(POLICY)
    return own


def test_from_the_printed_address_to_a_live_policy(browser: Browser, installation: Installation, document: Path):
    context = browser.new_context(
        base_url=installation.site.url, locale="en-GB", viewport={"width": 320, "height": 800}
    )
    # Reading a document may take two minutes on a machine that is busy.
    context.set_default_timeout(150_000)
    person = Counted(context.new_page())
    started = time.monotonic()

    walk(person, installation, document)

    expect(person.page).to_have_url(f"{installation.site.url}/schools/old-quay-juniors/policy/")
    expect(person.page.get_by_text("Lanyard has been set up. The policy is live.")).to_be_visible()
    says = f"{person.presses} presses on {len(person.pages)} pages, {person.typed} fields"
    took = f"{says}, about {person.minutes:.1f} minutes for a person and {time.monotonic() - started:.0f} s here"
    (installation.site.home / "counted.txt").write_text(f"{document.name}: {took}")
    assert person.presses < MOST_PRESSES, says
    assert person.minutes < MOST_MINUTES, says
    person.page.goto(installation.address)
    expect(person.page.get_by_role("heading", level=1)).not_to_contain_text("Set up")
    assert (
        installation.address
        not in (installation.site.home / "server.log").read_text().partition(installation.address)[2]
    )
    context.close()


def test_every_step_passes_axe_and_fits_a_phone(browser: Browser, installation: Installation):
    context = browser.new_context(base_url=installation.site.url, viewport={"width": 320, "height": 800})
    visitor = Visitor(context.new_page(), installation.site)
    person, wrong = Counted(visitor.page), []
    visitor.goto(installation.address)

    def look() -> None:
        if found := visitor.violations():
            wrong.append((visitor.page.url, found))
        if visitor.scrolls_sideways():
            wrong.append((visitor.page.url, "scrolls sideways"))

    look()
    person.press("Start")
    look()
    person.press("Save and continue")
    look()
    person.fill("Name of the trust", "Old Quay Trust")
    person.fill("Name of the school", "Old Quay Juniors")
    person.tick("Years 3 to 6")
    person.press("Save and continue")
    look()
    name_somebody(person, "Trust administrator", "Ada", "Adminton", ADMINISTRATOR)
    person.press("Save and continue")
    name_somebody(person, "Headteacher", "Hal", "Headley", "head@oldquay.example.sch.uk")
    name_somebody(person, "Designated safeguarding lead (DSL)", "Di", "Safely", "dsl@oldquay.example.sch.uk")
    person.press("Save and continue")
    look()
    person.press("Use the model policy")
    look()
    person.tick("Not yet")
    person.press("Confirm all")
    look()
    assert wrong == []
    context.close()
