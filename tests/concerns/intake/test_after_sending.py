"""Once a report is sent, neither Back nor reload shows anything of it: others may use the device."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from lanyard.concerns.core.choices import ConcernType
from lanyard.concerns.core.models import Concern
from lanyard.concerns.intake import receipt_pages
from lanyard.concerns.intake.queries.receipt import outside
from lanyard.concerns.oversight import tasks
from lanyard.policy.models import Agency
from tests.concerns.dealing import make_agency
from tests.concerns.reporting import ANONYMOUS, WHAT, Reporter, report_publicly, soup
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def says(answer) -> str:
    return " ".join(soup(answer).get_text(" ").split())


def address_of(reporter: Reporter) -> str:
    return reporter.page.redirect_chain[-1][0]


def test_the_receipt_opens_once(cast):
    reporter = report_publicly(cast.old_quay)
    again = reporter.client.get(address_of(reporter))

    assert reporter.code and reporter.page.redirect_chain[-1][1] == 303
    assert reporter.code not in address_of(reporter)
    assert "We do not show it again" in says(again) and reporter.code not in says(again)
    assert "no-store" in again["Cache-Control"] and "no-store" in reporter.page["Cache-Control"]
    assert reporter.page["Clear-Site-Data"] == '"cache"'


def test_a_receipt_that_nobody_opened_is_gone_after_some_minutes(cast):
    reporter = Reporter(cast.old_quay)
    reporter.report({"type": "bullying"}, WHAT)
    from tests.concerns.reporting import written

    sent = reporter.client.post(reporter.address, {**written(reporter.page), **ANONYMOUS, "go": "next"})
    with time_machine.travel(NOW + timedelta(seconds=receipt_pages.OPENS_FOR + 1), tick=False):
        assert "We do not show it again" in says(Client().get(sent["Location"]))


@pytest.mark.parametrize("made_up", ["x", "never-made", "A" * 300])
def test_an_address_that_was_made_up_shows_nothing(cast, made_up):
    page = Client().get(f"/schools/{cast.old_quay.slug}/report/sent/{made_up}/")

    assert "We do not show it again" in says(page)


def test_it_is_shown_at_its_own_school_alone(cast):
    text = receipt_pages.pack(
        {"code": "X", "concern": str(only(cast)), "at_once": True, "signed": False, "route": "public"}
    )

    assert "We do not show it again" in says(Client().get(f"/schools/{cast.saltmarsh.slug}/report/sent/{text}/"))


def only(cast):
    report_publicly(cast.old_quay)
    return Concern.objects.get().pk


@pytest.mark.parametrize("screen", [0, 1])
def test_a_page_on_the_way_that_is_sent_again_shows_nothing(cast, screen):
    """What Back and reload do without scripts: the browser sends once more what led to the page."""
    reporter, typed = Reporter(cast.old_quay), ({"type": "bullying"}, WHAT, ANONYMOUS)
    from tests.concerns.reporting import written

    bodies = []
    for one in typed:
        bodies.append({**written(reporter.page), **one, "go": "next"})
        reporter.send(**one)
    page = reporter.client.post(reporter.address, bodies[screen])

    assert "We do not show it again" in says(page)
    assert WHAT["account"] not in page.content.decode() and "Bullying" not in says(page)


def test_who_goes_back_and_writes_another_report_loses_nothing(cast):
    reporter = Reporter(cast.old_quay)
    from tests.concerns.reporting import written

    reporter.send(type="bullying")
    body = {**written(reporter.page), "go": "next"}
    reporter.send(**WHAT)
    reporter.send(**ANONYMOUS)
    page = reporter.client.post(reporter.address, {**body, "account": "Something else happened."})

    assert "Something else happened." in page.content.decode()


def test_marks_of_shown_receipts_are_swept(cast):
    before = set(receipt_pages._folder().glob("*"))
    report_publicly(cast.old_quay)
    own = set(receipt_pages._folder().iterdir()) - before
    assert own
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        tasks.forget_shown_receipts()

    assert not own & set(receipt_pages._folder().iterdir())


@pytest.mark.django_db(transaction=True)
def test_whom_to_ring_may_be_seconds_old_but_never_where_somebody_writes(django_assert_num_queries):
    make_agency("posh", "Helpline", who_may_use=["staff"], verified=True)
    asked = (ConcernType.ABOUT_MYSELF, "staff", NOW.date())
    first = outside(*asked)
    Agency.objects.update(name="Another name")

    with django_assert_num_queries(0):
        assert outside(*asked) == first != []
    with transaction.atomic():
        assert [one.name for one in outside(*asked)] == ["Another name"]
    with time_machine.travel(NOW + timedelta(seconds=6), tick=False):
        assert [one.name for one in outside(*asked)] == ["Another name"]


@pytest.mark.django_db(transaction=True)
def test_what_a_child_is_told_to_ring_is_not_what_staff_are_told():
    make_agency("posh", "For staff", who_may_use=["staff"], verified=True)
    assert outside(ConcernType.ABOUT_MYSELF, "staff", NOW.date()) != []
    assert outside(ConcernType.ABOUT_MYSELF, "children", NOW.date()) == []
