"""Undo: for ten minutes, for whoever did it, and only while nothing has moved on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from lanyard.channels.actions import running
from lanyard.channels.models import Condition
from lanyard.concerns.casework.actions.tasks import finish_action
from lanyard.concerns.core.models import Entry
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding
from lanyard.people.queries import roles_at
from lanyard.records import undo
from lanyard.records.models import AuditEvent
from tests.channels.office import IN_A_YEAR, TODAY, able, again, decide, live
from tests.concerns.cases import fresh, opened, post
from tests.concerns.dealing import act, do
from tests.conftest import NOW
from tests.factories.people import make_cover

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def press_undo(client, page):
    """Press the button of the banner on the page."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form[action='/undo/']")
    return client.post("/undo/", {"undo": form.find("input", attrs={"name": "undo"})["value"]}, follow=True)


@pytest.fixture
def paused(cast, client_for):
    """A channel that the headteacher has just paused: the channel, their client, and the page that says so."""
    channel = live(cast)
    for user in (cast.channel_operator, cast.moderator):
        able(cast, user, channel)
    client = client_for(cast.headteacher)
    page = client.post(reverse("channels:move", args=[channel.pk]), {"step": "pause"}, follow=True)
    assert again(channel).state == "paused"
    return channel, client, page


def test_a_channel_paused_by_mistake_is_live_again_and_both_are_on_record(paused):
    channel, client, page = paused
    after = press_undo(client, page)

    assert again(channel).state == "live"
    assert "Undone. The channel is live again." in after.content.decode()
    assert after.redirect_chain[0][0] == reverse("channels:channel", args=[channel.pk])
    assert AuditEvent.objects.filter(event="channel:undo-pause", about_id=str(channel.pk)).exists()


def test_after_ten_minutes_it_can_not_be_undone(paused):
    channel, client, page = paused
    with time_machine.travel(NOW + timedelta(minutes=10, seconds=2), tick=False):
        after = press_undo(client, page)

    assert again(channel).state == "paused"
    assert "more than ten minutes have passed" in after.content.decode()


def test_nobody_else_undoes_it(paused, cast, client_for):
    channel, _, page = paused
    after = press_undo(client_for(cast.executive_headteacher), page)

    assert again(channel).state == "paused"
    assert undo.MOVED_ON in after.content.decode()


def test_it_is_not_undone_twice_nor_once_somebody_has_done_something_since(paused, cast):
    channel, client, page = paused
    running.go_live(by=cast.executive_headteacher, channel=channel)
    running.pause(by=cast.executive_headteacher, channel=channel)

    assert undo.MOVED_ON in press_undo(client, page).content.decode()
    assert again(channel).state == "paused"


def test_it_is_not_undone_by_whoever_may_not_do_it_any_more(paused, cast):
    channel, client, page = paused
    RoleHolding.objects.filter(person=cast.headteacher.person).update(end=TODAY - timedelta(days=1))

    assert press_undo(client, page).status_code == 200
    assert again(channel).state == "paused"


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_button_that_was_made_up_does_nothing(cast, client_for, token):
    assert undo.MOVED_ON in client_for(cast.teacher).post("/undo/", {"undo": token}, follow=True).content.decode()


def test_a_condition_marked_as_met_by_mistake_is_open_again(cast, client_for):
    channel = live(cast)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", until=IN_A_YEAR,
           asks={1: ("Ask each member.", TODAY + timedelta(days=9))})  # fmt: skip
    client, row = client_for(cast.headteacher), Condition.objects.get()
    page = client.post(reverse("channels:meet", args=[channel.pk]), {"condition": row.pk}, follow=True)
    assert "Undone. The condition is open again." in press_undo(client, page).content.decode()

    row.refresh_from_db()
    assert (row.met_on, row.met_by) == (None, None)


def test_a_task_marked_as_done_by_mistake_is_to_be_done_again_and_the_chronology_says_both(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    task = do(concern, cast.dsl)
    client = client_for(cast.dsl)
    page = post(client, concern, f"actions/{task.pk}/", how="I rang them.")
    task.refresh_from_db()
    assert task.done_at

    after = press_undo(client, page)

    task.refresh_from_db()
    assert "Undone. It is to be done again." in after.content.decode()
    assert (task.done_at, task.done_how) == (None, "")
    texts = [entry.text for entry in Entry.objects.filter(concern=concern)]
    assert any(text.startswith("Not done after all") for text in texts)
    assert any(text.startswith("Done") for text in texts)


def test_a_task_is_not_undone_once_the_case_has_moved_on(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    task, other = do(concern, cast.dsl), do(concern, cast.dsl)
    client = client_for(cast.dsl)
    page = post(client, concern, f"actions/{task.pk}/", how="I rang them.")
    act(finish_action, concern, cast.deputy_dsl, action=other, how="Done too.")

    assert undo.MOVED_ON in press_undo(client, page).content.decode()
    task.refresh_from_db()
    assert task.done_at and fresh(concern)


def test_a_cover_ended_by_mistake_goes_on_to_the_day_it_had(cast, client_for):
    holding = RoleHolding.objects.get(person=cast.dsl.person, role=Role.DSL)
    cover = make_cover(holding, cast.teacher.person, TODAY - timedelta(days=2), TODAY + timedelta(days=5))
    client = client_for(cast.dsl)
    page = client.post(reverse("people:own-cover", args=[holding.pk]), {"cover": cover.pk}, follow=True)
    assert Role.DSL not in roles_at(type(cast.teacher).objects.get(pk=cast.teacher.pk), cast.old_quay, TODAY)

    press_undo(client, page)

    cover.refresh_from_db()
    assert cover.end == TODAY + timedelta(days=5)
    assert Role.DSL in roles_at(type(cast.teacher).objects.get(pk=cast.teacher.pk), cast.old_quay, TODAY)
    assert AuditEvent.objects.filter(event="cover:undo-end").exists()


def test_a_cover_is_not_given_back_to_whoever_left_in_the_meantime(cast, client_for):
    holding = RoleHolding.objects.get(person=cast.dsl.person, role=Role.DSL)
    cover = make_cover(holding, cast.teacher.person, TODAY - timedelta(days=2), TODAY + timedelta(days=5))
    client = client_for(cast.dsl)
    page = client.post(reverse("people:own-cover", args=[holding.pk]), {"cover": cover.pk}, follow=True)
    person = cast.teacher.person
    person.left_on = TODAY - timedelta(days=1)
    person.save()

    assert "something has changed since" in press_undo(client, page).content.decode()
    cover.refresh_from_db()
    assert cover.end < TODAY


def test_what_the_banner_carries_names_nobody(paused):
    _, _, page = paused
    token = BeautifulSoup(page.content, "html.parser").select_one("input[name=undo]")["value"]

    assert set(undo.signing.loads(token, salt=undo._SALT)) == {"kind", "row", "by", "mark", "was"}


def test_other_confirmations_have_no_button(cast, client_for):
    channel = live(cast)
    page = client_for(cast.headteacher).post(
        reverse("channels:move", args=[channel.pk]), {"step": "close"}, follow=True
    )

    assert b"/undo/" not in page.content
