"""What is due to somebody, in their own calendar: at a secret address, without a name or a word of what it is about."""

import logging
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lanyard.kernel import registry
from lanyard.notices.models import CalendarFeed
from lanyard.notices.rules import calendar
from lanyard.people import actions
from lanyard.records.models import AuditEvent
from tests.concerns.factories import make_concern
from tests.conftest import NOW

MADE = reverse("notices:make-address")
BASE = "https://lanyard.example.org"


def address_of(client) -> str:
    """Make an address by the page, and read it there as somebody who copies it does."""
    page = client.post(MADE).content.decode()
    return page.partition('id="address">')[2].partition("<")[0]


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def events(answer) -> list:
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    read = Calendar.from_ical(answer.content)
    assert read["version"] == "2.0" and read["prodid"]
    return list(read.walk("VEVENT"))


def leave(user) -> None:
    user.person.left_on = NOW.date() - timedelta(days=1)
    user.person.save()


def suspend(user) -> None:
    actions.suspend(person=user.person, place=user.person.trust, reason="x", by="system:test", now=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
class TestTheAddress:
    def test_a_calendar_reads_what_is_due_without_signing_in_and_without_a_name(self, cast, client_for):
        concern = make_concern(cast.old_quay)
        answer = Client().get(path(address_of(client_for(cast.dsl))))

        (event,) = [one for one in events(answer) if str(one["summary"]).startswith("A concern")]
        assert event["summary"] == f"A concern: step due by {timezone.localtime(concern.due_at):%H:%M}"
        assert event["dtstart"].dt == concern.due_at
        assert Client().get(path(str(event["url"]))).status_code == 302
        assert "Old Quay" not in answer.content.decode() and cast.dsl.person.family_name not in answer.content.decode()

    def test_it_is_shown_once_and_only_a_digest_is_kept(self, cast, client_for):
        client = client_for(cast.dsl)
        secret = address_of(client).rpartition("/")[2].removesuffix(".ics")
        row = CalendarFeed.objects.get()

        assert secret not in client.get(reverse("notices:feed")).content.decode()
        assert secret not in str(CalendarFeed.objects.values()) and secret not in str(list(AuditEvent.objects.values()))
        assert row.digest and row.last_used_on is None

    def test_the_day_of_its_last_use_is_shown(self, cast, client_for):
        client = client_for(cast.dsl)
        where = path(address_of(client))
        Client().get(where)
        Client().get(where)

        assert "24 November 2026" in client.get(reverse("notices:feed")).content.decode()
        assert AuditEvent.objects.filter(event="calendar:use").count() == 1

    @pytest.mark.parametrize(
        "end",
        [
            lambda cast, client: client.post(MADE),
            lambda cast, client: client.post(reverse("notices:revoke-address")),
            lambda cast, client: leave(cast.dsl),
            lambda cast, client: suspend(cast.dsl),
        ],
        ids=["made anew", "revoked", "left", "suspended"],
    )
    def test_it_stops_at_once(self, cast, client_for, end):
        client = client_for(cast.dsl)
        where = path(address_of(client))
        assert Client().get(where).status_code == 200
        end(cast, client)

        assert Client().get(where).status_code == 404

    @pytest.mark.parametrize("secret", ["nothing", "A" * 43, "A" * 5000, "é" * 43])
    def test_a_wrong_one_is_not_found_and_writes_nothing(self, secret):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = Client().get(reverse("notices:calendar", kwargs={"secret": secret}))

        assert answer.status_code == 404
        assert len([one for one in asked if "calendarfeed" in one["sql"]]) <= 1
        assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]

    def test_wrong_ones_lock_nobody_out(self, cast, client_for):
        where = path(address_of(client_for(cast.dsl)))
        for number in range(100):
            Client().get(reverse("notices:calendar", kwargs={"secret": f"{number:043}"}))

        assert Client().get(where).status_code == 200

    def test_whoever_reads_it_is_not_signed_in_by_it(self, cast, client_for):
        reader = Client()
        answer = reader.get(path(address_of(client_for(cast.dsl))))

        assert not answer.cookies and "no-store" in answer["Cache-Control"]
        assert reader.get(reverse("notices:mine")).status_code == 302

    def test_when_it_fails_the_log_does_not_hold_the_address(self, cast, client_for, monkeypatch, caplog, capfd):
        where = path(address_of(client_for(cast.dsl)))
        monkeypatch.setattr(registry, "needs_you", [lambda request: 1 / 0])
        logging.getLogger("django.request").propagate = True
        reader = Client(raise_request_exception=False)

        assert reader.get(where).status_code == 500
        written = capfd.readouterr()
        assert where.rpartition("/")[2][:20] not in written.err + written.out

    def test_many_items_cost_no_more_queries(self, cast, client_for):
        where = path(address_of(client_for(cast.dsl)))
        Client().get(where)
        counts = []
        for _ in range(2):
            make_concern(cast.old_quay)
            with CaptureQueriesContext(connection) as asked:
                Client().get(where)
            counts.append(len(asked))

        assert counts[0] == counts[1] <= 15

    def test_making_and_revoking_are_on_record(self, cast, client_for):
        client = client_for(cast.dsl)
        client.post(MADE)
        client.post(reverse("notices:revoke-address"))

        assert list(AuditEvent.objects.filter(event__startswith="calendar:").values_list("event", flat=True)) == [
            "calendar:make",
            "calendar:revoke",
        ]


moments = st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(lambda wait: NOW + wait)
items = st.lists(
    st.builds(
        calendar.Due, st.sampled_from("ab"), st.sampled_from(["Concern", "Ada Lovelace"]), st.just("/x/?q=Ada"), moments
    )
)


@given(items, moments)
def test_whatever_is_due_a_calendar_reads_each_once_and_no_word_of_it(due, now):
    file = calendar.file(due, BASE, now)
    read = list(Calendar.from_ical(file).walk("VEVENT"))

    assert len({str(one["uid"]) for one in read}) == len(read) == len(due)
    assert b"Ada" not in file
    for one in read:
        on = one["dtstart"].dt
        assert (on.date() if isinstance(on, datetime) else on) >= now.date() - timedelta(days=1)


def test_what_is_overdue_stands_at_today_and_the_end_of_a_day_is_the_day():
    overdue = calendar.Due("a", "Concern", "/a/", NOW - timedelta(days=3))
    by_the_end = calendar.Due("b", "Sign", "/b/", NOW.replace(hour=23, minute=59))
    first, second = Calendar.from_ical(calendar.file([overdue, by_the_end], BASE, NOW)).walk("VEVENT")

    assert (first["summary"], first["dtstart"].dt) == ("A concern: step overdue", date(2026, 11, 24))
    assert (second["summary"], second["dtstart"].dt) == ("A document to sign: step due", date(2026, 11, 24))
