"""Each clock says what stops it, the button which one it stops, and the page which go on."""

from __future__ import annotations

import pytest

from lanyard.concerns.casework.actions.breach import decide_on_regulator
from lanyard.concerns.core.choices import ClockKind, ConcernType, Threshold
from lanyard.concerns.core.models import Clock
from lanyard.concerns.core.rules.clocks import ACTS, met_by
from lanyard.concerns.intake.actions.messages import answer_reporter
from tests.concerns.cases import fresh, opened, page, post
from tests.concerns.dealing import about_staff, act, ask, judge_threshold
from tests.concerns.factories import make_concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def running(concern) -> set[str]:
    rows = Clock.objects.filter(concern=concern, met_at=None, stopped_at=None)
    return set(rows.values_list("kind", flat=True))


def test_every_kind_of_clock_is_met_by_exactly_one_act():
    met = [kind for one in ACTS for kind in one.meets]
    assert sorted(met) == sorted(ClockKind.values)
    assert all(met_by(kind).says for kind in ClockKind.values)


@pytest.mark.parametrize(
    ("kind", "holder", "go_on"),
    [
        (ConcernType.COMPLAINT, "headteacher", {"complaint_acknowledge", "complaint_answer"}),
        (ConcernType.DATA_COMPLAINT, "data_protection_lead", {"data_complaint", "update"}),
    ],
)
def test_taking_a_complaint_in_hand_stops_none_of_its_clocks_and_says_so(cast, client_for, kind, holder, go_on):
    concern, client = make_concern(cast.old_quay, kind), client_for(getattr(cast, holder))
    before = " ".join(page(client, concern).split())
    assert (
        "It does not stop a clock." in before
        and "These clocks keep running:" in before
        and "I am dealing with it" in before
    )
    answer = post(client, concern, "acknowledge/").content.decode()

    assert running(concern) == go_on
    assert "Acknowledged." in answer and "stopped" not in answer
    for code in go_on:
        assert ClockKind(code).label in answer and met_by(code).says in answer


def test_the_button_names_the_clock_it_stops_and_the_page_those_that_go_on(cast, client_for):
    concern, client = make_concern(cast.old_quay), client_for(cast.dsl)
    before = " ".join(page(client, concern).split())
    assert "It stops the clock “Acknowledge”" in before
    assert "This clock keeps running: “Update the reporter”." in before
    answer = post(client, concern, "acknowledge/").content.decode()

    assert "This clock has stopped: “Acknowledge”. Still running: “Update the reporter”, due" in answer


def test_a_complaint_with_a_child_at_risk_has_both_and_each_stops_by_its_own_act(cast, client_for):
    concern = make_concern(cast.old_quay, ConcernType.COMPLAINT, answers={"child_at_risk": "yes"})
    answer = post(client_for(cast.dsl), concern, "acknowledge/").content.decode()
    assert "This clock has stopped: “Acknowledge”. Still running: “Acknowledge the complaint”" in answer
    assert running(concern) == {"complaint_acknowledge", "complaint_answer"}
    answer_reporter(by=cast.headteacher, concern=fresh(concern), text="We have it, and look into it.")

    assert running(concern) == {"complaint_answer"}


@pytest.mark.parametrize(("kind", "holder"), [("complaint", "headteacher"), ("data_complaint", "data_protection_lead")])
def test_writing_to_the_reporter_says_which_clock_it_stopped(cast, client_for, kind, holder):
    concern = opened(cast.old_quay, getattr(cast, holder), kind=kind)
    client = client_for(getattr(cast, holder))
    answer = post(client, concern, "answer/", text="We have your complaint.").content.decode()

    acknowledged = {"complaint": "Acknowledge the complaint", "data_complaint": "Acknowledge the data-protection"}[kind]
    assert "Your message has been sent." in answer and f"stopped: “{acknowledged}" in answer
    assert "Still running:" in answer


def test_each_other_act_meets_its_own_clocks_and_no_other(cast):
    breach = opened(cast.old_quay, cast.data_protection_lead, kind=ConcernType.DATA_BREACH)
    act(decide_on_regulator, breach, cast.data_protection_lead, report_it=False, reasons="Nobody could see it.")
    assert running(breach) == {"update"}
    staff = about_staff(cast.old_quay, cast.headteacher)
    judge_threshold(staff, cast.headteacher, Threshold.MAY_MEET)
    assert running(staff) == {"lado", "update"}
    ask(staff, cast.headteacher)

    assert running(staff) == {"update"}
