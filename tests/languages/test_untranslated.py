"""Every word on a translated page is translated: each page is asked for in a language that marks what it translates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lanyard.channels.models import Channel, ProtectionCheck
from lanyard.concerns.core.choices import Route
from lanyard.concerns.core.kinds import CHILD_WORDS, offered
from lanyard.concerns.core.models import Concern
from lanyard.concerns.intake import code_tries
from lanyard.concerns.intake.actions.messages import answer_reporter
from lanyard.people.models import Person, School
from lanyard.policy.actions import load_data
from tests.channels.office import live
from tests.concerns.cases import fresh
from tests.concerns.factories import by_staff, make_concern
from tests.concerns.intake.test_report_public import PNG
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, soup, written
from tests.conftest import NOW
from tests.languages.pseudo import CODE, speak, untranslated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

# What stays as it is, and why.
NAMES = (
    "Lanyard",  # what the program is called
    "Harbour Light Trust", "Far Field Trust", "Old Quay Juniors", "Saltmarsh Primary",  # names of places
    "Polski",  # each language by its own name
)  # fmt: skip

PUBLIC = [str(kind.type) for kind in offered(Route.PUBLIC)]
CHILDS = [str(kind) for kind, _ in CHILD_WORDS]
ANYBODY = {"named": "by_name", "name": "", "contact": "x" * 600}


@pytest.fixture
def polish(monkeypatch: pytest.MonkeyPatch, cast: Any) -> Client:
    """A browser that asks for the language that is marked."""
    load_data()
    speak(monkeypatch)
    return Client(headers={"accept-language": CODE})


def words_left(page: Any) -> list[str]:
    people = [f"{one.given_name} {one.family_name}" for one in Person.objects.all()]
    names = [*NAMES, *people, *School.objects.values_list("name", flat=True)]
    assert page["Content-Language"] == CODE
    return untranslated(soup(page), names)


def is_all_translated(page: Any) -> None:
    assert page.status_code == 200
    assert words_left(page) == []


def through(reporter: Reporter, *screens: dict[str, Any]) -> Iterator[Any]:
    """The first page, and that after each screen that is filled in."""
    yield reporter.page
    for typed in screens:
        yield reporter.send(**typed)


@pytest.mark.parametrize("page", ["/", "/report/", "/report/child/", "/report/?q=hogwarts", "/report/child/?q=hogwarts",
                                  "/report/answer/", "/official-accounts/"])  # fmt: skip
def test_pages_that_anybody_opens_first(polish, page):
    is_all_translated(polish.get(page))


@pytest.mark.parametrize("page", ["/report/", "/report/child/", "/official-accounts/"])
def test_lists_of_many_schools(polish, cast, page):
    School.objects.bulk_create(School(trust=cast.trust, name=f"№ {n}", slug=f"n-{n}") for n in range(120))

    is_all_translated(polish.get(page))
    is_all_translated(polish.get(page, {"page": 2}))


def test_lists_without_any_school(polish, cast):
    School.objects.update(closed="2020-01-01")

    for page in ("/", "/report/", "/report/child/", "/official-accounts/"):
        is_all_translated(polish.get(page))


@pytest.mark.parametrize("kind", PUBLIC)
def test_a_report_of_every_kind_to_its_receipt(polish, cast, kind):
    reporter = Reporter(cast.old_quay, client=polish)

    for page in through(reporter, {"type": kind}, {**WHAT, "danger": "yes", "child_at_risk": "yes"}, ANONYMOUS):
        is_all_translated(page)
    assert reporter.code


@pytest.mark.parametrize("kind", CHILDS)
def test_a_childs_report_of_every_kind_to_its_receipt(polish, cast, kind):
    child = Reporter(cast.old_quay, "child/", client=polish)

    for page in through(child, {"type": kind}, {"account": "☹", "danger": "on"}):
        is_all_translated(page)
    assert child.code


@pytest.mark.parametrize("kind", PUBLIC)
def test_what_is_wrong_with_a_report(polish, cast, kind):
    reporter = Reporter(cast.old_quay, client=polish)
    long = {"account": "", "child": "x" * 600, "about": "nonsense", "link": "y" * 3000, "danger": "nonsense"}
    pasted = {"account": "data:image/png;base64," + "A" * 100}

    for page in through(reporter, {}, {"type": "nonsense"}, {"type": kind}, long, pasted, WHAT | {
        key: "" for key in long if key != "account"}, {"named": ""}, ANYBODY):  # fmt: skip
        is_all_translated(page)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    "uploads",
    [
        [("page.html", b"<script>alert(1)</script>", "text/html")],
        [("empty.png", b"", "image/png")],
        [("long.png", PNG + b"\0" * (10 * 1024 * 1024), "image/png")],
        [(f"{n}.png", PNG, "image/png") for n in range(6)],
    ],
    ids=["no picture", "empty", "too long", "too many"],
)
def test_what_is_wrong_with_its_files(polish, cast, uploads):
    reporter = Reporter(cast.old_quay, client=polish)
    reporter.report({"type": "bullying"}, WHAT)
    files = [SimpleUploadedFile(*each) for each in uploads]
    page = reporter.send(named="anonymous", files=files)

    assert [left for left in words_left(page) if not any(name in left for name, *_ in uploads)] == []
    assert not Concern.objects.exists()


def test_what_is_wrong_with_a_childs_report(polish, cast):
    child = Reporter(cast.old_quay, "child/", client=polish)
    long = {"account": "x" * 30_000, "name": "x" * 600}

    for page in through(child, {}, {"type": "staff_conduct"}, long, {"account": "", "name": ""},
                        {"account": "data:image/png;base64," + "A" * 100},
                        {"files": SimpleUploadedFile("a.png", PNG, "image/png")}):  # fmt: skip
        is_all_translated(page)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(("path", "screens"), [("", [{"type": "bullying"}, WHAT]), ("child/", [{"type": "bullying"}])])
def test_who_will_read_it_and_that_somebody_else_does_after_a_tick(polish, cast, path, screens):
    reporter = Reporter(cast.old_quay, path, client=polish)
    reporter.report(*screens)
    boxes = [box["value"] for box in soup(reporter.page).find_all(attrs={"name": "struck"})]
    assert boxes

    # Once what has changed was seen, it is sent: each is a page of its own.
    is_all_translated(reporter.send(account="☹", named="anonymous", struck=boxes[:1]))
    other = Reporter(cast.old_quay, path, client=polish)
    other.report(*screens)
    is_all_translated(other.send(account="☹", named="anonymous", struck=boxes))


def test_a_page_that_was_open_too_long_and_one_that_was_sent(polish, cast):
    reporter = Reporter(cast.old_quay, client=polish)
    reporter.report({"type": "bullying"}, WHAT)
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        is_all_translated(reporter.send(named="anonymous"))
        reporter.send(named="anonymous")
        receipt = reporter.page.redirect_chain[-1][0]
        is_all_translated(polish.get(receipt))


@pytest.mark.parametrize("hour", [9, 22])
@pytest.mark.parametrize("kind", ["staff_conduct", "bullying"])
def test_a_receipt_when_the_school_is_closed_and_when_nobody_inside_is_left(polish, cast, hour, kind):
    for user in (cast.chair_of_governors, cast.chair_of_trustees, cast.executive_headteacher):
        user.person.roles.all().delete()
    for path in ("", "child/"):
        with time_machine.travel(datetime(2026, 11, 24, hour, tzinfo=ZoneInfo("Europe/London")), tick=False):
            reporter = Reporter(cast.old_quay, path, client=polish)
            reporter.report({"type": kind}, {**WHAT, "about": "headteacher"}, *([] if path else [ANONYMOUS]))
            assert reporter.code
            is_all_translated(reporter.page)


@pytest.mark.parametrize("path", ["", "child/"])
def test_coming_back_with_a_code(polish, cast, path):
    reporter = Reporter(cast.old_quay, path, client=polish)
    reporter.report({"type": "bullying"}, {**WHAT, "danger": "yes"}, *([] if path else [ANONYMOUS]))
    concern = Concern.objects.get()
    code_page = polish.get("/report/answer/")

    def enter(code: str) -> Any:
        return polish.post("/report/answer/", {**written(code_page), "code": code})

    page = enter(reporter.code)
    for each in (enter(""), enter("ABCD-EFGH-JKLM-NPQR"), page):
        is_all_translated(each)
    is_all_translated(polish.post("/report/answer/", {**written(page), "text": ""}))
    is_all_translated(polish.post("/report/answer/", {**written(page), "text": "data:image/png;base64," + "A" * 99}))
    is_all_translated(polish.post("/report/answer/", {**written(page), "text": "☹", "danger": "yes"}))
    answer_reporter(by=cast.dsl, concern=fresh(concern), text="Thank you.")
    for days in (0, 60):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            is_all_translated(enter(reporter.code))
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        is_all_translated(polish.post("/report/answer/", {**written(page), "text": "☹"}))


def test_when_many_come_back_at_once(polish, monkeypatch):
    def is_full(*_: Any, **__: Any) -> None:
        raise code_tries.LineIsLong

    monkeypatch.setattr(code_tries, "look_up", is_full)
    code_page = polish.get("/report/answer/")
    is_all_translated(polish.post("/report/answer/", {**written(code_page), "code": "ABCD-EFGH-JKLM-NPQR"}))


@pytest.mark.parametrize("state", ["live", "paused"])
@pytest.mark.parametrize("openness", ["open", "closed"])
def test_the_official_accounts_of_a_school(polish, cast, state, openness):
    channel = live(cast, openness=openness)
    Channel.objects.update(state=state, purpose="parents")
    ProtectionCheck.objects.create(channel=channel, url=channel.url, on=NOW.date(), by=cast.it_lead.person)
    cast.old_quay.listed_channels = [
        {"name": "☼", "platform": "☾", "openness": "closed", "url": ""},
        {"name": "☼☼", "platform": "", "openness": "open", "url": "https://chirp.example/x"},
    ]
    cast.old_quay.save()
    page = polish.get(f"/schools/{cast.old_quay.slug}/official-accounts/")

    names = (channel.name, str(channel.platform))
    assert [left for left in words_left(page) if left.rstrip(". ") not in names] == []


@pytest.mark.parametrize("school", ["saltmarsh", "old_quay"])
def test_a_school_without_official_accounts(polish, cast, school):
    is_all_translated(polish.get(f"/schools/{getattr(cast, school).slug}/official-accounts/"))


def test_what_parents_have_reported(monkeypatch, cast, client_for):
    speak(monkeypatch)
    client = client_for(cast.parent)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = CODE
    is_all_translated(client.get("/concerns/mine/"))
    concern = make_concern(cast.old_quay, **by_staff(cast.parent, route=Route.PUBLIC, answers={"danger": "yes"}))
    page = client.get(f"/concerns/mine/{concern.pk}/")

    for each in (client.get("/concerns/mine/"), page):
        is_all_translated(each)
    is_all_translated(client.post(f"/concerns/mine/{concern.pk}/", {**written(page), "text": ""}))
    is_all_translated(client.post(f"/concerns/mine/{concern.pk}/", {**written(page), "text": "☹"}))
    # A page that is not there, for who may know of none.
    assert untranslated(soup(client.get(f"/concerns/mine/{uuid4()}/")), NAMES) == []


def test_the_marks_are_found_wanting():
    page = BeautifulSoup('<p>⟦So⟧ <b title="not so">☹</b> nor this</p><p lang="en">Childline</p>', "html.parser")

    assert untranslated(page, ()) == ["not so", "nor this"]
