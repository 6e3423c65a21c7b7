import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lanyard.notices import actions
from lanyard.notices.actions import delivery
from lanyard.notices.models import NotEmailed, Notice
from lanyard.records.models import AuditEvent
from tests.notices.mailbox import run_background_work
from tests.notices.messages import DECIDE, READ_THIS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
# A Wednesday morning in term.
NOW = "2026-03-04T10:00:00+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_an_urgent_email_arrives_and_says_only_that_something_waits_and_where(cast, mail_server):
    actions.tell(DECIDE(url="/channels/1/"), [cast.dsl.person], by=cast.teacher)
    assert run_background_work() == [1]
    (message,) = mail_server.arrived
    assert message["To"] == cast.dsl.person.email
    assert message["Subject"] == "A decision waits for you in Lanyard"
    body = message.get_content()
    assert "https://lanyard.example.org/channels/1/" in body
    whole = message.as_string()
    for forbidden in (
        "Daniel",
        "Okafor",
        "Tara",
        "Lindqvist",
        "Old Quay",
        "Decide on a channel",
        "Somebody is waiting",
    ):
        assert forbidden not in re.sub(r"^To: .*$", "", whole, flags=re.MULTILINE)


def test_what_went_out_is_recorded_and_never_sent_again(cast, mail_server):
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)
    run_background_work()
    notice = Notice.objects.get()
    assert notice.emailed_at == timezone.now() and notice.next_try_at is None and notice.tries == 1
    assert delivery.send_one_by_one([notice.pk]) == 0
    assert delivery.send_due(digests=True) == 0
    assert len(mail_server.arrived) == 1


def test_a_second_worker_that_took_the_same_job_sends_nothing(cast, mail_server):
    notice = actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)[0]
    assert delivery._claim([notice.pk])
    assert delivery._claim([notice.pk]) == []
    assert delivery.send_one_by_one([notice.pk]) == 0
    assert mail_server.arrived == []


def test_one_that_a_crash_left_claimed_is_sent_a_quarter_of_an_hour_later(cast, mail_server, clock):
    notice = actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)[0]
    delivery._claim([notice.pk])
    clock.shift(timedelta(minutes=14))
    assert delivery.send_due(digests=False) == 0
    clock.shift(timedelta(minutes=2))
    assert delivery.send_due(digests=False) == 1


def test_while_the_server_is_down_nothing_is_lost_and_all_goes_out_afterwards(cast, mail_server, clock):
    mail_server.stop()
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person, cast.headteacher.person], by=cast.teacher)
    assert run_background_work() == [0]
    for notice in Notice.objects.all():
        assert notice.emailed_at is None and notice.tries == 1 and notice.last_error == "ConnectionRefusedError"
        assert notice.next_try_at == timezone.now() + timedelta(minutes=1)
    assert delivery.send_due(digests=False) == 0
    assert set(Notice.objects.values_list("tries", flat=True)) == {1}
    clock.shift(timedelta(minutes=2))
    mail_server.start()
    assert delivery.send_due(digests=False) == 2
    assert mail_server.addresses == sorted([cast.dsl.person.email, cast.headteacher.person.email])
    assert set(Notice.objects.values_list("last_error", flat=True)) == {""}


def test_an_address_that_is_refused_does_not_keep_others_from_their_email(cast, mail_server):
    mail_server.refused.add(cast.dsl.person.email)
    mail_server.busy.add(cast.teacher.person.email)
    people = [cast.dsl.person, cast.teacher.person, cast.headteacher.person]
    actions.tell(DECIDE(url="/x/"), people, by=cast.teacher)
    assert run_background_work() == [1]
    assert mail_server.addresses == [cast.headteacher.person.email]
    refused = Notice.objects.get(person=cast.dsl.person)
    assert (refused.not_emailed, refused.last_error, refused.next_try_at) == (NotEmailed.REFUSED, "smtp-550", None)
    busy = Notice.objects.get(person=cast.teacher.person)
    assert busy.last_error == "smtp-451" and busy.next_try_at and not busy.not_emailed


