"""The pages: who opens which, what they say, and how often they ask the database."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lanyard.channels.actions import address, running
from lanyard.channels.models import Channel
from tests.channels.office import IN_A_YEAR, able, again, approved, assessed, decide, live, make_platform, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
OF_ONE = ("channel", "risks", "add-hazard", "agree", "decide", "change", "address", "check", "tell", "operators")


def url(name, channel):
    return reverse(f"channels:{name}", kwargs={"channel": channel.pk})


@pytest.mark.parametrize("who", ["stranger", "saltmarsh_headteacher", "parent", "governor"])
@pytest.mark.parametrize("name", OF_ONE)
def test_a_channel_is_not_there_for_those_who_may_not_see_it(cast, client_for, name, who):
    channel = assessed(cast)
    client = client_for(getattr(cast, who))
    assert client.get(url(name, channel)).status_code in (403, 404)
    assert client.post(url(name, channel), {}).status_code in (403, 404, 405)


@pytest.mark.parametrize("who", ["channel_operator", "moderator", "line_manager"])
def test_a_colleague_sees_neither_proposal_nor_risks_of_others(cast, client_for, who):
    channel = assessed(cast)
    client = client_for(getattr(cast, who))
    assert client.get(url("channel", channel)).status_code == 404
    assert client.get(url("risks", channel)).status_code == 404
    assert channel.name not in client.get(reverse("channels:channels")).content.decode()


def test_who_runs_it_sees_it_and_what_is_missing_for_them(cast, client_for):
    channel = live(cast)
    able(cast, cast.channel_operator, channel, but="staff_acceptable_use")
    client = client_for(cast.channel_operator)
    assert client.get(url("channel", channel)).status_code == 200
    text = client.get(reverse("channels:mine")).content.decode()
    assert "You can’t post" in text and "They have not signed: The staff_acceptable_use." in text


def send(client, address, fields):
    """Open a page, and send its form with the mark of what was read."""
    return client.post(address, {"version": client.get(address).context["version"], **fields})


def filled(**changes):
    fields = {
        "platform": make_platform().key, "name": "Class news", "openness": "closed", "purpose": "class",
        "objectives": "a", "outcomes": "b", "audience": "c", "why_this": "d", "other_routes": "e",
        "email": "news@old-quay-juniors.example.org",
    }  # fmt: skip
    return fields | changes


def test_a_member_of_staff_proposes_goes_through_the_risks_and_the_headteacher_agrees(cast, client_for):
    client = client_for(cast.teacher)
    done = client.post(reverse("channels:propose", kwargs={"school": cast.old_quay.slug}), filled())
    channel = Channel.objects.get()
    assert done["Location"] == url("risks", channel)
    for hazard in channel.assessment.hazards.all():
        page = reverse("channels:hazard", kwargs={"channel": channel.pk, "hazard": hazard.pk})
        fields = {"title": hazard.title, "who": "All", "existing": "Rules", "owner": "Office", "likelihood": "2",
                  "severity": "3", "likelihood_after": "1", "severity_after": "3"}  # fmt: skip
        assert client.post(page, fields)["Location"] == url("risks", channel)
    head = client_for(cast.headteacher)
    assert "Agree it" in head.get(url("risks", channel)).content.decode()
    send(head, url("agree", channel), {"review_on": "23/11/2027"})
    leads = client_for(cast.executive_headteacher)
    assert "Class news" in leads.get(reverse("channels:decisions")).content.decode()
    assert "Class news" in leads.get("/").content.decode()
    send(leads, url("decide", channel), {"verdict": "approved", "conditions": "Two people look."})
    assert again(channel).state == "approved"
    assert "Two people look." in client.get(url("channel", channel)).content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"email": "me@mail.example.net"}, "email", "not a school address"),
        ({"purpose": "parents"}, "run_by", "Say who runs it"),
        ({"year_groups": ["5"]}, "year_groups", "for ages 13 and over"),
        ({"objectives": ""}, "objectives", "Answer the question"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(cast, client_for, changes, field, says):
    page = client_for(cast.teacher).post(
        reverse("channels:propose", kwargs={"school": cast.old_quay.slug}), filled(**changes)
    )
    assert says in page.context["form"].errors[field][0]
    assert 'value="Class news"' in page.content.decode()
    assert not Channel.objects.exists()


def test_a_row_that_does_not_apply_is_struck(cast, client_for):
    channel = propose(cast.teacher, cast.old_quay)
    row = channel.assessment.hazards.first()
    page = reverse("channels:hazard", kwargs={"channel": channel.pk, "hazard": row.pk})
    client_for(cast.teacher).post(page, {"strike": ""})
    assert channel.assessment.hazards.count() == 8


def test_the_buttons_put_it_live_and_say_why_not(cast, client_for):
    channel = approved(cast, url="")
    client = client_for(cast.headteacher)
    page = client.post(url("move", channel), {"step": "go_live"}, follow=True)
    assert "Add the web address" in page.content.decode()
    page = client.post(url("address", channel), {"url": "https://chirp.example/x"})
    assert "Say why" in page.context["form"].errors["reason"][0]
    client.post(url("address", channel), {"url": "https://chirp.example/x", "reason": "It was made today."})
    leads = client_for(cast.executive_headteacher)
    page = leads.get(url("decide-address", channel))
    leads.post(url("decide-address", channel), {"change": page.context["change"].pk, "verdict": "approved"})
    client.post(url("move", channel), {"step": "go_live"})
    assert again(channel).state == "live"


def test_operators_are_named_suspended_and_ended_on_the_page(cast, client_for):
    channel = live(cast)
    client = client_for(cast.headteacher)
    page = client.post(url("operators", channel), {"person": "Tara Lindqvist"})
    assert "Give them the channel operator role" in page.context["form"].errors["person"][0]
    client.post(url("operators", channel), {"person": "Sofia Rossi"})
    row = channel.operators.get()
    client.post(url("operators", channel), {"way": "suspend", "operator": row.pk})
    row.refresh_from_db()
    assert row.suspended_on
    client.post(url("operators", channel), {"way": "end", "operator": row.pk})
    assert client.post(url("operators", channel), {"way": "end", "operator": "nonsense"}).status_code == 404
    row.refresh_from_db()
    assert row.end


def test_protection_and_who_was_told_are_recorded(cast, client_for):
    channel = live(cast)
    client = client_for(cast.headteacher)
    client.post(url("check", channel), {"passing": ["two_steps", "privacy"]})
    client.post(url("tell", channel), {"event": "opened", "audience": "pupils", "route": "letter", "not_reached": "3"})
    text = client.get(url("channel", channel)).content.decode()
    assert "Private messages are turned off" in text and "Not reached: 3." in text


def test_the_page_of_a_channel_says_in_words_that_its_approval_ran_out(cast, client_for):
    import time_machine

    channel = live(cast)
    with time_machine.travel(IN_A_YEAR.replace(month=12), tick=False):
        text = client_for(cast.headteacher).get(url("channel", channel)).content.decode()
    assert "Its approval ended on 23 November 2027." in text and "Nothing can be posted" in text


def test_anybody_sees_which_accounts_are_real_and_reports_a_fake_in_one_step(cast, client):
    live(cast)
    paused = live(cast, name="Paused: no")
    running.pause(by=cast.headteacher, channel=paused)
    propose(cast.teacher, cast.old_quay, name="Not yet")
    text = client.get(reverse("channels:public", kwargs={"school": cast.old_quay.slug})).content.decode()
    assert "Old Quay news" in text and "Paused: no new posts" in text and "Not yet" not in text
    assert "Lindqvist" not in text and "news@" not in text
    form = client.get(f"/schools/{cast.old_quay.slug}/report/?type=fake_account").context["form"]
    assert form["type"].value() == "fake_account"
    odd = client.get(f"/schools/{cast.old_quay.slug}/report/?type=nonsense").context["form"]
    assert not odd["type"].value()


def test_the_register_is_a_file_and_json_for_websites_without_names_of_people(cast, client):
    live(cast, name="=HYPERLINK(1)")
    sent = client.get(reverse("channels:register", kwargs={"school": cast.old_quay.slug})).content
    assert sent.startswith(b"\xef\xbb\xbf")
    text = sent.decode("utf-8-sig")
    (row,) = list(csv.DictReader(text.splitlines()))
    assert (row["name"], row["service"], row["live since"]) == ("'=HYPERLINK(1)", "Chirp", "2026-11-24")
    answer = client.get(f"/.well-known/official-accounts/{cast.old_quay.slug}.json")
    (account,) = answer.json()["accounts"]
    assert account == {"name": "=HYPERLINK(1)", "service": "chirp", "url": "https://chirp.example/old-quay",
                       "readers": "closed", "state": "live", "since": "2026-11-24"}  # fmt: skip
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_page_of_a_parents_association_shows_the_disclaimer(cast, client):
    live(cast, purpose="parents", run_by="The committee", answerable_for="The name")
    text = client.get(reverse("channels:public", kwargs={"school": cast.old_quay.slug})).content.decode()
    assert "run by parents and friends of Old Quay Juniors, not by the school" in text


@pytest.mark.parametrize("name", ["channels", "decisions"])
def test_lists_ask_the_same_whether_there_are_three_or_thirty(cast, client_for, name):
    client = client_for(cast.executive_headteacher)

    def count():
        client.get(reverse(f"channels:{name}"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(f"channels:{name}")).status_code == 200
        return len(seen)

    for n in range(3):
        assessed(cast, name=f"Channel {n}")
    few = count()
    for n in range(27):
        channel = propose(cast.teacher, cast.old_quay, name=f"More {n}")
        Channel.objects.filter(pk=channel.pk).update(state="assessed")
    assert count() <= few <= 15


def test_a_closed_channel_says_since_when(cast, client_for):
    running.close(by=cast.headteacher, channel=live(cast))

    page = client_for(cast.headteacher).get(reverse("channels:channels")).content.decode()
    assert "Since Tuesday 24 November 2026." in page


def test_only_what_waits_for_this_person_is_on_the_list(cast, client_for):
    propose(cast.teacher, cast.old_quay, name="Only proposed")
    theirs = propose(cast.executive_headteacher, cast.old_quay, name="Their own")
    Channel.objects.filter(pk=theirs.pk).update(state="assessed")
    assessed(cast, name="For the leader")
    leads = client_for(cast.executive_headteacher).get(reverse("channels:decisions")).content.decode()
    chair = client_for(cast.chair_of_trustees).get(reverse("channels:decisions")).content.decode()
    assert "For the leader" in leads and "Their own" not in leads and "Only proposed" not in leads
    assert "Their own" in chair and "For the leader" not in chair


@pytest.mark.parametrize(
    ("state", "shown"), [("proposed", True), ("approved", True), ("live", False), ("closed", False)]
)
def test_what_the_trust_named_before_stands_apart_until_it_is_decided_on(cast, client, state, shown):
    cast.old_quay.listed_channels = [{"name": "OLD QUAY news", "platform": "facebook", "openness": "closed", "url": ""}]
    cast.old_quay.save()
    page = reverse("channels:public", kwargs={"school": cast.old_quay.slug})
    assert "Ours, but not approved here yet" in client.get(page).content.decode()
    channel = propose(cast.teacher, cast.old_quay)
    Channel.objects.filter(pk=channel.pk).update(state=state, live_since="2026-11-24")
    text = client.get(page).content.decode()
    assert ("OLD QUAY news" in text) == shown
    assert channel.url not in text or state == "live"


@pytest.mark.parametrize("name", ["channel", "risks", "decide", "operators"])
def test_the_pages_of_one_channel_ask_the_database_at_most_fifteen_times(cast, client_for, name):
    channel = live(cast)
    decide(by=cast.executive_headteacher, channel=channel, verdict="approved", asks={1: ("Ask members.", IN_A_YEAR)})
    for user in (cast.channel_operator, cast.moderator, cast.teacher):
        able(cast, user, channel)
    running.check_protection(by=cast.it_lead, channel=channel, passing=[])
    address.set_address(by=cast.headteacher, channel=channel, url="https://chirp.example/other", reason="Another one.")
    for who in (cast.headteacher, cast.executive_headteacher, cast.channel_operator):
        client = client_for(who)
        if client.get(url(name, channel)).status_code == 200:
            with CaptureQueriesContext(connection) as seen:
                client.get(url(name, channel))
            assert len(seen) <= 15, "\n".join(row["sql"][:150] for row in seen)
