"""Who reported it: shown once, for a reason that stays."""

import pytest

from lanyard.concerns.casework.actions import identity
from lanyard.kernel.refusals import Refused
from lanyard.records.models import AuditEvent
from tests.concerns.cases import consult, fresh, opened, others, page, post
from tests.concerns.factories import by_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl, **by_staff(cast.teacher))


def test_it_is_shown_for_a_reason_in_this_answer_alone(cast, client_for, concern):
    client, name = client_for(cast.dsl), cast.teacher.person.full_name
    shown = post(client, concern, "reporter/", reason="The child named a witness.").content.decode()

    assert name in shown
    assert name not in page(client, concern)
    assert "The child named a witness." in page(client, concern)
    assert name not in client.get(f"/concerns/{concern.pk}/reporter/").content.decode()


def test_it_is_on_record_with_the_reason_in_the_chronology_and_not_in_the_trail(cast, client_for, concern):
    post(client_for(cast.dsl), concern, "reporter/", reason="The child named a witness.")

    event = AuditEvent.objects.get(event="concern:reveal")
    assert (event.actor, event.about_id) == (f"person:{cast.dsl.person_id}", str(concern.pk))
    assert "witness" not in event.detail


def test_without_a_reason_nothing_is_shown(cast, client_for, concern):
    shown = post(client_for(cast.dsl), concern, "reporter/", reason="  ").content.decode()

    assert cast.teacher.person.full_name not in shown
    assert "Say why" in shown
    assert not AuditEvent.objects.filter(event="concern:reveal").exists()


def test_who_only_reads_is_not_shown_it(cast, client_for, concern):
    consult(concern, cast.dsl, cast.line_manager.person)
    shown = post(client_for(cast.line_manager), concern, "reporter/", reason="I wonder.").content.decode()

    assert cast.teacher.person.full_name not in shown
    for user in others(cast, "dsl", "deputy_dsl", "line_manager"):
        assert client_for(user).post(f"/concerns/{concern.pk}/reporter/", {"reason": "x"}).status_code in (403, 404)


def test_where_nobody_gave_a_name_there_is_nothing_to_show(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    with pytest.raises(Refused, match="no name"):
        identity.reveal(by=cast.dsl, concern=fresh(concern), version=concern.version, reason="Because.")
    assert "gave no name" in client_for(cast.dsl).get(f"/concerns/{concern.pk}/reporter/").content.decode()
