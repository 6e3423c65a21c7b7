"""Acknowledging, judging the risk, taking out of the flood."""

import re

import pytest

from lanyard.concerns.casework.actions import triage
from lanyard.concerns.core.choices import State
from lanyard.concerns.core.models import Clock, Concern
from lanyard.kernel.refusals import Refused, Stale
from lanyard.notices.models import Notice
from lanyard.records.models import AuditEvent
from tests.concerns.cases import consult, fresh, opened, others, page, post
from tests.concerns.factories import make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
JUDGED = {"risk": "high", "place": "off_site", "device": "own", "platform": "", "year_group": "5"}


def test_acknowledging_opens_it_stops_its_clock_and_closes_what_others_were_told(cast, client_for, now):
    concern = make_concern(cast.old_quay)
    answer = post(client_for(cast.dsl), concern, "acknowledge/")

    after = fresh(concern)
    assert (after.state, after.acknowledged_at) == (State.OPEN, now)
    assert not Clock.objects.filter(concern=concern, kind="acknowledge", met_at__isnull=True).exists()
    assert not Notice.objects.filter(about=f"concern:{concern.pk}", settled_at__isnull=True).exists()
    assert after.due_at == Clock.objects.get(concern=concern, kind="update").due_at
    assert "Acknowledged." in answer.content.decode()
    assert AuditEvent.objects.filter(event="concern:acknowledge", about_id=str(concern.pk)).count() == 1


def test_a_second_press_changes_nothing_and_says_so(cast, client_for):
    concern = make_concern(cast.old_quay)
    post(client_for(cast.dsl), concern, "acknowledge/", version=1)
    answer = post(client_for(cast.deputy_dsl), concern, "acknowledge/", version=1)

    assert "has been acknowledged already" in answer.content.decode()
    assert concern.entries.count() == 1


def test_who_only_reads_cannot_acknowledge_nor_judge(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    consult(concern, cast.dsl, cast.line_manager.person)
    client = client_for(cast.line_manager)

    for path, data in (("acknowledge/", {}), ("judge/", JUDGED), ("out-of-flood/", {})):
        answer = post(client, concern, path, **data)
        assert "someone else is dealing with it" in answer.content.decode()
    assert fresh(concern).risk == ""


def test_the_risk_and_where_it_happened_are_kept_and_the_risk_is_written_down(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    post(client_for(cast.dsl), concern, "judge/", **JUDGED)

    after = fresh(concern)
    assert (after.risk, after.place, after.device, after.year_group) == ("high", "off_site", "own", "5")
    assert "Risk: High." in [entry.text for entry in concern.entries.all()]
    assert "High risk" in page(client_for(cast.dsl), concern)


def test_who_was_slower_loses_nothing_and_may_save_again(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    triage.judge(by=cast.deputy_dsl, concern=fresh(concern), version=concern.version, **{**JUDGED, "risk": "low"})
    client = client_for(cast.dsl)
    answer = client.post(f"/concerns/{concern.pk}/judge/", {**JUDGED, "version": concern.version})
    shown = answer.content.decode()

    assert "Someone else has changed this since you opened it" in shown
    assert re.search(r'<input[^>]*value="high"[^>]*checked', shown) or re.search(r'checked[^>]*value="high"', shown)
    assert fresh(concern).risk == "low"
    assert f'name="version" value="{fresh(concern).version}"' in shown


def test_two_at_once_on_one_version_one_wins(cast):
    concern = opened(cast.old_quay, cast.dsl)
    triage.judge(by=cast.dsl, concern=fresh(concern), version=concern.version, **JUDGED)
    with pytest.raises(Stale):
        triage.judge(by=cast.deputy_dsl, concern=fresh(concern), version=concern.version, **JUDGED)


def test_something_taken_out_of_the_flood_stands_with_the_others(cast, client_for):
    concern = make_concern(cast.old_quay)
    Concern.objects.filter(pk=concern.pk).update(in_flood=True)
    assert fresh(concern).rank == 2
    post(client_for(cast.dsl), concern, "out-of-flood/")

    assert (fresh(concern).in_flood, fresh(concern).rank) == (False, 1)


def test_immediate_danger_as_said_by_the_reporter_holds_until_the_risk_was_judged(cast):
    concern = make_concern(cast.old_quay, answers={"danger": "yes"})
    assert fresh(concern).rank == 0
    now = fresh(concern)
    triage.judge(by=cast.dsl, concern=now, version=now.version, **{**JUDGED, "risk": "low"})

    assert fresh(concern).rank == 1


def test_nothing_is_changed_on_a_closed_concern(cast, now):
    concern = opened(cast.old_quay, cast.dsl)
    Concern.objects.filter(pk=concern.pk).update(state="closed", closed_at=now, outcome="no_further")
    with pytest.raises(Refused, match="closed"):
        triage.judge(by=cast.dsl, concern=fresh(concern), version=concern.version, **JUDGED)


def test_nobody_else_can_press_anything(cast, client_for):
    concern = make_concern(cast.old_quay)
    for user in others(cast, "dsl", "deputy_dsl"):
        for path in ("acknowledge/", "out-of-flood/", "judge/", "take/", "transfer/withdraw/"):
            answer = client_for(user).post(f"/concerns/{concern.pk}/{path}", {"version": 1, **JUDGED})
            assert answer.status_code in (403, 404)
    assert fresh(concern).version == 1
