"""Sealed log-ins: who may not, first; then sealing, opening, looking, and what has to follow (OFF6)."""

from __future__ import annotations

import base64
import json
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from lanyard.channels import sealing
from lanyard.channels.actions import opening as opens
from lanyard.channels.actions.sealing import seal
from lanyard.channels.models import Channel, Opening, SealedLogIn
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.records.keyring import CannotDecrypt
from lanyard.records.models import AuditEvent
from tests.channels.office import able, again, live
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

SECRET = "correct-horse-battery"
CODES = "JBSWY3DPEHPK3PXP"
LEADERS = ("headteacher", "executive_headteacher", "dsl", "deputy_dsl", "leadership")
NEVER = (
    "it_lead", "trust_administrator", "channel_operator", "moderator", "governor", "chair_of_governors",
    "chair_of_trustees", "data_protection_lead", "line_manager", "teacher", "parent", "pupil", "saltmarsh_headteacher",
    "stranger",
)  # fmt: skip


@pytest.fixture
def channel(cast):
    return live(cast)


@pytest.fixture
def sealed(cast, channel):
    able(cast, cast.channel_operator, channel)
    seal(by=cast.channel_operator, channel=channel, user_name="oldquay", password=SECRET, one_time_secret=CODES)
    return again(channel)


def url(name, channel, **more):
    return reverse(f"channels:{name}", kwargs={"channel": channel.pk, **more})


def ask(user, channel, why="emergency", reason="Somebody else posts there."):
    return opens.ask(by=user, channel=channel, why=why, reason=reason)


@pytest.mark.parametrize("who", NEVER)
def test_nobody_but_who_leads_the_school_opens_it(cast, sealed, client_for, who):
    user, client = getattr(cast, who), client_for(getattr(cast, who))
    made = ask(cast.headteacher, sealed)

    with pytest.raises(Refused):
        ask(user, sealed)
    with pytest.raises(Refused):
        opens.look(by=user, channel=sealed, opening=made)
    assert client.post(url("open-log-in", sealed), {"why": "drill", "reason": "x"}).status_code in (403, 404)
    for answer in (
        client.get(url("opening", sealed, opening=made.pk)),
        client.post(url("opening", sealed, opening=made.pk)),
        client.get(url("log-in", sealed)),
    ):
        assert SECRET not in answer.content.decode()
        assert answer.status_code in (403, 404) or who == "channel_operator"
    assert Opening.objects.count() == 1


@pytest.mark.parametrize("who", LEADERS)
def test_a_leader_opens_it_and_sees_it_for_some_minutes(cast, sealed, client_for, who):
    client = client_for(getattr(cast, who))
    answer = client.post(url("open-log-in", sealed), {"why": "emergency", "reason": "The page was taken over."})
    made = Opening.objects.get()
    assert answer.headers["Location"] == url("opening", sealed, opening=made.pk)
    assert SECRET not in client.get(answer.headers["Location"]).content.decode()

    shown = client.post(answer.headers["Location"])
    page = shown.content.decode()
    assert SECRET in page
    assert "oldquay" in page
    assert "One-time code, for the next 30 seconds" in page
    assert CODES not in page
    assert "no-store" in shown.headers["Cache-Control"]

    later = NOW + timedelta(minutes=5, seconds=1)
    with time_machine.travel(later, tick=False), pytest.raises(Refused, match="time is up"):
        opens.look(by=getattr(cast, who), channel=sealed, opening=made)


def test_without_a_second_step_nothing_is_opened(cast, sealed, client_for):
    client = client_for(cast.headteacher, second_step=False)
    answer = client.post(url("open-log-in", sealed), {"why": "emergency", "reason": "Now."})
    assert answer.status_code == 302
    assert "/second-step/" in answer.headers["Location"]
    assert not Opening.objects.exists()


