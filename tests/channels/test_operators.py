"""Authority to post is computed, and lapses by itself (OFF12)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lanyard.channels.actions import operators, running
from lanyard.channels.models import Operator
from lanyard.channels.queries.authority import authorities, of_channel, of_person
from lanyard.kernel.refusals import Refused
from tests.channels.office import IN_A_YEAR, TODAY, able, again, approved, live
from tests.factories.people import give_role, make_cover
from tests.training.office import make_edition, train

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def missing(user, on=TODAY):
    (one,) = of_person(user.person, on)
    return list(one.missing)


def test_somebody_with_all_of_it_may_post(cast):
    able(cast, cast.channel_operator, live(cast))
    assert missing(cast.channel_operator) == []


def test_a_new_major_edition_takes_authority_away_until_it_is_signed(cast):
    able(cast, cast.channel_operator, live(cast))
    document = cast.trust.documents_to_sign.get(key="channel_acceptable_use")
    make_edition(document, TODAY, major=1, minor=1)
    assert missing(cast.channel_operator) == []
    make_edition(document, TODAY, major=2)
    assert missing(cast.channel_operator) == [f"They have not signed: {document.title}."]


@pytest.mark.parametrize("key", ["staff_acceptable_use", "channel_acceptable_use", "code_of_conduct_online"])
def test_each_document_that_is_missing_is_named(cast, key):
    able(cast, cast.channel_operator, live(cast), but=key)
    assert missing(cast.channel_operator) == [f"They have not signed: The {key}."]


def test_a_document_of_which_no_edition_is_in_force_is_missing_too(cast):
    channel = live(cast)
    operators.add_operator(by=cast.headteacher, channel=channel, person=cast.channel_operator.person)
    assert sum("no edition is in force" in says for says in missing(cast.channel_operator)) == 3


def test_it_ends_with_the_training_and_comes_back_with_it(cast):
    able(cast, cast.channel_operator, live(cast), but="training")
    assert missing(cast.channel_operator) == ["Their training for running a channel has not been recorded."]
    train(cast.channel_operator.person, cast.old_quay, TODAY - timedelta(days=300), cast.headteacher.person)
    assert missing(cast.channel_operator) == []

    lapsed = TODAY + timedelta(days=65)
    assert missing(cast.channel_operator, lapsed - timedelta(days=1)) == []
    says = "Their training for running a channel was valid until 27 January 2027."
    assert missing(cast.channel_operator, lapsed) == [says]


def test_the_page_says_until_when_the_training_is_good(cast, client_for):
    able(cast, cast.channel_operator, live(cast))
    page = client_for(cast.channel_operator).get(reverse("channels:mine")).content.decode()
    assert "You can post. Your training is in date until Friday 24 September 2027." in page


def test_a_role_for_the_whole_trust_and_cover_count(cast):
    channel = live(cast)
    held = give_role(cast.leadership.person, "channel_operator", cast.trust)
    able(cast, cast.leadership, channel)
    assert missing(cast.leadership) == []

    able(cast, cast.teacher, channel)
    cast.teacher.person.roles.all().delete()
    make_cover(held, cast.teacher.person, TODAY, TODAY + timedelta(days=7))
    assert missing(cast.teacher) == []
    assert missing(cast.teacher, TODAY + timedelta(days=8)) == ["They don’t have the channel operator role here."]


def test_it_ends_with_the_role_the_address_and_the_person(cast):
    able(cast, cast.channel_operator, live(cast))
    person = cast.channel_operator.person
    person.roles.update(end=TODAY - timedelta(days=1))
    person.email, person.left_on = "sofia@mail.example.net", TODAY - timedelta(days=1)
    person.save()
    assert missing(cast.channel_operator) == [
        "They have left.",
        "They don’t have the channel operator role here.",
        "Their email address is not a school address.",
    ]


def test_it_ends_with_the_approval_of_the_channel(cast):
    able(cast, cast.channel_operator, live(cast))
    assert "Its approval ended on 23 November 2027." in missing(cast.channel_operator, IN_A_YEAR + timedelta(days=1))


def test_nobody_posts_on_a_channel_that_is_not_live(cast):
    able(cast, cast.channel_operator, approved(cast))
    assert missing(cast.channel_operator) == ["The channel is not live."]


def test_a_role_at_another_school_does_not_count(cast):
    channel = live(cast)
    give_role(cast.teacher.person, "channel_operator", cast.saltmarsh)
    with pytest.raises(Refused, match="Give them the channel operator role"):
        operators.add_operator(by=cast.headteacher, channel=channel, person=cast.teacher.person)


def test_somebody_is_suspended_and_restored_but_not_by_themselves(cast):
    channel = live(cast)
    row = able(cast, cast.headteacher, channel)
    operators.suspend(by=cast.executive_headteacher, channel=channel, operator=row)
    assert missing(cast.headteacher) == ["Their authority has been suspended."]
    with pytest.raises(Refused, match="your own authority"):
        operators.restore(by=cast.headteacher, channel=channel, operator=row)
    operators.restore(by=cast.executive_headteacher, channel=channel, operator=row)
    assert missing(cast.headteacher) == []


@pytest.mark.parametrize("who", ["teacher", "channel_operator", "saltmarsh_headteacher", "stranger"])
def test_others_name_and_end_nobody(cast, who):
    channel = live(cast)
    row = able(cast, cast.channel_operator, channel)
    by = getattr(cast, who)
    for act in (operators.suspend, operators.end_operator):
        with pytest.raises(Refused):
            act(by=by, channel=channel, operator=row)
    with pytest.raises(Refused):
        operators.add_operator(by=by, channel=channel, person=cast.channel_operator.person)


def test_families_are_told_once_other_people_run_it(cast):
    channel = live(cast)
    row = able(cast, cast.channel_operator, channel)
    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        able(cast, cast.headteacher, channel)
        operators.end_operator(by=cast.headteacher, channel=channel, operator=row)
    assert channel.told.filter(event="handed_over", audience="parents").exists()
    assert [one.operator.person for one in of_channel(channel, TODAY + timedelta(days=2))] == [cast.headteacher.person]


def test_however_many_they_are_it_is_the_same_number_of_queries(cast):
    counts = []
    for name in ("One", "Two", "Three"):
        channel = live(cast, name=name)
        able(cast, cast.channel_operator, channel)
        with CaptureQueriesContext(connection) as seen:
            authorities(Operator.objects.all(), TODAY)
        counts.append(len(seen))
    assert counts[0] == counts[-1] <= 8
    running.close(by=cast.headteacher, channel=again(channel))
    with pytest.raises(Refused, match="closed"):
        operators.add_operator(by=cast.headteacher, channel=channel, person=cast.channel_operator.person)
