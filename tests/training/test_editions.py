from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from lanyard.notices.models import Notice
from lanyard.people.choices import Kind, Role
from lanyard.policy.clause_ids import clause_ids
from lanyard.records.models import AuditEvent
from lanyard.training import actions
from lanyard.training.actions.loading import shipped
from lanyard.training.models import Document, DocumentEdition
from tests.training.office import TODAY, make_document, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def publish(cast, document, **fields):
    ready = {"by": cast.trust_administrator, "text": "# Be kind\n", "is_major": True, "in_force_from": TODAY}
    return actions.publish_edition(document=document, **(ready | fields))


def test_the_first_edition_is_one_and_asks_everybody_it_is_for(cast):
    document = make_document(cast.trust)
    edition = publish(cast, document, is_major=False)
    assert edition.number == "1.0" and edition.published_by == cast.trust_administrator.person
    assert Notice.objects.filter(person=cast.teacher.person, about=f"sign:{document.pk}").count() == 1
    assert not Notice.objects.filter(person=cast.parent.person).exists()


def test_a_minor_edition_asks_nobody_and_a_major_one_everybody_again(cast, code):
    actions.remind()
    sign(cast.teacher, code)
    asked = Notice.objects.filter(person=cast.teacher.person, kind="training:sign-this")
    assert publish(cast, code, is_major=False).number == "1.1"
    assert asked.filter(settled_at=None).count() == 0
    assert publish(cast, code, text="# Be very kind\n").number == "2.0"
    assert asked.filter(settled_at=None).count() == 1


def test_a_major_edition_closes_the_requests_for_the_one_before(cast, code):
    actions.remind()
    publish(cast, code)
    assert Notice.objects.filter(person=cast.teacher.person, settled_at=None).count() == 1


def test_an_edition_for_a_later_day_asks_on_that_day(cast, code):
    actions.remind()
    publish(cast, code, in_force_from=TODAY + timedelta(days=7))
    assert Notice.objects.filter(person=cast.teacher.person).count() == 1
    with time_machine.travel(TODAY + timedelta(days=7), tick=False):
        actions.remind()
    assert Notice.objects.filter(person=cast.teacher.person).count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "  \n"}, "text"),
        ({"in_force_from": TODAY - timedelta(days=1)}, "in_force_from"),
    ],
)
def test_what_cannot_be_published_is_refused_beside_its_field(cast, code, fields, field):
    with pytest.raises(ValidationError) as refusal:
        publish(cast, code, **fields)
    assert field in refusal.value.message_dict
    assert code.editions.count() == 1


def test_the_same_wording_is_not_published_twice(cast, code):
    publish(cast, code)
    with pytest.raises(ValidationError, match="same as that of the last"):
        publish(cast, code)


def test_the_ends_of_lines_that_a_browser_sends_make_no_other_wording(cast, code):
    edition = publish(cast, code, text="# Be kind\r\n\r\nAlways.\r\n")
    assert edition.text == "# Be kind\n\nAlways.\n"
    with pytest.raises(ValidationError, match="same as that of the last"):
        publish(cast, code, text="# Be kind\n\nAlways.\n")


def test_an_edition_never_starts_before_the_one_it_follows(cast, code):
    publish(cast, code, in_force_from=TODAY + timedelta(days=9))
    with pytest.raises(ValidationError, match="3 December 2026"):
        publish(cast, code, text="# Other\n", in_force_from=TODAY)


def test_publishing_is_one_audit_event_at_the_trust(cast, code):
    edition = publish(cast, code)
    event = AuditEvent.objects.get(event="document:publish-edition")
    assert (event.about_id, event.trust_id, event.school_id) == (str(edition.pk), cast.trust.pk, None)


def test_the_shipped_documents_name_known_kinds_roles_and_clauses():
    for entry in shipped():
        assert set(entry["asked_of"]) <= set(Kind.values)
        assert set(entry["asked_of_roles"]) <= set(Role.values)
        assert set(entry["clauses"]) <= set(clause_ids())
        assert entry["text"].startswith("# ") and entry["days_to_sign"] > 0


def test_loading_gives_a_trust_every_document_once(cast):
    added = actions.load_documents(trust=cast.trust)
    assert {document.key for document in added} == {entry["key"] for entry in shipped()}
    assert actions.load_documents(trust=cast.trust) == []
    assert Document.objects.filter(trust=cast.other_trust).count() == 0
    assert DocumentEdition.objects.count() == len(added)


def test_loading_leaves_the_trusts_own_wording(cast):
    document = actions.load_documents(trust=cast.trust)[0]
    publish(cast, document, text="# Our own\n")
    actions.load_documents(trust=cast.trust)
    assert document.editions.first().text == "# Our own\n"