def test_a_second_step_of_an_hour_ago_is_asked_for_again(cast, sealed, client_for):
    client = client_for(cast.headteacher)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        asked = client.get(url("open-log-in", sealed))
        assert asked.status_code == 302
        assert "again=1" in asked.headers["Location"]
        assert "second proof" in client.get(asked.headers["Location"]).content.decode()
        sent = client.post(url("open-log-in", sealed), {"why": "emergency", "reason": "The page was taken over."})
        assert "Do the second step again" in sent.content.decode()
        assert "The page was taken over." in sent.content.decode()
    assert not Opening.objects.exists()


def test_an_opening_shows_nothing_once_the_second_step_is_old(cast, sealed, client_for):
    client = client_for(cast.deputy_dsl)
    made = ask(cast.deputy_dsl, sealed)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        answer = client.post(url("opening", sealed, opening=made.pk))
    assert answer.status_code == 302


def test_everybody_concerned_is_told_and_the_password_is_to_be_changed(cast, sealed):
    ask(cast.deputy_dsl, sealed)

    told = {notice.person for notice in Notice.objects.filter(kind="channels:log-in-opened")}
    leaders = {getattr(cast, who).person for who in LEADERS} - {cast.deputy_dsl.person}
    assert told == leaders | {cast.channel_operator.person}
    to_change = Notice.objects.filter(kind="channels:change-password", settled_at=None)
    assert {notice.person for notice in to_change} == {cast.channel_operator.person}
    # Tuesday; the next working day.
    assert Opening.objects.get().change_by == date(2026, 11, 25)
    assert not [notice for notice in Notice.objects.all() if "Somebody else posts" in notice.title + notice.says]


@pytest.mark.parametrize("who", ["channel_operator", "headteacher"])
def test_it_is_on_somebodys_list_until_a_new_password_is_sealed(cast, sealed, client_for, who):
    ask(cast.deputy_dsl, sealed)
    client = client_for(getattr(cast, who))
    assert "Change the password: Old Quay news" in client.get("/").content.decode()

    seal(by=cast.channel_operator, channel=sealed, recovery_email="office@example.org")
    assert "Change the password: Old Quay news" in client.get("/").content.decode()
    seal(by=cast.channel_operator, channel=sealed, password="another-one")
    assert "Change the password: Old Quay news" not in client.get("/").content.decode()
    assert not Notice.objects.filter(kind="channels:change-password", settled_at=None).exists()


def test_of_a_channel_of_the_whole_trust_it_is_on_the_list_of_who_leads_the_trust(cast, sealed, client_for):
    ask(cast.executive_headteacher, sealed)
    client = client_for(cast.executive_headteacher)
    assert "Change the password" not in client.get("/").content.decode()

    Channel.objects.update(school=None)
    assert "Change the password: Old Quay news" in client.get("/").content.decode()
    assert "Change the password" not in client_for(cast.headteacher).get("/").content.decode()


def test_sealing_again_says_what_is_new_and_keeps_the_rest(cast, sealed, client_for):
    client = client_for(cast.channel_operator)
    page = client.get(url("seal-log-in", sealed))
    assert SECRET not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]

    sent = client.post(url("seal-log-in", sealed), {"user_name": "oldquay", "password": "a-new-one"}, follow=True)
    assert "Sealed. New: password." in sent.content.decode()
    assert sealing.opened(SealedLogIn.objects.get()) == {
        "user_name": "oldquay", "password": "a-new-one", "one_time_secret": CODES
    }  # fmt: skip
    event = AuditEvent.objects.filter(event="channel:seal-log-in").latest("number")
    assert json.loads(event.detail)["changed"] == ["password"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"user_name": "x"}, "Enter the password"),
        ({"password": "x", "one_time_secret": "0189"}, "We can’t make codes from this"),
    ],
)
def test_what_is_wrong_is_said_beside_it(cast, channel, client_for, given, says):
    answer = client_for(cast.headteacher).post(url("seal-log-in", channel), given)
    assert says in answer.content.decode()
    assert not SealedLogIn.objects.exists()


