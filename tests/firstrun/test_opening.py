"""Who comes to the first run: whoever holds the address that was printed last, while nobody has set Lanyard up."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver

from lanyard.firstrun.actions.opening import print_address
from lanyard.firstrun.models import FirstRun
from lanyard.firstrun.queries import SESSION, is_wanted
from lanyard.kernel import gate
from lanyard.kernel.refusals import Refused
from lanyard.people.choices import Role
from lanyard.people.models import Trust
from lanyard.records.models import AuditEvent
from tests.factories.people import give_role, make_person, make_trust
from tests.firstrun.walk import opened, places, printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

PAGES = [
    f"/{pattern}".replace("<slug:at>", "old-quay-juniors")
    .replace("<uuid:clause>", "00000000-0000-4000-8000-000000000000")
    .replace("<uuid:left_out>", "00000000-0000-4000-8000-000000000000")
    .replace("<uuid:upload>", "00000000-0000-4000-8000-000000000000")
    for pattern, entry in gate.all_routes(get_resolver().url_patterns)
    if entry.callback.access.kind == gate.PRINTED_ADDRESS
]


def test_the_secret_is_stored_nowhere(now):
    key = print_address(now=now)

    run = FirstRun.objects.get()
    assert key not in {run.key_digest, str(run.answers)} and len(key) >= 40
    assert key not in " ".join(AuditEvent.objects.values_list("detail", flat=True))


def test_only_pressing_the_button_opens_it(now):
    client, address = Client(), printed(now)

    client.get(address)

    assert client.get("/first-run/").status_code == 404
    assert client.post(address)["Location"] == "/first-run/"
    assert client.get("/first-run/")["Location"] == "/first-run/trust/"


@pytest.mark.parametrize("key", ["", "x", "ä", "x" * 43])
def test_a_wrong_secret_is_not_found(now, key):
    print_address(now=now)
    address = f"/first-run/open/{key}/"

    assert Client().get(address).status_code == Client().post(address).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_without_the_address_no_page_is_there(now, page):
    print_address(now=now)

    assert Client().get(page).status_code == Client().post(page, {"name": "Mine"}).status_code == 404
    assert not Trust.objects.exists()


def test_every_page_of_the_first_run_is_closed_in_this_way():
    own = [entry for where, entry in gate.all_routes(get_resolver().url_patterns) if where.startswith("first-run/")]

    assert {entry.callback.access.kind for entry in own if entry.name != "open"} == {gate.PRINTED_ADDRESS}
    assert len(PAGES) == len(own) - 1 > 15


def test_a_new_address_ends_the_one_before_and_keeps_what_was_entered(now):
    first, client = printed(now), opened(now)
    places(client)
    second = printed(now)

    assert Client().get(first).status_code == 404
    assert client.get("/first-run/").status_code == 404
    assert client.get(second).status_code == 200
    client.post(second)
    assert client.get("/first-run/")["Location"] == "/first-run/people/"


def test_it_is_over_after_a_day(now):
    client, address = opened(now), printed(now)

    with time_machine.travel(now + timedelta(days=1, seconds=1), tick=False):
        assert client.get("/first-run/").status_code == 404
        assert Client().get(address).status_code == Client().post(address).status_code == 404


def test_the_same_address_opens_in_another_browser(now):
    address = printed(now)

    for client in (Client(), Client()):
        client.post(address)
        assert client.get("/first-run/").status_code == 302


@pytest.mark.parametrize("role", Role.values)
def test_once_there_is_an_administrator_nobody_comes_in_whatever_their_role(cast, client_for, now, role):
    with pytest.raises(Refused, match="has been set up"):
        print_address(now=now)
    FirstRun.objects.create(key_digest="0" * 64, printed_at=now)
    client = client_for(getattr(cast, role))
    session = client.session
    session[SESSION] = "0" * 64
    session.save()

    assert [client.get(page).status_code for page in PAGES] == [404] * len(PAGES)


def test_another_trust_is_in_the_way(now):
    make_trust()

    assert not is_wanted()


def test_an_administrator_who_appears_meanwhile_ends_it(now):
    client = opened(now)
    places(client)
    trust = Trust.objects.get()
    give_role(make_person(trust), Role.TRUST_ADMINISTRATOR, trust)

    assert client.get("/first-run/people/").status_code == 404


def test_a_demonstration_has_no_first_run(now, settings):
    settings.DEMONSTRATION = True

    assert not is_wanted()
