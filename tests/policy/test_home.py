from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from lanyard.kernel import schedule
from lanyard.people.models import User
from lanyard.policy import actions, home
from tests.policy import making

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


def asked_by(user):
    request = RequestFactory().get("/")
    # A user of its own, as each request has: roles are remembered on it.
    request.user = User.objects.select_related("person").get(pk=user.pk)
    return request


def needs(user):
    return [need.says for need in home.needs(asked_by(user))]


def test_each_step_waits_for_those_who_can_take_it(cast):
    edition = making.submitted(cast, making.draft(cast))
    assert "approve it" in needs(cast.chair_of_trustees)[0]
    assert needs(cast.trust_administrator) == needs(cast.chair_of_governors) == needs(cast.stranger) == []
    actions.approve(edition=edition, version=edition.version, meeting_on=TODAY, by=cast.chair_of_trustees)
    assert needs(cast.chair_of_trustees) == []
    assert "date it comes into force" in needs(cast.executive_headteacher)[0]
    actions.send_back(edition=edition, version=edition.version, says="Not yet.", by=cast.chair_of_trustees)
    assert "sent back" in needs(cast.trust_administrator)[0]
    making.in_force(cast, edition, TODAY)
    everybody = (cast.chair_of_trustees, cast.executive_headteacher, cast.trust_administrator)
    assert [needs(user) for user in everybody] == [[], [], []]


def test_what_waits_is_found_with_the_same_queries_however_much_it_is(cast):
    counted = []
    for _ in range(2):
        making.submitted(cast, making.draft(cast))
        request = asked_by(cast.chair_of_trustees)
        with CaptureQueriesContext(connection) as queries:
            found = list(home.needs(request))
        counted.append((len(found), len(queries)))
    assert [found for found, _ in counted] == [1, 2]
    assert counted[0][1] == counted[1][1]


def test_cards_are_for_those_who_can_use_them(cast):
    def titles(user):
        return {card.title for card in home.cards(asked_by(user))}

    assert titles(cast.headteacher) == {"The policy’s editions", "Who to ask"}
    assert titles(cast.teacher) == {"Who to ask"}
    assert titles(cast.parent) == set()


def test_the_jobs_of_the_room_are_on_the_schedule():
    assert {"policy.tasks.start_editions", "policy.tasks.raise_triggers"} <= set(schedule.jobs)