def test_what_is_sealed_already_is_not_sealed_again(cast, sealed):
    with pytest.raises(Refused, match="already sealed"):
        seal(by=cast.channel_operator, channel=sealed, password=SECRET)


@pytest.mark.parametrize("who", ["teacher", "it_lead", "moderator", "dsl", "governor", "saltmarsh_headteacher"])
def test_who_does_not_run_the_channel_seals_nothing(cast, sealed, client_for, who):
    with pytest.raises(Refused):
        seal(by=getattr(cast, who), channel=sealed, password="mine-now")
    answer = client_for(getattr(cast, who)).post(url("seal-log-in", sealed), {"password": "mine-now"})
    assert answer.status_code in (403, 404)


def test_an_operator_who_is_suspended_seals_nothing(cast, sealed, client_for):
    sealed.operators.update(suspended_on=date(2026, 11, 23))
    with pytest.raises(Refused):
        seal(by=cast.channel_operator, channel=sealed, password="mine-now")
    assert client_for(cast.channel_operator).get(url("log-in", sealed)).status_code == 404

    ask(cast.deputy_dsl, sealed)
    assert not Notice.objects.filter(person=cast.channel_operator.person, kind__startswith="channels:log-in").exists()
    assert "Change the password" not in client_for(cast.channel_operator).get("/").content.decode()


def test_an_operator_who_has_ended_seals_nothing_any_more(cast, sealed):
    sealed.operators.update(start=date(2026, 11, 1), end=date(2026, 11, 23))
    with pytest.raises(Refused):
        seal(by=cast.channel_operator, channel=sealed, password="mine-now")


def test_the_secret_is_in_no_notice_event_log_line_or_row(cast, sealed, client_for, caplog):
    caplog.set_level(logging.DEBUG)
    client = client_for(cast.headteacher)
    client.post(url("open-log-in", sealed), {"why": "emergency", "reason": "Taken over."})
    client.post(url("opening", sealed, opening=Opening.objects.get().pk))
    client.post(url("seal-log-in", sealed), {"password": f"{SECRET}-2"})

    assert SECRET not in caplog.text
    assert SECRET.encode() not in everything_stored()
    assert CODES.encode() not in everything_stored()


