"""One press that reminds everybody who has not signed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lanyard.kernel.refusals import Refused
from lanyard.notices.models import Notice
from lanyard.people.models import Membership, School
from lanyard.records.models import AuditEvent
from lanyard.training import actions
from tests.factories.people import make_membership, make_person
from tests.training.office import TODAY, make_document, make_edition, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


@pytest.fixture
def policy(cast):
    """A document that staff were asked to sign some days ago; nobody else works at Old Quay than these five."""
    document = make_document(cast.trust, "code")
    make_edition(document, TODAY - timedelta(days=3))
    staff = [cast.headteacher, cast.teacher, cast.dsl, cast.leadership]
    Membership.objects.filter(school=cast.old_quay).exclude(person__user__in=staff).delete()
    make_membership(make_person(cast.trust, "Nora Nomail"), cast.old_quay)
    return document


def reminded(cast):
    return {str(one.person) for one in Notice.objects.filter(kind="training:please-sign").select_related("person")}


def remind(cast, document, by=None):
    return actions.remind_all(by=by or cast.headteacher, document=document, school=cast.old_quay)


def test_who_has_not_signed_is_reminded_and_nobody_else(cast, policy):
    sign(cast.teacher, policy)
    actions.exempt(by=cast.headteacher, person=cast.dsl.person, document=policy, school=cast.old_quay,
                   reason="On long leave", end=TODAY + timedelta(days=30))  # fmt: skip
    person = cast.leadership.person
    person.left_on = TODAY - timedelta(days=1)
    person.save()

    told = remind(cast, policy)

    assert reminded(cast) == {str(cast.headteacher.person), "Nora Nomail"}
    assert (told.people, told.without_email) == (2, 1)


def test_nobody_is_reminded_twice_on_one_day_by_whichever_way(cast, policy):
    actions.remind()
    with pytest.raises(Refused, match="reminded today already"):
        remind(cast, policy)
    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        assert remind(cast, policy).people == 5
        with pytest.raises(Refused, match="reminded today already"):
            remind(cast, policy, cast.leadership)


def test_whoever_has_no_access_any_more_is_not_reminded(cast, policy, now):
    person = cast.teacher.person
    person.suspended_at = now
    person.save()
    remind(cast, policy)

    assert str(person) not in reminded(cast)


def test_another_school_is_not_reminded(cast, policy):
    make_membership(make_person(cast.trust, "Salt Marsh"), School.objects.get(pk=cast.saltmarsh.pk))
    remind(cast, policy)

    assert "Salt Marsh" not in reminded(cast)


def test_the_press_says_how_many_before_and_after_and_is_on_record(cast, policy, client_for):
    client = client_for(cast.headteacher)
    address = reverse("training:at-school", args=[cast.old_quay.slug, policy.pk])
    assert "Remind all 5 who have not signed" in client.get(address).content.decode()

    after = client.post(reverse("training:remind", args=[cast.old_quay.slug, policy.pk]), follow=True).content.decode()

    assert "5 people have been reminded. 1 of them has no email address: ask on paper." in after
    assert "Remind all" not in after
    event = AuditEvent.objects.get(event="sign-off:remind-all")
    assert json.loads(event.detail)["people"] == 5


def test_a_second_press_is_told_that_all_are_reminded(cast, policy, client_for):
    client = client_for(cast.headteacher)
    address = reverse("training:remind", args=[cast.old_quay.slug, policy.pk])
    client.post(address)

    assert "has been reminded today already" in client.post(address, follow=True).content.decode()
    assert len(Notice.objects.filter(kind="training:please-sign")) == 5


def test_signing_closes_the_reminder(cast, policy):
    remind(cast, policy)
    sign(cast.teacher, policy)

    assert Notice.objects.get(kind="training:please-sign", person=cast.teacher.person).settled_at


@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("governor", 403), ("stranger", 404)])
def test_only_leaders_remind(cast, policy, client_for, who, status):
    address = reverse("training:remind", args=[cast.old_quay.slug, policy.pk])

    assert client_for(getattr(cast, who)).post(address).status_code == status
    assert not reminded(cast)
