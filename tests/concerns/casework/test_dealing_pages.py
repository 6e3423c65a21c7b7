"""Every page of dealing with a case: it answers who deals with it, in few questions, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lanyard.concerns.core.choices import ConcernType
from lanyard.records.models import AuditEvent
from tests.concerns.cases import opened, others, page
from tests.concerns.dealing import ask, child_in, decided, do, tell_parents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

OPEN = "ground outside-ref ask-advice add-action take-internet decide".split()
ENDED = "close reopen debrief no-debrief add-lesson".split()
MOST = 15


@pytest.fixture
def concern(cast):
    """A concern with something of everything in it."""
    concern = opened(cast.old_quay, cast.dsl)
    for number, person in enumerate((cast.elder_child, cast.younger_child)):
        child = child_in(concern, cast.dsl, person)
        tell_parents(concern, cast.dsl, child)
        do(concern, cast.dsl, "support", party=child, says=f"Support {number}")
        ask(concern, cast.dsl)
    return concern


def addresses(concern, names) -> list[str]:
    found = [reverse(f"concerns:{name}", kwargs={"concern": concern.pk}) for name in names]
    rows = {"parents": ("party", concern.parties), "finish-action": ("action", concern.actions)}
    rows["answer-advice"] = ("advice", concern.advice)
    for name, (key, of) in rows.items() if names is OPEN else ():
        row = of.order_by("pk").filter(**({"role": "child"} if name == "parents" else {})).first()
        found.append(reverse(f"concerns:{name}", kwargs={"concern": concern.pk, key: row.pk}))
    return found


def test_each_page_answers_in_few_questions(cast, client_for, concern):
    client = client_for(cast.dsl)
    many = []
    for address in [*addresses(concern, OPEN), *addresses(decided(cast.old_quay, cast.dsl), ENDED)]:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert 'name="version"' in answer.content.decode(), address
        if len(asked) > MOST:
            many.append((address, len(asked)))

    assert many == []


def test_nobody_but_those_who_see_the_concern_finds_any_of_them(cast, client_for, concern):
    for user in others(cast, "dsl", "deputy_dsl"):
        client = client_for(user)
        found = {client.get(address).status_code for address in addresses(concern, OPEN)}
        assert found <= {403, 404}, user
        assert {client.post(address).status_code for address in addresses(concern, OPEN)} <= {403, 404}, user


def test_the_page_of_a_full_case_stays_within_fifteen_questions(cast, client_for, concern):
    client = client_for(cast.dsl)
    page(client, concern)
    with CaptureQueriesContext(connection) as asked:
        page(client, concern)
    assert len(asked) <= MOST, [query["sql"][:150] for query in asked]


def test_a_breach_and_a_complaint_have_pages_of_their_own(cast, client_for):
    breach = opened(cast.old_quay, cast.data_protection_lead, kind=ConcernType.DATA_BREACH)
    answer = client_for(cast.data_protection_lead).get(f"/concerns/{breach.pk}/regulator/")
    assert "within 72 hours" in answer.content.decode()
    complaint = opened(cast.old_quay, cast.headteacher, kind=ConcernType.COMPLAINT)
    answer = client_for(cast.headteacher).get(f"/concerns/{complaint.pk}/review/")
    assert "had no part in the first answer" in answer.content.decode()


def test_a_form_that_shows_something_of_the_case_is_a_look_on_record(cast, client_for, concern):
    child = concern.parties.filter(role="child").first()
    before = AuditEvent.objects.filter(event="concern:look").count()
    client_for(cast.dsl).get(f"/concerns/{concern.pk}/parents/{child.pk}/")
    assert AuditEvent.objects.filter(event="concern:look").count() == before + 1