def everything_stored() -> bytes:
    """Every value of every table, as it is stored."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (the names are the database's own)
            found += [
                bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for row in cursor for v in row
            ]
    return b"\0".join(found)


def test_each_look_is_on_record_before_anything_is_shown(cast, sealed):
    made = ask(cast.headteacher, sealed)
    opens.look(by=cast.headteacher, channel=sealed, opening=made)
    opens.look(by=cast.headteacher, channel=sealed, opening=made)

    events = list(AuditEvent.objects.filter(event__startswith="channel:").values_list("event", flat=True))
    assert events.count("channel:open-log-in") == 1
    assert events.count("channel:look-at-log-in") == 2


def test_a_log_in_moved_to_another_channel_does_not_open(cast, sealed):
    other = live(cast, name="Old Quay lunches", url="https://chirp.example/lunches")
    SealedLogIn.objects.filter(channel=sealed).update(channel=other)
    with pytest.raises(CannotDecrypt):
        sealing.opened(SealedLogIn.objects.get(channel=other))


def test_what_was_tampered_with_says_so_on_the_page_and_nothing_is_lost(cast, sealed, client_for):
    row = SealedLogIn.objects.get()
    SealedLogIn.objects.update(sealed=bytes(row.sealed)[:-1] + b"!")
    made = ask(cast.headteacher, sealed)
    page = client_for(cast.headteacher).post(url("opening", sealed, opening=made.pk), follow=True).content.decode()
    assert "was changed or moved since it was stored" in page
    again = client_for(cast.headteacher).post(url("seal-log-in", sealed), {"password": "a-new-one"}).content.decode()
    assert "nothing has changed" in again

    anew = {"password": "a-new-one", "anew": "on"}
    assert client_for(cast.headteacher).post(url("seal-log-in", sealed), anew).status_code == 302
    assert sealing.opened(SealedLogIn.objects.get()) == {"password": "a-new-one"}


def test_nothing_is_thrown_away_that_can_be_read(cast, sealed, client_for):
    client = client_for(cast.headteacher)
    assert "Start again" not in client.get(url("seal-log-in", sealed)).content.decode()
    client.post(url("seal-log-in", sealed), {"password": "a-new-one", "anew": "on"})
    assert sealing.opened(SealedLogIn.objects.get())["user_name"] == "oldquay"


def test_an_opening_does_not_show_what_was_sealed_after_it(cast, sealed):
    made = ask(cast.deputy_dsl, sealed)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        seal(by=cast.channel_operator, channel=sealed, password="a-new-one")
        with pytest.raises(Refused, match="sealed since"):
            opens.look(by=cast.deputy_dsl, channel=sealed, opening=made)


def test_spaces_are_part_of_a_password(cast, sealed, client_for):
    client_for(cast.headteacher).post(url("seal-log-in", sealed), {"password": " two words "})
    assert sealing.opened(SealedLogIn.objects.get())["password"] == " two words "


def test_the_yearly_drill_is_an_opening_like_any_other(cast, sealed):
    ask(cast.leadership, sealed, why="drill", reason="The yearly drill.")
    assert Notice.objects.filter(kind="channels:log-in-opened", title__startswith="Drill:").exists()
    assert Opening.objects.get().change_by is not None


def test_where_two_are_needed_a_second_leader_confirms_and_the_first_looks(cast, sealed, client_for, settings):
    settings.TWO_TO_OPEN_LOG_INS = True
    made = ask(cast.deputy_dsl, sealed)
    assert {notice.person for notice in Notice.objects.filter(kind="channels:second-person")} == {
        getattr(cast, who).person for who in LEADERS if who != "deputy_dsl"
    }
    with pytest.raises(Refused, match="second person"):
        opens.look(by=cast.deputy_dsl, channel=sealed, opening=made)
    with pytest.raises(Refused, match="Someone else"):
        opens.confirm(by=cast.deputy_dsl, channel=sealed, opening=made)
    with pytest.raises(Refused):
        opens.confirm(by=cast.it_lead, channel=sealed, opening=made)

    second = client_for(cast.headteacher)
    assert "Speak to them" in second.get(url("opening", sealed, opening=made.pk)).content.decode()
    second.post(url("opening", sealed, opening=made.pk), {"confirm": "1"})
    assert SECRET not in second.post(url("opening", sealed, opening=made.pk)).content.decode()
    assert opens.look(by=cast.deputy_dsl, channel=sealed, opening=made)["password"] == SECRET


def test_what_was_asked_for_yesterday_is_not_confirmed_today(cast, sealed, settings):
    settings.TWO_TO_OPEN_LOG_INS = True
    made = ask(cast.deputy_dsl, sealed)
    with time_machine.travel(NOW + timedelta(hours=13), tick=False), pytest.raises(Refused, match="expired"):
        opens.confirm(by=cast.headteacher, channel=sealed, opening=made)


def test_the_page_says_who_opened_it_and_why_to_leaders_and_only_who_to_operators(cast, sealed, client_for):
    ask(cast.deputy_dsl, sealed)
    head = client_for(cast.headteacher).get(url("log-in", sealed)).content.decode()
    operator = client_for(cast.channel_operator).get(url("log-in", sealed)).content.decode()
    assert "Somebody else posts there." in head
    assert "Priya Nair" in operator
    assert "Somebody else posts there." not in operator


def test_the_code_is_what_an_app_shows_for_the_same_secret():
    # The example of RFC 6238: this key at 59 seconds.
    secret = base64.b32encode(b"12345678901234567890").decode()
    shown = sealing.with_code_of_now({"one_time_secret": secret}, datetime.fromtimestamp(59, tz=UTC))
    assert shown == {"one_time_code": "287082"}
