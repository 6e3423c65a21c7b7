"""How a concern ends: decided, told, closed, opened again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lanyard.concerns.casework.actions.breach import decide_on_regulator
from lanyard.concerns.casework.actions.debrief import no_debrief
from lanyard.concerns.casework.actions.outcome import close, decide, reopen
from lanyard.concerns.casework.actions.tasks import finish_action
from lanyard.concerns.core.actions.telling import tell_reporter
from lanyard.concerns.core.choices import ClockKind, ConcernType, Outcome, State, Threshold
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Clock, Message
from lanyard.kernel.refusals import Missing, Refused
from lanyard.notices.models import Notice
from tests.concerns.cases import consult, fresh, opened, page, post
from tests.concerns.dealing import about_staff, act, child_in, clock_of, decided, do, end, fill, judge_threshold, new

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def running(concern) -> set[str]:
    rows = Clock.objects.filter(concern=concern, met_at=None, stopped_at=None)
    return set(rows.values_list("kind", flat=True))


def closed(cast, **fields):
    concern = decided(cast.old_quay, cast.dsl, **fields)
    fill(concern, cast.dsl)
    act(no_debrief, concern, cast.dsl, why_none="Nothing went wrong.")
    act(close, concern, cast.dsl)
    return fresh(concern)


def test_the_reporter_is_told_in_the_words_that_were_typed(cast):
    concern = decided(cast.old_quay, cast.dsl)

    message = Message.objects.get(concern=concern)
    assert message.text == "We have dealt with it." and not message.from_reporter and message.by == cast.dsl.person
    assert clock_of(concern, ClockKind.UPDATE).met_at


def test_everything_that_is_missing_is_said_at_once(cast, client_for):
    concern = about_staff(cast.old_quay, cast.headteacher)
    judge_threshold(concern, cast.headteacher, Threshold.MAY_MEET)
    child_in(concern, cast.headteacher, name="Ash")
    with pytest.raises(Missing) as refused:
        end(concern, cast.headteacher)
    assert len(refused.value.sentences) == 3

    data = {"outcome": "no_further", "reasons": "x", "told": "We have looked into it."}
    shown = post(client_for(cast.headteacher), concern, "outcome/", **data).content.decode()
    for sentence in refused.value.sentences:
        assert sentence in shown
    assert "We have looked into it." in shown
    assert fresh(concern).state == State.OPEN and not Message.objects.exists()


@pytest.mark.parametrize("kind", ["bullying", "complaint", "fake_account", "other"])
def test_only_outcomes_of_the_type_are_taken(cast, kind):
    by = cast.dsl if KINDS[kind].is_safeguarding else cast.headteacher
    concern = opened(cast.old_quay, by, kind=kind)
    for outcome in set(Outcome) - set(KINDS[kind].outcomes):
        with pytest.raises(Refused, match="does not belong"):
            end(concern, by, outcome)


def test_a_new_concern_is_acknowledged_first(cast):
    concern = new(cast.old_quay)
    with pytest.raises(Refused, match="Acknowledge"):
        end(concern, cast.dsl)


def test_low_level_is_an_outcome_of_a_low_level_concern_alone(cast):
    concern = about_staff(cast.old_quay, cast.headteacher)
    judge_threshold(concern, cast.headteacher, Threshold.NONE)
    with pytest.raises(Refused, match="low-level"):
        end(concern, cast.headteacher, Outcome.LOW_LEVEL)


def test_it_is_not_closed_without_a_debrief_nor_with_something_undone(cast):
    concern = opened(cast.old_quay, cast.dsl)
    action = do(concern, cast.dsl)
    end(concern, cast.dsl)
    fill(concern, cast.dsl)
    with pytest.raises(Missing) as refused:
        act(close, concern, cast.dsl)
    assert len(refused.value.sentences) == 2
    act(no_debrief, concern, cast.dsl, why_none="Nothing went wrong.")
    act(finish_action, concern, cast.dsl, action=action, how="Done.")
    act(close, concern, cast.dsl)

    assert fresh(concern).state == State.CLOSED


def test_closing_stops_the_clocks_and_settles_the_notices(cast):
    concern = closed(cast)

    assert running(concern) == set() and concern.due_at is None
    assert not Notice.objects.filter(about=f"concern:{concern.pk}", settled_at=None).exists()


def test_an_open_concern_is_not_closed(cast):
    with pytest.raises(Refused, match="Decide on the concern"):
        act(close, opened(cast.old_quay, cast.dsl), cast.dsl)


def test_opened_again_its_clocks_begin_again_and_the_outcome_is_gone(cast):
    concern = closed(cast)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        act(reopen, concern, cast.dsl, reason="It happened again.")
        concern = fresh(concern)
        assert running(concern) == {ClockKind.UPDATE}
        assert clock_of(concern, ClockKind.UPDATE).started_at == timezone.now()
    assert (concern.state, concern.outcome, concern.closed_at) == (State.OPEN, "", None)
    assert any("It happened again." in entry.text for entry in concern.entries.all())


def test_a_debrief_before_the_outcome_that_stands_is_not_enough(cast):
    concern = closed(cast)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        act(reopen, concern, cast.dsl, reason="It happened again.")
        end(concern, cast.dsl, Outcome.SUPPORTED)
        with pytest.raises(Missing, match="Hold the debrief"):
            act(close, concern, cast.dsl)


def test_an_outcome_is_changed_only_by_opening_it_again(cast):
    concern = decided(cast.old_quay, cast.dsl)
    with pytest.raises(Refused, match="Reopen it first"):
        end(concern, cast.dsl, Outcome.SUPPORTED)


def test_a_breach_has_72_hours_and_no_outcome_without_the_decision(cast):
    by = cast.data_protection_lead
    concern = opened(cast.old_quay, by, kind=ConcernType.DATA_BREACH)
    assert clock_of(concern, ClockKind.REGULATOR).due_at == concern.received_at + timedelta(hours=72)
    with pytest.raises(Missing, match="regulator"):
        end(concern, by, Outcome.NOT_REPORTED)
    act(decide_on_regulator, concern, by, report_it=False, reasons="The list was encrypted.")
    end(concern, by, Outcome.NOT_REPORTED)

    assert clock_of(concern, ClockKind.REGULATOR).met_at
    assert any("The list was encrypted." in entry.text for entry in concern.entries.all())


def test_a_breach_that_was_decided_is_not_asked_for_again_when_it_is_opened_again(cast):
    by = cast.data_protection_lead
    concern = opened(cast.old_quay, by, kind=ConcernType.DATA_BREACH)
    act(decide_on_regulator, concern, by, report_it=True, reasons="Health data.")
    with pytest.raises(Refused, match="already been decided"):
        act(decide_on_regulator, concern, by, report_it=False, reasons="No.")
    end(concern, by, Outcome.REPORTED)
    act(reopen, concern, by, reason="More came to light.")

    assert running(concern) == {ClockKind.UPDATE}


def test_hearing_from_the_school_acknowledges_a_complaint(cast):
    concern = new(cast.old_quay, ConcernType.COMPLAINT)
    assert ClockKind.COMPLAINT_ACKNOWLEDGE in running(concern)
    tell_reporter(concern, "We have it.", cast.headteacher)
    tell_reporter(concern, "We still have it.", cast.headteacher, once="a" * 64)

    assert ClockKind.COMPLAINT_ACKNOWLEDGE not in running(concern)
    assert Message.objects.filter(concern=concern).count() == 2


def test_who_is_asked_for_advice_ends_nothing(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    consult(concern, cast.dsl, cast.line_manager.person)
    for path, data in (
        ("outcome/", {"outcome": "no_further", "reasons": "x", "told": "y"}),
        ("close/", {}),
        ("reopen/", {"reason": "x"}),
        ("debrief/none/", {"why_none": "x"}),
    ):
        assert post(client_for(cast.line_manager), concern, path, **data).status_code == 200
    assert fresh(concern).state == State.OPEN
    with pytest.raises(Refused, match="someone else is dealing with it"):
        act(decide, concern, cast.line_manager, outcome="no_further", reasons="x", told="y")


def test_the_page_leads_on_from_step_to_step(cast, client_for):
    client, concern = client_for(cast.dsl), opened(cast.old_quay, cast.dsl)
    assert "Nothing is missing: decide how it ended." in page(client, concern)
    post(client, concern, "outcome/", outcome="no_further", reasons="Nothing in it.", told="We looked into it.")
    assert "Hold the debrief, or record why there is none." in page(client, concern)
    post(client, concern, "debrief/none/", why_none="Nothing went wrong.")
    assert "Assess the risk." in page(client, concern)
    fill(concern, cast.dsl)
    assert "Nothing is missing: close it." in page(client, concern)
    post(client, concern, "close/")
    assert "Reopen this concern" in page(client, concern)
    assert fresh(concern).state == State.CLOSED
