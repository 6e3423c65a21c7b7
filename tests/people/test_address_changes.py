"""The address of somebody whose role reads sensitive records moves only when a second leader, or a day, lets it."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from lanyard.kernel.refusals import Refused
from lanyard.notices.actions.delivery import send_due
from lanyard.notices.models import Notice
from lanyard.people import actions
from lanyard.people.actions.accounts import account_for
from lanyard.people.models import AddressChange, Person
from lanyard.people.power_models import ChangeState
from lanyard.people.queries.rosters import known_for
from lanyard.people.roster import read_roster
from lanyard.people.tasks import make_due_addresses
from lanyard.records.models import AuditEvent
from tests.conftest import NOW
from tests.factories.people import make_person
from tests.people.rosters import csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]
NEW = "somebody.else@example.org"
CHAIR = "amina.yusuf@example.org"


def load(cast, family_name, email):
    row = {"id": "c1", "given_name": "Amina", "family_name": family_name, "kind": "governor", "email": email}
    roster = read_roster(csv_of(row | {"school": "Old Quay Juniors"}), "x.csv", known_for(cast.old_quay, NOW.date()))
    how = {"by": cast.trust_administrator, "on": NOW.date()}
    upload = actions.roster_preview(roster=roster, place=cast.old_quay, whole=False, **how)
    actions.roster_apply(upload=upload, leavers_confirmed=True, **how)


def change(cast, who="chair_of_governors", by="trust_administrator", email=NEW):
    person = getattr(cast, who).person
    return actions.change_address(person=person, email=email, by=getattr(cast, by), now=NOW)


def address(user):
    return Person.objects.get(pk=user.person_id).email


def test_the_address_of_somebody_without_such_a_role_changes_at_once(cast):
    assert change(cast, "teacher") is None
    assert address(cast.teacher) == NEW
    assert AuditEvent.objects.filter(event="address:make").count() == 1


@pytest.mark.parametrize("who", ["chair_of_governors", "dsl", "leadership", "trust_administrator", "line_manager"])
def test_the_address_of_a_reader_waits_and_opens_nothing(cast, who):
    waiting = change(cast, who, "executive_headteacher")
    assert waiting.state == ChangeState.PENDING
    assert address(getattr(cast, who)) != NEW
    assert account_for(NEW, NOW.date()) is None


def test_somebody_proposed_for_such_a_role_counts_already(cast):
    actions.appoint(
        person=cast.teacher.person, role="dsl", place=cast.old_quay, by=cast.trust_administrator,
        start=NOW.date(), on=NOW.date(),
    )  # fmt: skip
    assert change(cast, "teacher").state == ChangeState.PENDING


def test_an_address_that_somebody_has_is_refused(cast):
    with pytest.raises(Refused, match="Someone else on the register"):
        change(cast, email="Tara.Lindqvist@example.org")


def test_a_roster_asks_for_the_address_of_a_reader_and_writes_the_rest(cast):
    load(cast, "Yusuf", CHAIR)
    load(cast, "Yusuf-Hart", NEW)
    chair = Person.objects.get(pk=cast.chair_of_governors.person_id)
    assert (chair.family_name, chair.email) == ("Yusuf-Hart", CHAIR)
    assert AddressChange.objects.get().after == NEW
    (event,) = AuditEvent.objects.filter(event="roster:apply").order_by("-number")[:1]
    assert json.loads(event.detail)["people"] == {str(chair.pk): ["family_name"]}
    load(cast, "Yusuf-Hart", NEW)
    assert AddressChange.objects.count() == 1


def test_who_did_not_ask_for_it_confirms_it_and_nobody_else(cast):
    waiting = change(cast)
    for user in (cast.trust_administrator, cast.chair_of_governors, cast.teacher, cast.dsl, cast.stranger):
        with pytest.raises(Refused):
            actions.confirm_address(change=waiting, by=user, now=NOW)
    assert address(cast.chair_of_governors) == CHAIR
    actions.confirm_address(change=waiting, by=cast.chair_of_trustees, now=NOW)
    assert address(cast.chair_of_governors) == NEW


def test_a_day_lets_it_through_and_not_a_minute_less(cast):
    change(cast)
    with time_machine.travel(NOW + timedelta(hours=23, minutes=59), tick=False):
        make_due_addresses()
        assert address(cast.chair_of_governors) == CHAIR
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        make_due_addresses()
    assert address(cast.chair_of_governors) == NEW
    assert AddressChange.objects.get().state == ChangeState.MADE


def test_a_first_address_waits_for_a_leader_however_long(cast):
    Person.objects.filter(pk=cast.dsl.person_id).update(email="")
    cast.dsl.person.email = ""
    assert change(cast, "dsl").waits_until is None
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        make_due_addresses()
    assert address(cast.dsl) == ""


def test_what_was_stopped_once_never_comes_by_waiting(cast):
    actions.stop_address(change=change(cast), by=None, now=NOW)
    assert change(cast).waits_until is None


@pytest.mark.django_db(transaction=True)
def test_the_old_address_gets_a_link_that_stops_it_signed_out(cast):
    change(cast)
    send_due(digests=False)
    (sent,) = [email for email in mail.outbox if email.to == [CHAIR]]
    assert NEW not in sent.subject + sent.body
    link = re.search(r"https?://[^/]+(/address/\S+)", sent.body).group(1)
    client = Client()
    page = client.get(link).content.decode()
    assert "Stop the change" in page
    assert NEW not in page
    assert AddressChange.objects.get().state == ChangeState.PENDING
    assert "The change has been stopped" in client.post(link).content.decode()
    assert address(cast.chair_of_governors) == CHAIR
    assert "The change has been stopped" in client.get(link).content.decode()
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        make_due_addresses()
    assert address(cast.chair_of_governors) == CHAIR


@pytest.mark.django_db(transaction=True)
def test_the_old_address_is_told_although_a_leader_confirmed_before_the_email_went_out(cast):
    waiting = change(cast)
    actions.confirm_address(change=waiting, by=cast.chair_of_trustees, now=NOW)
    send_due(digests=False)
    assert [email.to for email in mail.outbox if CHAIR in email.to]


def test_a_link_that_this_site_did_not_make_is_not_found(cast):
    waiting = change(cast)
    for token in (str(waiting.pk), f"{waiting.pk}~nothing", "x"):
        assert Client().post(reverse("people:stop-address", args=[token])).status_code == 404


def test_leaders_above_are_told_at_once_and_no_notice_names_anybody(cast):
    change(cast)
    told = set(Notice.objects.values_list("person", flat=True))
    assert {cast.headteacher.person_id, cast.chair_of_trustees.person_id, cast.chair_of_governors.person_id} <= told
    said = " ".join(f"{notice.title} {notice.says}" for notice in Notice.objects.all())
    assert "Yusuf" not in said
    assert "@" not in said


def test_two_leaders_decide_on_the_page(cast, client_for):
    waiting = change(cast)
    url = reverse("people:address-change", args=[waiting.pk])
    assert client_for(cast.teacher).get(url).status_code == 404
    page = client_for(cast.chair_of_trustees).get(url).content.decode()
    assert NEW in page
    assert "Confirm the new address" in page
    assert "Confirm the new address" not in client_for(cast.trust_administrator).get(url).content.decode()
    yes = reverse("people:confirm-address", args=[waiting.pk])
    client_for(cast.trust_administrator).post(yes)
    assert address(cast.chair_of_governors) == CHAIR
    assert client_for(cast.chair_of_trustees, second_step=False).post(yes)["Location"].startswith("/second-step/")
    client_for(cast.chair_of_trustees).post(yes)
    assert address(cast.chair_of_governors) == NEW


def test_an_address_that_became_somebody_elses_meanwhile_is_not_taken(cast):
    change(cast)
    make_person(cast.trust, "Other Person", email=NEW)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        make_due_addresses()
    assert address(cast.chair_of_governors) == CHAIR
    assert AddressChange.objects.get().state == ChangeState.STOPPED
