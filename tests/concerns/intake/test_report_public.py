"""Anybody reports in three screens: nothing typed is lost, nothing about them is kept."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.kinds import KINDS, offered
from lanyard.concerns.core.models import Concern, Party, Report
from lanyard.concerns.core.models import Reporter as KeptReporter
from lanyard.policy.actions import load_data
from lanyard.records.models import Attachment
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, only_concern, report_publicly, soup, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def test_three_screens_end_in_a_receipt_with_a_code(cast):
    reporter = report_publicly(cast.old_quay)

    assert re.fullmatch(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", reporter.code)
    concern = only_concern()
    assert (concern.type, concern.route, concern.is_anonymous) == ("bullying", Route.PUBLIC, True)
    assert concern.report.account == WHAT["account"]
    assert concern.receipt == receipts.hash_of(reporter.code)


def test_the_receipt_says_what_happens_next_by_when(cast):
    reporter = report_publicly(cast.old_quay)

    # It is 9:00 on a school day: half an hour of school hours, and five working days.
    assert reporter.says("will read this by 09:30 today")
    assert reporter.says("We will reply by 16:30 on Tuesday 1 December 2026")


def test_no_session_no_cookie_and_no_copy_of_the_receipt(cast):
    reporter = report_publicly(cast.old_quay)

    assert not reporter.client.cookies
    assert Session.objects.count() == 0
    assert "no-store" in reporter.page["Cache-Control"]
    assert "private" in Client().get(reporter.address)["Cache-Control"]


def test_nothing_of_where_it_came_from_is_kept_or_logged(cast, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Telltale/1.0", HTTP_X_FORWARDED_FOR="203.0.113.77")
    Reporter(cast.old_quay, client=client).report({"type": "bullying"}, WHAT, ANONYMOUS)

    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  (a table's own name)
            rows = str(cursor.fetchall())
            assert "203.0.113.77" not in rows and "Telltale" not in rows, table
    assert "203.0.113.77" not in caplog.text and "Telltale" not in caplog.text


def test_by_name_the_name_is_kept_apart_from_the_report(cast):
    who = {"named": "by_name", "name": "Paula Winter", "contact": "07700 900123", "relation": "Mother of Ella"}
    Reporter(cast.old_quay).report({"type": "bullying"}, WHAT, who)

    kept = KeptReporter.objects.get()
    assert (kept.name, kept.contact, kept.relation) == ("Paula Winter", "07700 900123", "Mother of Ella")
    assert kept.person_key == ""
    assert not only_concern().is_anonymous


def test_a_name_typed_and_then_thought_better_of_is_not_kept(cast):
    Reporter(cast.old_quay).report({"type": "bullying"}, WHAT, {**ANONYMOUS, "name": "Paula Winter"})

    assert not KeptReporter.objects.exists()


def test_a_name_is_asked_for_kindly_and_nothing_is_lost(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT, {"named": "by_name", "contact": "me@example.org"})

    assert reporter.says("Enter your name, or choose to report without it")
    kept = written(reporter.page)
    assert (kept["contact"], kept["account"]) == ("me@example.org", WHAT["account"])
    assert not Concern.objects.exists()


def test_each_type_asks_its_own_questions_and_every_type_can_be_sent(cast):
    for kind in offered(Route.PUBLIC):
        reporter = Reporter(cast.old_quay)
        reporter.send(type=kind.type)
        asked = {one.get("name") for one in soup(reporter.page).select("main form [name]")}
        seen = set(kind.asks) - ({"child_class"} if not kind.is_safeguarding else set())
        assert seen | {"account"} <= asked
        assert not (asked & {"tell_whom", "who_sent"})
        reporter.report(WHAT, ANONYMOUS)
        assert reporter.code, kind.type
    assert Concern.objects.count() == len(offered(Route.PUBLIC))


def test_what_only_staff_report_is_not_offered_to_everybody(cast):
    reporter = Reporter(cast.old_quay)
    reporter.send(type=ConcernType.ABOUT_MYSELF)

    assert reporter.screen == "about" and reporter.says("Select one of the choices in the list")


def test_answers_are_kept_as_the_type_asks(cast):
    what = {
        **WHAT, "danger": "yes", "child": "Ash Reed", "about": "pupil", "about_name": "Bo", "happened_on": "yesterday",
        "place": "off_site", "device": "own", "link": "javascript:alert(1)", "wanted": "dropped", "type_x": "dropped",
    }  # fmt: skip
    Reporter(cast.old_quay).report({"type": "bullying"}, what, ANONYMOUS)

    concern = only_concern()
    assert concern.report.answers == {key: value for key, value in what.items() if key in KINDS["bullying"].asks}
    assert (concern.in_danger, concern.place, concern.device) == (True, "off_site", "own")
    assert {(party.role, party.name) for party in Party.objects.all()} == {("child", "Ash Reed"), ("other_child", "Bo")}


def test_going_back_and_forward_loses_nothing(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, {**WHAT, "child": "Ash", "danger": "no"})
    reporter.send("back", named="by_name", name="Paula", contact="somewhere")
    assert written(reporter.page)["child"] == "Ash"
    reporter.send("back", account="Another account of it")
    assert reporter.screen == "about" and written(reporter.page)["type"] == "bullying"
    reporter.send()
    assert written(reporter.page)["account"] == "Another account of it"
    reporter.send()

    kept = written(reporter.page)
    assert (kept["named"], kept["name"], kept["contact"], kept["danger"]) == ("by_name", "Paula", "somewhere", "no")


def test_going_back_keeps_also_what_is_not_right_yet(cast):
    reporter = Reporter(cast.old_quay)
    reporter.send(type="bullying")
    reporter.send("back", account="", child="x" * 600)
    reporter.send()

    assert written(reporter.page)["child"] == "x" * 600


def test_changing_ones_mind_about_the_type_keeps_the_account(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, {**WHAT, "child": "Ash"})
    reporter.send("back")
    reporter.send("back")
    reporter.send(type="data_breach")
    assert written(reporter.page)["account"] == WHAT["account"]
    reporter.report({"what_data": "A class list"}, ANONYMOUS)

    assert only_concern().report.answers == {"what_data": "A class list"}


def test_a_screen_that_is_skipped_is_asked_for_all_the_same(cast):
    reporter = Reporter(cast.old_quay)
    reporter.send(screen="who", named="anonymous")
    assert reporter.screen == "about"
    reporter.send(screen="who", type="bullying", named="anonymous")

    assert reporter.screen == "what" and reporter.says("Write what happened")
    assert not Concern.objects.exists()


def test_files_are_kept_sealed_with_the_report(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    upload = SimpleUploadedFile("../../etc/pass wd\u202e.png", PNG, "image/png")
    reporter.send(named="anonymous", files=upload)

    assert reporter.code
    kept = Attachment.objects.get(is_original=True)
    assert (kept.about_id, kept.content_type) == (str(only_concern().pk), "image/png")
    assert "/" not in kept.name and ".." not in kept.name and "\u202e" not in kept.name


@pytest.mark.parametrize(
    ("upload", "says"),
    [
        (("page.html", b"<script>alert(1)</script>", "text/html"), "can't be attached"),
        (("really.png", b"<script>alert(1)</script>", "image/png"), "can't be attached"),
        (("empty.png", b"", "image/png"), "empty"),
        (("long.png", PNG + b"\0" * (10 * 1024 * 1024), "image/png"), "too large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_beside_the_field_and_nothing_is_lost(cast, upload, says):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    reporter.send(named="anonymous", files=SimpleUploadedFile(*upload))

    assert reporter.screen == "who" and says in reporter.page.content.decode().replace("&#x27;", "'")
    assert written(reporter.page)["account"] == WHAT["account"]
    assert not Concern.objects.exists() and not Attachment.objects.exists()


def test_more_than_five_files_are_too_many(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    reporter.send(named="anonymous", files=[SimpleUploadedFile(f"{n}.png", PNG, "image/png") for n in range(6)])

    assert reporter.says("Choose at most 5 files.")


def test_a_page_that_was_open_too_long_comes_back_with_everything_and_can_be_sent(cast, now):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    old = written(reporter.page)["form"]
    with time_machine.travel(datetime(2026, 11, 25, 9, 30, tzinfo=ZoneInfo("Europe/London")), tick=False):
        reporter.send(named="anonymous")
        assert reporter.says("press Send again") and not Concern.objects.exists()
        assert written(reporter.page)["form"] != old and written(reporter.page)["named"] == "anonymous"
        reporter.send()

    assert reporter.code and only_concern().report.account == WHAT["account"]


def test_sending_twice_makes_one_concern_and_shows_the_same_code(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    last = written(reporter.page)
    reporter.send(named="anonymous")
    again = reporter.client.post(reporter.address, {**last, "named": "anonymous", "go": "next"}, follow=True)

    assert Concern.objects.count() == 1
    assert reporter.code in again.content.decode()


def test_another_report_from_a_page_that_was_sent_is_not_lost(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    last = {**written(reporter.page), "named": "anonymous", "go": "next"}
    reporter.send(named="anonymous")
    typed = {**last, "account": "Something else too."}
    other = [reporter.client.post(reporter.address, typed, follow=True) for _ in range(2)]

    assert Concern.objects.count() == 2
    assert {report.account for report in Report.objects.all()} == {WHAT["account"], "Something else too."}
    codes = [soup(page).find(attrs={"data-code": True}).text for page in other]
    assert codes[0] == codes[1] != reporter.code


def test_the_receipt_names_whom_to_ring_when_nobody_inside_is_left(cast):
    load_data()
    cast.chair_of_governors.person.roles.all().delete()
    cast.chair_of_trustees.person.roles.all().delete()
    cast.executive_headteacher.person.roles.all().delete()
    reporter = report_publicly(cast.old_quay, "staff_conduct", about="headteacher")

    assert reporter.says("Nobody senior to the people it may be about is left")
    assert reporter.says("0808 800 5000")


def test_the_receipt_says_when_it_went_up(cast):
    cast.dsl.person.roles.all().delete()
    cast.deputy_dsl.person.roles.all().delete()
    reporter = report_publicly(cast.old_quay)

    assert reporter.says("It has gone to someone above them")


def test_the_receipt_puts_the_police_first_where_somebody_is_in_danger(cast):
    reporter = report_publicly(cast.old_quay, danger="yes")

    assert reporter.says("You said that someone is in danger now. Ring the police: 999")


def test_anybody_finds_the_school_from_the_foot_of_every_page(cast):
    home = Client().get("/")
    assert 'href="/report/"' in home.content.decode()
    every, found = Client().get("/report/"), Client().get("/report/?q=salt")

    assert f"/schools/{cast.old_quay.slug}/report/" in every.content.decode()
    assert "Saltmarsh" in found.content.decode() and cast.old_quay.slug not in found.content.decode()
