"""Another account is another approval: never by who asked for it, and the register keeps the old one until then."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lanyard.channels import queries
from lanyard.channels.actions import address, running
from lanyard.channels.actions.links import check_links
from lanyard.channels.models import AddressChange, LinkCheck
from lanyard.channels.rules.accounts import is_same_account, leads_to
from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from tests.channels.office import able, again, approved, assessed, live
from tests.factories.people import give_role

OLD = "https://chirp.example/old-quay"
FAKE = "https://chirp.example/0ld-quay"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def ask(cast, channel, url=FAKE, *, by=None):
    return address.set_address(by=by or cast.headteacher, channel=channel, url=url, reason="We made a new one.")


def decide(by, change, verdict="approved", **more):
    return address.decide_address(by=by, channel=change.channel, verdict=verdict, change=str(change.pk), **more)


@pytest.mark.parametrize("state", ["approved", "live", "paused"])
def test_what_was_approved_stays_the_account_until_another_is_approved(cast, state):
    channel = approved(cast)
    if state != "approved":
        running.go_live(by=cast.headteacher, channel=channel)
    if state == "paused":
        running.pause(by=cast.headteacher, channel=channel)
    change = ask(cast, channel)
    assert again(channel).url == OLD
    decide(cast.executive_headteacher, change)
    assert again(channel).url == FAKE


def test_the_public_register_never_calls_an_unapproved_account_official(cast, client):
    channel = live(cast)
    ask(cast, channel)
    for name in ("public", "register", "well-known"):
        page = client.get(reverse(f"channels:{name}", kwargs={"school": cast.old_quay.slug})).content.decode()
        assert FAKE not in page
        assert OLD in page


def test_before_anything_is_approved_the_address_is_part_of_the_proposal(cast):
    channel = assessed(cast)
    assert ask(cast, channel, "https://chirp.example/other") is None
    assert again(channel).url == "https://chirp.example/other"


@pytest.mark.parametrize(
    "url", ["http://www.chirp.example/old-quay/", "https://m.chirp.example/old-quay?utm_source=x", f"{OLD}#posts"]
)
def test_the_same_account_in_other_words_holds_at_once(cast, url):
    channel = live(cast)
    running.check_protection(by=cast.headteacher, channel=channel, passing=[])
    assert ask(cast, channel, url) is None
    assert again(channel).url == url
    assert queries.with_history(queries.with_status(type(channel).objects.all())).get().checks.all()


def test_who_asked_never_decides_whatever_else_they_are(cast):
    give_role(cast.headteacher.person, "executive_headteacher", cast.trust)
    change = ask(cast, live(cast))
    for by in (cast.headteacher, cast.teacher, cast.moderator):
        with pytest.raises(Refused):
            decide(by, change)
    assert again(change.channel).url == OLD


def test_where_the_executive_headteacher_asks_it_goes_higher(cast):
    change = ask(cast, live(cast), by=cast.executive_headteacher)
    with pytest.raises(Refused):
        decide(cast.executive_headteacher, change)
    decide(cast.chair_of_trustees, change)
    assert again(change.channel).url == FAKE


def test_who_proposed_the_channel_does_not_decide_on_its_account(cast):
    channel = live(cast)
    type(channel).objects.update(proposer=cast.executive_headteacher.person)
    change = ask(cast, again(channel))
    assert cast.executive_headteacher.person not in queries.deciding_address(change, change.asked_at.date())


def test_a_refusal_needs_its_reason_and_leaves_the_account(cast):
    change = ask(cast, live(cast))
    with pytest.raises(Refused, match="Say why"):
        decide(cast.executive_headteacher, change, "refused")
    decide(cast.executive_headteacher, change, "refused", answer="That is not ours.")
    assert again(change.channel).url == OLD
    assert Notice.objects.filter(kind="channels:address-decided", person=cast.headteacher.person).exists()


def test_what_is_decided_is_what_was_read(cast):
    first = ask(cast, live(cast))
    second = ask(cast, first.channel, "https://chirp.example/third")
    with pytest.raises(Refused, match="changed since"):
        decide(cast.executive_headteacher, first)
    first.refresh_from_db()
    assert (first.verdict, second.verdict) == ("withdrawn", "")


def test_going_back_to_the_account_there_is_withdraws_the_wish(cast):
    change = ask(cast, live(cast))
    ask(cast, change.channel, OLD)
    assert not AddressChange.objects.filter(verdict="").exists()
    assert Notice.objects.filter(kind="channels:address-to-decide", settled_at=None).count() == 0


def test_a_channel_that_closes_leaves_nothing_to_approve(cast):
    change = ask(cast, live(cast))
    running.close(by=cast.headteacher, channel=change.channel)
    with pytest.raises(Refused):
        decide(cast.executive_headteacher, change)


def test_what_was_seen_of_the_old_account_says_nothing_of_the_new_one(cast):
    channel = live(cast)
    running.check_protection(by=cast.headteacher, channel=channel, passing=["two_steps"])
    check_links()
    decide(cast.executive_headteacher, ask(cast, channel))
    assert queries.listed_at(cast.old_quay).get().checked_on is None
    assert not LinkCheck.objects.exists()


def test_both_are_shown_until_it_is_decided(cast, client_for):
    change = ask(cast, live(cast))
    page = client_for(cast.headteacher).get(reverse("channels:channel", kwargs={"channel": change.channel_id}))
    assert OLD in page.content.decode() and FAKE in page.content.decode()
    leads = client_for(cast.executive_headteacher)
    assert FAKE in leads.get(reverse("channels:decide-address", kwargs={"channel": change.channel_id})).content.decode()
    assert change in leads.get(reverse("channels:decisions")).context["addresses"]
    assert "Is this account ours?" in leads.get("/").content.decode()


def test_a_refused_form_gives_back_what_was_typed(cast, client_for):
    change = ask(cast, live(cast))
    page = client_for(cast.executive_headteacher).post(
        reverse("channels:decide-address", kwargs={"channel": change.channel_id}),
        {"change": change.pk, "answer": "I rang them."},
    )
    assert "I rang them." in page.content.decode()


def test_a_channel_in_which_nobody_may_post_is_not_in_order(cast, client_for):
    channel = live(cast)
    client = client_for(cast.headteacher)
    pages = [reverse("channels:of-school", kwargs={"school": cast.old_quay.slug})]
    pages.append(reverse("channels:channel", kwargs={"channel": channel.pk}))
    for page in pages:
        assert "In order" not in client.get(page).content.decode()
        assert "Nobody can post" in client.get(page).content.decode()
    able(cast, cast.moderator, channel)
    for page in pages:
        assert "In order" in client.get(page).content.decode()


ACCOUNT = "https://www.facebook.com/OldQuayJuniors"


@pytest.mark.parametrize(
    "link",
    [
        "http://facebook.com/OldQuayJuniors", "https://m.facebook.com/oldquayjuniors/",
        "//www.facebook.com/OldQuayJuniors", "https://WWW.FACEBOOK.COM/OldQuayJuniors?ref=page",
        "https://facebook.com/OldQuayJuniors#about",
        "https://facebook.com:443//OldQuayJuniors", "https://facebook.com./OldQuayJuniors?anything=else",
    ],
)  # fmt: skip
def test_a_link_is_known_however_it_is_written(link):
    assert leads_to(link if "://" in link else f"https:{link}", ACCOUNT)


@pytest.mark.parametrize(
    "link",
    [
        "https://facebook.com/OldQuayJunior", "https://facebook.com/OldQuayJuniors/posts", "https://facebook.com",
        "https://facebook.com.example.net/OldQuayJuniors", "https://notfacebook.com/OldQuayJuniors", "mailto:a@b.c", "",
        "https://facebook.com:8443/OldQuayJuniors", "http://[x/OldQuayJuniors",
    ],
)  # fmt: skip
def test_a_link_to_something_else_is_not(link):
    assert not leads_to(link, ACCOUNT)


def test_an_account_that_is_named_by_its_number_is_told_from_another():
    seven = "https://facebook.com/profile.php?id=7"
    assert leads_to("https://m.facebook.com/profile.php?ref=x&id=7", seven)
    assert not leads_to("https://facebook.com/profile.php?id=8", seven)
    assert not is_same_account(seven, "https://facebook.com/profile.php?id=8")
    assert not is_same_account("https://video.example/channel/UCab", "https://video.example/channel/UCAB")


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_texts_are_one_account_only_both_ways(one, other):
    assert is_same_account(one, other) == is_same_account(other, one)
    if is_same_account(one, other):
        assert leads_to(one, other)
