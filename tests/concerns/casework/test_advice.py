"""Advice asked of agencies, and what they answered (BRE6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lanyard.concerns.casework.actions.advice import record_answer
from lanyard.concerns.core.models import Advice
from lanyard.kernel.refusals import Refused
from tests.concerns.cases import fresh, opened, page, post
from tests.concerns.dealing import act, ask, make_agency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def test_asking_and_the_answer_are_on_the_page(cast, concern, client_for):
    advice = ask(concern, cast.dsl, with_names=True, reference="L-77")
    fields = {"answer": "Speak with the parents first.", "answered_at": timezone.now()}
    act(record_answer, concern, cast.dsl, advice=advice, **fields)

    shown = page(client_for(cast.dsl), concern)
    for words in ("(LESAS)", "with names", "L-77", "May we speak with him?", "Speak with the parents first."):
        assert words in shown


def test_there_is_one_answer_and_it_comes_after_the_question(cast, concern):
    advice = ask(concern, cast.dsl)
    early = {"answer": "No.", "answered_at": timezone.now() - timedelta(days=1)}
    with pytest.raises(Refused, match="before the question"):
        act(record_answer, concern, cast.dsl, advice=advice, **early)
    act(record_answer, concern, cast.dsl, advice=advice, answer="No.", answered_at=timezone.now())
    with pytest.raises(Refused, match="already been recorded"):
        act(record_answer, concern, cast.dsl, advice=advice, answer="Yes.", answered_at=timezone.now())


def test_only_agencies_for_staff_of_today_can_be_asked(cast, concern):
    children = make_agency("childline", "Childline")
    children.who_may_use = ["children"]
    children.save()
    with pytest.raises(Refused, match="can’t ask this agency"):
        ask(concern, cast.dsl, children)


def test_it_is_recorded_from_the_page_with_the_day_that_was_typed(cast, concern, client_for):
    agency = make_agency()
    data = {"agency": str(agency.pk), "asked_on": "23 November 2026", "asked_time": "14:30", "asked": "Can we wait?"}
    post(client_for(cast.dsl), concern, "advice/", **data)

    made = Advice.objects.get()
    assert f"{timezone.localtime(made.asked_at):%d %H:%M}" == "23 14:30" and not made.with_names


def test_advice_of_another_case_is_not_there(cast, concern, client_for):
    other = opened(cast.old_quay, cast.dsl)
    advice = ask(other, cast.dsl)

    assert client_for(cast.dsl).get(f"/concerns/{concern.pk}/advice/{advice.pk}/").status_code == 404
    with pytest.raises(Refused, match="another concern"):
        act(record_answer, concern, cast.dsl, advice=advice, answer="No.", answered_at=timezone.now())
    assert fresh(other).advice.get().answer == ""
