"""Conditions of an approval: asked for by a day, met by whoever runs the channel, seen when they are late (OFF2)."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lanyard.assurance.registry import Scope, all_controls
from lanyard.channels.actions import conditions
from lanyard.channels.models import Condition
from lanyard.kernel.refusals import Refused
from lanyard.people.models import School
from lanyard.records.models import AuditEvent
from tests.channels.office import IN_A_YEAR, TODAY, able, again, assessed, decide, live
from tests.channels.test_pages import send, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
SOON = TODAY + timedelta(days=10)


def asked(cast, *, due=SOON):
    """A live channel of which one thing is asked."""
    channel = live(cast)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", asks={1: ("Ask each member.", due)})
    return again(channel), Condition.objects.get()


@pytest.mark.parametrize("who", ["teacher", "moderator", "dsl", "saltmarsh_headteacher", "parent"])
def test_a_condition_is_not_met_by_those_who_do_not_run_the_channel(cast, client_for, who):
    channel, condition = asked(cast)
    user = getattr(cast, who)
    with pytest.raises(Refused):
        conditions.meet(by=user, channel=channel, condition=condition)
    answer = client_for(user).post(url("meet", channel), {"condition": condition.pk})
    assert answer.status_code in (403, 404)
    condition.refresh_from_db()
    assert condition.met_on is None


def test_several_conditions_are_set_on_the_page_and_met_by_who_runs_it(cast, client_for):
    channel = assessed(cast)
    fields = {"verdict": "approved", "condition_1": "Ask each member.", "due_1": "4/12/2026",
              "condition_3": "Show the disclaimer.", "due_3": "24/11/2027"}  # fmt: skip
    leads = client_for(cast.executive_headteacher)
    page = send(leads, url("decide", channel), fields)
    assert "Enter a day from today to 23 November 2027" in page.context["form"].errors["due_3"][0]
    assert "Ask each member." in page.content.decode()
    assert again(channel).state == "assessed" and not Condition.objects.exists()
    send(leads, url("decide", channel), fields | {"due_3": "5/12/2026"})
    assert [row.says for row in Condition.objects.all()] == ["Ask each member.", "Show the disclaimer."]
    able(cast, cast.channel_operator, channel)
    runs = client_for(cast.channel_operator)
    assert "Ask each member." in runs.get(url("channel", channel)).content.decode()
    first = Condition.objects.first()
    runs.post(url("meet", channel), {"condition": first.pk})
    first.refresh_from_db()
    assert (first.met_on, first.met_by) == (TODAY, cast.channel_operator.person)
    event = AuditEvent.objects.get(event="channel:meet-condition")
    assert json.loads(event.detail) == {"condition": str(first.pk)}
    assert (
        "has already been met" in runs.post(url("meet", channel), {"condition": first.pk}, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"condition_1": "Ask each member."}, "due_1", "Enter the due date"),
        ({"due_2": "4/12/2026"}, "condition_2", "Write the condition for this date"),
        ({"condition_1": "Ask.", "due_1": "4/13/2026"}, "due_1", "Enter a real date"),
        ({"condition_1": "Ask.", "due_1": "23/11/2026"}, "due_1", "Enter a day from today"),
    ],
)
def test_half_a_condition_is_said_beside_its_field(cast, client_for, fields, field, says):
    channel = assessed(cast)
    page = send(client_for(cast.executive_headteacher), url("decide", channel), {"verdict": "approved", **fields})
    assert says in page.context["form"].errors[field][0]


def test_a_condition_past_its_day_is_not_kept_until_it_is_met(cast, now, client_for):
    channel, condition = asked(cast)

    def read(on):
        scope = Scope(School.objects.all(), on, now)
        return all_controls()["channels.approved"].read(scope)[cast.old_quay.pk]

    assert read(SOON).status == "kept"
    late = read(SOON + timedelta(days=1))
    assert late.status == "not_kept" and "a condition of its approval overdue" in late.attention[0].says
    with time_machine.travel(now + timedelta(days=11), tick=False):
        head = client_for(cast.headteacher)
        assert "A condition of its approval is overdue" in head.get(url("channel", channel)).content.decode()
        assert "A condition is overdue" in head.get(reverse("channels:channels")).content.decode()
        conditions.meet(by=cast.headteacher, channel=channel, condition=condition)
    assert read(SOON + timedelta(days=1)).status == "kept"


def test_the_next_decision_takes_the_place_of_what_was_asked(cast, client_for):
    channel, condition = asked(cast)
    page = client_for(cast.executive_headteacher).get(url("decide", channel))
    assert page.context["form"]["condition_1"].value() == "Ask each member."
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", until=IN_A_YEAR)
    with pytest.raises(Refused, match="replaced it"):
        conditions.meet(by=cast.headteacher, channel=again(channel), condition=condition)
    assert "Ask each member." not in client_for(cast.headteacher).get(url("channel", channel)).content.decode()


def test_a_condition_of_another_channel_is_not_found(cast, client_for):
    _, condition = asked(cast)
    other = live(cast, name="Another")
    client = client_for(cast.headteacher)
    assert client.post(url("meet", other), {"condition": condition.pk}).status_code == 404
    assert client.post(reverse("channels:meet", kwargs={"channel": other.pk}), {"condition": "x"}).status_code == 404
