"""What was read is what is agreed and decided."""

import pytest

from lanyard.channels.actions import proposing, risks
from tests.channels.office import a_proposal, again, assessed, complete, propose
from tests.channels.test_pages import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_a_risk_assessment_that_changed_since_it_was_read_is_not_agreed(cast, client_for):
    channel = complete(propose(cast.teacher, cast.old_quay), cast.teacher)
    head = client_for(cast.headteacher)
    read = head.get(url("agree", channel)).context["version"]
    row = channel.assessment.hazards.first()
    risks.write_hazard(by=cast.teacher, channel=channel, hazard=row, existing="Nothing is done any more.")
    page = head.post(url("agree", channel), {"review_on": "23/11/2027", "version": read})
    text = page.content.decode()
    assert "has changed since you opened this page" in text and "Nothing is done any more." in text
    assert "23/11/2027" in text and again(channel).state == "proposed"
    head.post(url("agree", channel), {"review_on": "23/11/2027", "version": page.context["version"]})
    assert again(channel).state == "assessed"


def test_a_channel_that_changed_since_it_was_read_is_not_decided_on(cast, client_for):
    channel = assessed(cast)
    leads = client_for(cast.executive_headteacher)
    read = leads.get(url("decide", channel)).context["version"]
    proposal = a_proposal(cast.old_quay, other_routes="None.")
    proposing.change_proposal(by=cast.teacher, channel=channel, proposal=proposal)
    page = leads.post(url("decide", channel), {"verdict": "refused", "conditions": "No.", "version": read})
    assert "has changed since you opened this page" in page.content.decode()
    assert "None." in page.content.decode() and again(channel).decisions.count() == 0


def test_what_two_people_decide_at_once_is_decided_once(cast, client_for):
    channel = assessed(cast)
    leads = client_for(cast.executive_headteacher)
    fields = {"verdict": "approved", "version": leads.get(url("decide", channel)).context["version"]}
    leads.post(url("decide", channel), fields)
    assert "has changed" in leads.post(url("decide", channel), fields).content.decode()
    assert again(channel).decisions.count() == 1


@pytest.mark.parametrize("name", ["agree", "decide"])
def test_a_form_without_the_mark_of_what_was_read_does_nothing(cast, client_for, name):
    channel = assessed(cast)
    who = cast.headteacher if name == "agree" else cast.executive_headteacher
    page = client_for(who).post(url(name, channel), {"review_on": "23/10/2027", "verdict": "approved"})
    assert "read it again" in page.content.decode()
    assert again(channel).state == "assessed"
