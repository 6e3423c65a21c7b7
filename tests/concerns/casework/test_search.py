"""Words inside cases: found for those who may see them, never in an address, and on record without the words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.casework.queries.search import AT_MOST, search
from lanyard.concerns.core.choices import ConcernType, PartyRole
from lanyard.concerns.core.models import Message
from lanyard.records.models import AuditEvent
from tests.concerns.cases import add_entry, add_party, consult, opened, others
from tests.concerns.casework.test_queue import refs
from tests.concerns.crowd import crowd
from tests.concerns.factories import make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now"), pytest.mark.postgres]


@pytest.fixture
def concern(cast):
    made = opened(cast.old_quay, cast.dsl, account="A zebra on TikTok.", child_words="They were mean.")
    add_party(made, cast.dsl, PartyRole.WITNESS, name="Möll Flint")
    add_entry(made, cast.dsl, "Rang the grandmother.")
    Message.objects.create(concern=made, text="Any news?", from_reporter=True, at=made.received_at, sent_once="m")
    make_concern(cast.old_quay, account="Something else.")
    return made


def looked_for(client, school, words: str) -> str:
    return client.post("/concerns/search/", {"words": words, "school": str(school.pk)}).content.decode()


@pytest.mark.parametrize(
    "words", ["zebra", "ZEBRA", "mean", "möll", "MÖLL flint", "grandmother", "news?", "zebra grandmother Flint mean"]
)
def test_every_word_has_to_occur_somewhere_in_the_case_whatever_its_case(cast, client_for, concern, words):
    assert refs(looked_for(client_for(cast.dsl), cast.old_quay, words)) == [concern.ref]


@pytest.mark.parametrize("words", ["zebra crocodile", "concerns_report", "k1:"])
def test_otherwise_nothing_is_found(cast, client_for, concern, words):
    assert "Nothing found" in looked_for(client_for(cast.dsl), cast.old_quay, words)


def test_what_is_found_is_shown_as_metadata_alone(cast, client_for, concern):
    text = looked_for(client_for(cast.dsl), cast.old_quay, "zebra")
    assert "A zebra on" not in text
    assert "Flint" not in text


def test_nobody_finds_what_they_may_not_see(cast, client_for):
    concern = opened(
        cast.old_quay, cast.headteacher, kind=ConcernType.STAFF_CONDUCT, answers={"about": "staff"}, account="A zebra."
    )
    consult(concern, cast.headteacher, cast.line_manager.person)
    add_party(concern, cast.headteacher, PartyRole.CONFLICT, person=cast.line_manager.person)
    for user in others(cast, "headteacher"):
        assert concern.ref not in looked_for(client_for(user), cast.old_quay, "zebra")
    assert concern.ref in looked_for(client_for(cast.headteacher), cast.old_quay, "zebra")


def test_only_schools_where_somebody_may_see_something_can_be_searched(cast, client_for, concern):
    assert "Select one of the choices" in looked_for(client_for(cast.dsl), cast.saltmarsh, "zebra")
    consult(concern, cast.dsl, cast.line_manager.person)
    assert refs(looked_for(client_for(cast.line_manager), cast.old_quay, "zebra")) == [concern.ref]
    assert "no concerns you can search" in client_for(cast.teacher).get("/concerns/search/").content.decode()


def test_it_is_on_record_without_the_words(cast, client_for, concern):
    looked_for(client_for(cast.dsl), cast.old_quay, "zebra")

    event = AuditEvent.objects.get(event="concern:search")
    assert (event.actor, event.school_id) == (f"person:{cast.dsl.person_id}", cast.old_quay.pk)
    assert "zebra" not in event.detail


def test_words_in_the_address_are_not_taken(cast, client_for, concern):
    text = client_for(cast.dsl).get("/concerns/search/", {"words": "zebra", "school": str(cast.old_quay.pk)}).content
    assert concern.ref not in text.decode()
    assert "zebra" not in text.decode()


def test_it_stops_at_fifty_and_says_so_the_newest_first(cast, client_for):
    for number in range(AT_MOST + 2):
        make_concern(cast.old_quay, account=f"A zebra {number}.")
    text = looked_for(client_for(cast.dsl), cast.old_quay, "zebra")

    assert len(refs(text)) == AT_MOST
    assert "These are the newest 50" in text


def test_it_asks_the_same_few_questions_however_many_cases_there_are(cast, now):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert search(cast.dsl, cast.old_quay, "nothing-of-the-kind").concerns == []
        return len(captured)

    crowd(cast.old_quay, 10, now)
    # Who somebody is, is asked once.
    asked()
    few = asked()
    crowd(cast.old_quay, 300, now)

    assert asked() == few <= 8