def test_after_days_of_trying_it_is_given_up_and_recorded_as_not_reached(cast, mail_server, clock):
    mail_server.busy.add(cast.dsl.person.email)
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)
    for _ in range(40):
        delivery.send_due(digests=False)
        clock.shift(timedelta(hours=4))
    notice = Notice.objects.get()
    assert notice.not_emailed == NotEmailed.GAVE_UP and notice.next_try_at is None


def test_somebody_who_left_since_is_not_written_to(cast, mail_server):
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)
    cast.dsl.person.left_on = timezone.localdate() - timedelta(days=1)
    cast.dsl.person.save()
    assert run_background_work() == [0]
    assert Notice.objects.get().not_emailed == NotEmailed.LEFT and mail_server.arrived == []


@pytest.mark.parametrize("days", [0, 1, 30])
def test_somebody_who_leaves_later_is_written_to_until_their_last_day(cast, mail_server, days):
    cast.dsl.person.left_on = timezone.localdate() + timedelta(days=days)
    cast.dsl.person.save()
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)

    assert run_background_work() == [1]
    assert len(mail_server.arrived) == 1


def test_the_digest_is_one_email_with_a_link_for_each_thing(cast, mail_server, clock):
    for number in range(3):
        clock.shift(timedelta(minutes=1))
        actions.tell(READ_THIS(url=f"/guides/{number}/"), [cast.dsl.person, cast.teacher.person], by=cast.headteacher)
    assert delivery.send_due(digests=False) == 0
    assert delivery.send_due(digests=True) == 2
    assert mail_server.addresses == sorted([cast.dsl.person.email, cast.teacher.person.email])
    for message in mail_server.arrived:
        assert message["Subject"] == "3 things wait for you in Lanyard"
        links = re.findall(r"https://\S+", message.get_content())
        assert links == [f"https://lanyard.example.org/guides/{number}/" for number in range(3)]
    assert delivery.send_due(digests=True) == 0


def test_a_long_digest_names_ten_and_says_how_many_more(cast, mail_server):
    for number in range(13):
        actions.tell(READ_THIS(url=f"/guides/{number}/"), [cast.dsl.person], by=cast.headteacher)
    delivery.send_due(digests=True)
    body = mail_server.arrived[0].get_content()
    assert body.count("/guides/") == 10
    assert "And 3 more: https://lanyard.example.org/notices/" in body


def test_a_digest_that_failed_is_tried_again_before_the_next_morning(cast, mail_server, clock):
    mail_server.busy.add(cast.dsl.person.email)
    actions.tell(READ_THIS(url="/x/"), [cast.dsl.person], by=cast.teacher)
    assert delivery.send_due(digests=True) == 0
    mail_server.busy.clear()
    clock.shift(timedelta(minutes=5))
    assert delivery.send_due(digests=False) == 1


def test_what_was_read_before_the_digest_is_not_in_it(cast, mail_server):
    notices = [actions.tell(READ_THIS(url=f"/{n}/"), [cast.dsl.person], by=cast.teacher)[0] for n in range(2)]
    actions.mark_read(notices[:1], by=cast.dsl)
    delivery.send_due(digests=True)
    assert "/0/" not in mail_server.arrived[0].get_content()
    assert mail_server.arrived[0]["Subject"] == "A page to read"


def test_the_same_notice_always_has_the_same_message_id(cast, mail_server):
    notice = actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)[0]
    delivery.send_one_by_one([notice.pk])
    Notice.objects.update(emailed_at=None, next_try_at=timezone.now())
    delivery.send_one_by_one([notice.pk])
    first, second = mail_server.arrived
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_each_round_of_sending_is_one_audit_event_without_addresses(cast, mail_server):
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person, cast.headteacher.person], by=cast.teacher)
    run_background_work()
    event = AuditEvent.objects.get(event="notice:send")
    assert event.detail == '{"not_sent":0,"sent":2}' and event.actor == "system:notices"
