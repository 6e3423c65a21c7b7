"""The page "What was done": who sees it, and what it tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from lanyard.people.signin_events import signed_in
from lanyard.records import audit, queries
from lanyard.records.audit import record
from tests.conftest import NOW
from tests.factories.people import give_role, make_person, make_trust, make_user

SCHOOL = "/schools/old-quay-juniors/audit/"
TRUST = "/trusts/harbour-light-trust/audit/"


@pytest.fixture
def names(monkeypatch, cast) -> dict[UUID, str]:
    known = {cast.headteacher.person_id: "Helen Hart"}
    monkeypatch.setattr(audit._Asked, "actor_names", staticmethod(lambda ids: {i: known[i] for i in ids if i in known}))
    monkeypatch.setitem(audit.words, "signoff:sign", "Signed a document")
    return known


def done(cast, event: str = "signoff:sign", *, place=None, by=None, at: datetime = NOW) -> None:
    with time_machine.travel(at, tick=False):
        record(event, by=by or cast.headteacher, about=cast.old_quay, place=place or cast.old_quay)


@pytest.mark.parametrize(
    "who", ["headteacher", "dsl", "it_lead", "governor", "teacher", "pupil", "executive_headteacher"]
)
def test_those_without_the_permission_are_refused(cast, client_for, now, who):
    assert client_for(getattr(cast, who)).get(SCHOOL).status_code == 403


def test_a_stranger_is_not_told_that_the_school_is_there(cast, client_for, now):
    assert client_for(cast.stranger).get(SCHOOL).status_code == 404


def test_it_asks_for_the_second_step(cast, client_for, now):
    answer = client_for(cast.data_protection_lead, second_step=False).get(SCHOOL)
    assert answer.status_code in (302, 403)


def test_the_data_protection_lead_of_a_school_does_not_see_the_trust(cast, client_for, now):
    client = client_for(cast.data_protection_lead)
    assert client.get(SCHOOL).status_code == 200
    assert client.get(TRUST).status_code == 403


def test_it_tells_what_when_and_who(cast, client_for, now, names):
    done(cast)
    done(cast, by="system:nightly", event="chain:grow")
    done(cast, by=cast.volunteer, event="signoff:withdraw")
    page = client_for(cast.data_protection_lead).get(SCHOOL).content.decode()
    assert "Signed a document" in page
    assert "Helen Hart" in page
    assert "chain:grow" in page
    assert "Lanyard itself (nightly)" in page
    assert "Someone no longer on the register" in page
    assert "09:00, Tuesday 24 November 2026" in page
    assert str(cast.headteacher.person_id) not in page


def shown(client, address: str) -> list[str]:
    return [event.says for event in client.get(address).context["events"]]


def test_each_place_shows_its_own_newest_first(cast, client_for, now):
    done(cast, "a:old-quay")
    done(cast, "a:saltmarsh", place=cast.saltmarsh)
    done(cast, "a:trust", place=cast.trust)
    done(cast, "a:other", place=cast.other_school)
    assert shown(client_for(cast.data_protection_lead), SCHOOL) == ["a:old-quay"]
    assert shown(client_for(cast.trust_administrator), TRUST) == ["a:trust", "a:saltmarsh", "a:old-quay"]


def test_who_came_in_is_seen_at_their_own_trust_and_not_at_another(cast, client_for, now):
    for user in (cast.stranger, cast.teacher):
        signed_in(sender=None, request=None, user=user)
    page = client_for(cast.trust_administrator).get(TRUST)
    (event,) = page.context["page_obj"]
    assert (event.event, event.actor) == ("signin:in", f"person:{cast.teacher.person_id}")
    assert shown(client_for(cast.data_protection_lead), SCHOOL) == []


def everywhere(event: str = "keys:rotate") -> None:
    with transaction.atomic():
        record(event, by="system:test", about=None)


def test_what_was_done_to_the_installation_is_seen_by_its_one_trust(db, client_for, now):
    trust = make_trust()
    lead = make_user(make_person(trust, "Dora Lead", email="dora@example.org"))
    give_role(lead.person, "data_protection_lead", trust)
    everywhere()
    client = client_for(lead)
    assert shown(client, TRUST) == ["Changed the key that protects what is stored"]
    make_trust("Another Trust")
    assert shown(client, TRUST) == []


def test_what_was_done_to_the_installation_is_on_no_schools_page(cast, client_for, now):
    everywhere()
    assert shown(client_for(cast.data_protection_lead), SCHOOL) == []


def test_days_are_local_days_and_both_included(cast, client_for, now):
    late = NOW.replace(month=7, hour=23, minute=30)
    done(cast, "a:evening", at=late)
    done(cast, "a:morning", at=late + timedelta(hours=1))
    client = client_for(cast.data_protection_lead)
    assert shown(client, f"{SCHOOL}?since=24/07/2026&until=24/07/2026") == ["a:evening"]
    assert shown(client, f"{SCHOOL}?since=25/07/2026") == ["a:morning"]
    assert shown(client, f"{SCHOOL}?until=25/07/2026") == ["a:morning", "a:evening"]


def test_one_kind_of_event_can_be_picked(cast, client_for, now, names):
    done(cast)
    done(cast, "a:b")
    assert shown(client_for(cast.data_protection_lead), f"{SCHOOL}?event=signoff:sign") == ["Signed a document"]


def test_a_day_that_is_none_says_so_and_keeps_what_was_typed(cast, client_for, now):
    page = client_for(cast.data_protection_lead).get(f"{SCHOOL}?since=31/02/2026").content.decode()
    assert "Enter a real date" in page
    assert "31/02/2026" in page


def test_days_the_wrong_way_round_say_so(cast, client_for, now):
    page = client_for(cast.data_protection_lead).get(f"{SCHOOL}?since=2/2/2026&until=1/2/2026").content.decode()
    assert "Enter a day that is not before the first day" in page


def test_a_long_list_comes_in_pages_with_a_constant_number_of_queries(
    cast, client_for, now, django_assert_max_num_queries
):
    for number in range(60):
        done(cast, f"a:e{number}")
    client = client_for(cast.data_protection_lead)
    with django_assert_max_num_queries(12):
        first = shown(client, SCHOOL)
    assert (len(first), first[0]) == (50, "a:e59")
    assert shown(client, f"{SCHOOL}?page=2")[-1] == "a:e0"


def test_an_empty_list_says_so(cast, client_for, now):
    client = client_for(cast.data_protection_lead)
    assert "Nothing was noted." in client.get(SCHOOL).content.decode()
    assert "Nothing was noted that fits." in client.get(f"{SCHOOL}?event=keys:rotate").content.decode()


def test_the_query_itself_shows_nothing_to_those_without_the_permission(cast, now):
    done(cast)
    for user in (cast.headteacher, cast.stranger, AnonymousUser()):
        assert not queries.visible_to(user, cast.old_quay).exists()
    assert not queries.visible_to(cast.data_protection_lead, None).exists()


def test_it_is_only_read(cast, client_for, now):
    assert client_for(cast.data_protection_lead).post(SCHOOL).status_code == 405


def test_events_of_private_subjects_are_on_no_page_but_their_own(cast, client_for, now, monkeypatch):
    monkeypatch.setattr(audit, "private", {"secret"})
    done(cast, "secret:look")
    done(cast, "signoff:sign")

    assert [event.event for event in queries.visible_to(cast.data_protection_lead, cast.old_quay)] == ["signoff:sign"]
    assert [event.event for event in queries.events_about(cast.old_quay, "secret:look")] == ["secret:look"]
    assert "secret" not in client_for(cast.data_protection_lead).get(SCHOOL).content.decode()
