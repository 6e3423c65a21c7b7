"""Whatever people do in whatever order: a log-in is shown to nobody but a leader who opened it (OFF6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.channels.actions.sealing import password_of, seal
from lanyard.channels.models import Opening
from lanyard.notices.models import Notice
from lanyard.people.models import RoleHolding
from lanyard.records.models import AuditEvent
from tests.channels.office import able, live
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]
LEADERS = {"headteacher", "executive_headteacher", "dsl", "deputy_dsl", "leadership"}
WHO = [*sorted(LEADERS), "channel_operator", "it_lead", "teacher", "governor", "saltmarsh_headteacher", "stranger"]
DEEDS = ("open", "look", "look", "confirm", "seal", "wait", "second_step", "sign_in", "lose_role")
moves = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(WHO), st.integers(0, 9)), min_size=2, max_size=12)
# Random steps seldom get as far as a look: most histories begin with one that may succeed.
starts = st.sampled_from([[], [("open", "deputy_dsl", 0)], [("open", "headteacher", 0), ("look", "headteacher", 0)]])


class Story:
    """The people in front of their browsers, and what each of them was shown."""

    def __init__(self, cast, client_for, channel):
        self.cast, self.client_for, self.channel = cast, client_for, channel
        self.clients, self.stepped = {}, {}
        self.lost = set()
        self.secret, self.typed = "sealed-0", 0

    def client(self, who):
        if who not in self.clients:
            self.sign_in(who)
        return self.clients[who]

    def sign_in(self, who, *, second_step=False):
        self.clients[who] = self.client_for(getattr(self.cast, who), second_step=second_step)
        self.stepped[who] = timezone.now() if second_step else None

    def url(self, name, **more):
        return reverse(f"channels:{name}", kwargs={"channel": self.channel.pk, **more})

    def do(self, deed, who, number):
        """Answers the pages that this person was shown."""
        openings = list(Opening.objects.order_by("asked_at", "pk"))
        chosen = openings[number % len(openings)] if openings else None
        if deed == "open":
            return [self.client(who).post(self.url("open-log-in"), {"why": "emergency", "reason": "So."}, follow=True)]
        if deed in ("look", "confirm") and chosen:
            return [self.client(who).post(self.url("opening", opening=chosen.pk), {deed: "1"}, follow=True)]
        if deed == "seal":
            # Another each time: what somebody has just typed is no secret to them.
            self.typed += 1
            return [self.client(who).post(self.url("seal-log-in"), {"password": f"sealed-{self.typed}"}, follow=True)]
        if deed in ("second_step", "sign_in"):
            self.sign_in(who, second_step=deed == "second_step")
        if deed == "lose_role" and who in LEADERS:
            RoleHolding.objects.filter(person=getattr(self.cast, who).person).delete()
            self.lost.add(who)
            self.clients.pop(who, None)
        return []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(two=st.booleans(), start=starts, history=moves)
def test_no_history_shows_a_log_in_to_anybody_but_a_leader_after_a_second_step(
    cast, client_for, settings, two, start, history
):
    settings.TWO_TO_OPEN_LOG_INS = two
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as clock:
        channel = live(cast)
        able(cast, cast.channel_operator, channel)
        seal(by=cast.channel_operator, channel=channel, password="sealed-0")
        story = Story(cast, client_for, channel)
        for deed, who, number in [*(("second_step", who, 0) for _, who, _ in start), *start, *history]:
            if deed == "wait":
                clock.shift(timedelta(minutes=number))
                continue
            for answer in story.do(deed, who, number):
                page = answer.content.decode()
                if story.secret in page:
                    _was_entitled(story, who, two)
                if "Sealed. New" in page:
                    story.secret = f"sealed-{story.typed}"
        _each_opening_was_told_and_asks_for_a_new_password(channel, two)
        transaction.set_rollback(True)


def _was_entitled(story, who, two):
    assert who in LEADERS - story.lost
    now = timezone.now()
    assert story.stepped[who] and now - story.stepped[who] <= timedelta(minutes=5)
    person = getattr(story.cast, who).person
    opening = Opening.objects.filter(asked_by=person, opened_at__lte=now, until__gte=now).first()
    assert opening is not None
    assert not two or (opening.confirmed_by and opening.confirmed_by != person)


def _each_opening_was_told_and_asks_for_a_new_password(channel, two):
    opened = Opening.objects.filter(opened_at__isnull=False)
    assert AuditEvent.objects.filter(event="channel:open-log-in").count() == opened.count()
    assert not two or not opened.filter(confirmed_by=None).exists()
    for one in opened:
        assert one.change_by > one.opened_at.date()
        told = Notice.objects.filter(kind="channels:log-in-opened", created_at=one.opened_at).exclude(
            person=one.asked_by
        )
        assert told.exists()
    waiting = opened.filter(changed_at=None).exists()
    assert Notice.objects.filter(about=password_of(channel), settled_at=None).exists() == waiting
