"""Every answer of every type, on every route, that changes who hears of a concern and how fast; and later ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.casework.actions import triage
from lanyard.concerns.core.actions.at_risk import hand_on_what_was_said_before
from lanyard.concerns.core.choices import ConcernType, Group, Route
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Clock, Concern, OutOfHours
from lanyard.concerns.core.rules import answers, hearing
from lanyard.concerns.intake.actions.messages import write_back
from lanyard.notices.models import Notice
from lanyard.people.rules import routing
from lanyard.people.rules.working_time import LONDON
from tests.concerns.cases import fresh, opened, page, post
from tests.concerns.core.test_routing import graphs, meant_by, reports
from tests.concerns.core.test_visible import seen_by, seen_of
from tests.concerns.dealing import make_agency
from tests.concerns.factories import by_staff, make_concern, new_form
from tests.concerns.reporting import report_publicly, written

pytestmark = pytest.mark.django_db

SATURDAY = datetime(2026, 11, 28, 22, 0, tzinfo=LONDON)
DSL, HEAD, CHAIR, DATA = "dsl", "headteacher", "chair_of_governors", "data_protection_lead"
# Of each type: who holds it, who holds it once a child is at risk, and who deals with it besides then.
HOLDS = {
    ConcernType.STAFF_CONDUCT: (HEAD, HEAD, ""),
    ConcernType.ABOUT_MYSELF: (HEAD, HEAD, ""),
    ConcernType.CONTACT_RECEIVED: (HEAD, DSL, HEAD),
    ConcernType.FAKE_ACCOUNT: (HEAD, DSL, ""),
    ConcernType.DATA_BREACH: (DATA, DSL, DATA),
    ConcernType.DATA_COMPLAINT: (DATA, DSL, DATA),
    ConcernType.COMPLAINT: (HEAD, DSL, HEAD),
    ConcernType.WHISTLEBLOWING: (CHAIR, CHAIR, ""),
    ConcernType.OTHER: (HEAD, DSL, ""),
}
# What is acknowledged by a clock of its own kind and not by the usual one.
OWN_CLOCK = (ConcernType.COMPLAINT, ConcernType.DATA_COMPLAINT)
SAID = [("", ""), *((question, said) for question in ("danger", "child_at_risk") for said in ("yes", "no", "unknown"))]
READ_BY = {DSL: {"dsl", "deputy_dsl"}, HEAD: {"headteacher"}, CHAIR: {"chair_of_governors"}, DATA: {DATA}, "": set()}


def is_asked(kind: str, question: str) -> bool:
    return not question or question in KINDS[kind].asks


def made(cast, kind: str, route: str, question: str = "", said: str = "", **fields) -> Concern:
    given = {question: said} if question else {}
    if kind == ConcernType.CONTACT_RECEIVED:
        given |= {"tell_whom": "headteacher", "who_sent": "A pupil"}
    more = by_staff(cast.teacher) if kind == ConcernType.ABOUT_MYSELF or route == Route.STAFF else {}
    return make_concern(cast.old_quay, kind, **{**more, "route": route, "answers": given, **fields})


def clock(concern: Concern) -> Clock | None:
    return Clock.objects.filter(concern=concern, kind="acknowledge", met_at=None).first()


@pytest.mark.parametrize("kind", ConcernType.values)
def test_each_answer_on_each_route_goes_where_the_table_says_and_as_fast(cast, now, kind):
    """Unknown is as fast as yes, and only yes moves it; on the children's page it is always yes."""
    usual, at_risk, beside = HOLDS.get(kind, (DSL, DSL, ""))
    routes = sorted(KINDS[kind].routes - {Route.TRANSFER})
    cells = [(route, *cell) for route in routes for cell in SAID if is_asked(kind, cell[0])]
    concerns = {cell: made(cast, kind, *cell) for cell in cells}
    seen = seen_of(cast, concerns.values())
    for (route, question, said), concern in concerns.items():
        says_yes = said == "yes" or route == Route.CHILD
        cell = (kind, route, question, said)

        assert concern.level == (at_risk if says_yes else usual), cell
        readers = READ_BY[at_risk] | READ_BY[beside] if says_yes else READ_BY[usual]
        assert seen[concern.pk] == readers, cell
        told = set(Notice.objects.filter(about=f"concern:{concern.pk}").values_list("person", flat=True))
        assert told <= {getattr(cast, one).person_id for one in readers} and told, cell
        if (question, said) == ("danger", "yes"):
            expected = now + timedelta(minutes=15)
        elif says_yes or said == "unknown" or kind not in HOLDS:
            expected = now + timedelta(minutes=30)
        else:
            expected = None if kind in OWN_CLOCK else datetime(2026, 11, 25, 16, 30, tzinfo=LONDON)
        running = clock(concern)
        assert (running.due_at if running else None) == expected, cell
        assert set(KINDS[kind].clocks) <= set(concern.clocks.values_list("kind", flat=True)), cell


def test_every_type_can_say_that_a_child_is_at_risk():
    for kind in KINDS.values():
        assert kind.is_safeguarding or "child_at_risk" in kind.asks
        assert Route.CHILD not in kind.routes or kind.type == ConcernType.FAKE_ACCOUNT or "danger" in kind.asks


def test_every_choice_of_the_questions_in_the_table_stands_in_it():
    for question in ("danger", "child_at_risk"):
        assert set(answers.TABLE[question]) == {"yes", "no", "unknown"}
    assert set(answers.TABLE["about"]) == set(routing.SAID)
    assert set(answers.TABLE["tell_whom"]) == {"line_manager", "dsl", "headteacher"}


@pytest.mark.parametrize("kind", ConcernType.values)
@pytest.mark.parametrize("said", ["yes", "unknown"])
def test_out_of_hours_who_is_named_hears_of_a_child_who_may_be_at_risk(cast, kind, said):
    with time_machine.travel(SATURDAY, tick=False):
        OutOfHours.objects.create(school=cast.old_quay, person=cast.it_lead.person, start=SATURDAY.date())
        question = "danger" if KINDS[kind].is_safeguarding else "child_at_risk"
        about = {"about_people": (cast.teacher.person,)} if kind == ConcernType.STAFF_CONDUCT else {}
        concern = made(cast, kind, sorted(KINDS[kind].routes - {Route.TRANSFER})[0], question, said, **about)

        assert "it_lead" in seen_by(cast, concern)
        assert Notice.objects.filter(person=cast.it_lead.person, about=f"concern:{concern.pk}").exists()
        minutes = 15 if (question, said) == ("danger", "yes") else 60
        assert clock(concern).due_at == SATURDAY + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("named", "kind", "given", "hears"),
    [
        # It could be about anybody who works here, themselves included.
        ("it_lead", ConcernType.STAFF_CONDUCT, {"about": "staff"}, False),
        ("headteacher", ConcernType.STAFF_CONDUCT, {"about": "staff"}, True),
        ("it_lead", ConcernType.STAFF_CONDUCT, {"about": "headteacher"}, False),
        ("deputy_dsl", ConcernType.COMPLAINT, {"about": "safeguarding"}, False),
        ("it_lead", ConcernType.COMPLAINT, {"about": "safeguarding"}, True),
        ("leadership", ConcernType.WHISTLEBLOWING, {}, False),
        ("dsl", ConcernType.WHISTLEBLOWING, {}, False),
    ],
)
def test_who_is_named_hears_of_nothing_that_may_be_about_them_nor_of_what_goes_past_the_line(
    cast, named, kind, given, hears
):
    with time_machine.travel(SATURDAY, tick=False):
        OutOfHours.objects.create(school=cast.old_quay, person=getattr(cast, named).person, start=SATURDAY.date())
        concern = make_concern(cast.old_quay, kind, answers={**given, "child_at_risk": "yes"})

        assert (named in seen_by(cast, concern)) is hears


@pytest.mark.parametrize(
    ("given", "readers"),
    [
        ({"about": "safeguarding"}, {"headteacher"}),
        ({"about": "headteacher"}, {"chair_of_governors"}),
        ({"about": "staff"}, {"headteacher"}),
        ({"about": "pupil"}, {"dsl", "deputy_dsl", "headteacher"}),
    ],
)
def test_a_complaint_with_a_child_at_risk_never_reaches_whom_it_is_about(cast, now, given, readers):
    concern = make_concern(cast.old_quay, ConcernType.COMPLAINT, answers={**given, "child_at_risk": "yes"})

    assert seen_by(cast, concern) == readers and clock(concern).due_at == now + timedelta(minutes=30)


GROUPS = st.sampled_from([str(group) for group in Group])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports(), graphs(), GROUPS, st.sampled_from(["yes", "no", "unknown", ""]))
def test_a_child_at_risk_takes_nothing_to_whom_it_is_about(report, graph, group, said):
    """Not by the ladder, not beside it, and not out of hours; and whistleblowing never to the line."""
    moved = replace(report, group=answers.line_of(group, said))
    way = routing.route(moved, graph)
    beside = set(hearing.own_line(group, moved, graph, way)) if answers.has_own_line_beside(group, said) else set()
    everybody = {person for people in graph.holders.values() for person in people}
    named = {person for person in everybody if hearing.may_hear(person, moved, graph)}
    never = meant_by(moved, graph) | moved.conflicted

    assert not never & (set(way.told) | beside | named)
    if group == "whistleblowing":
        line = {person for role in routing.LINE for person in graph.everybody(role)}
        assert answers.line_of(group, said) == group and not line & named


def judge(concern: Concern, by, **fields) -> None:
    given = {"risk": "", "place": "", "device": "", "platform": "", "year_group": "", **fields}
    triage.judge(by=by, concern=fresh(concern), version=fresh(concern).version, **given)


@pytest.mark.parametrize("found", [{"child_at_risk": "yes"}, {"risk": "danger"}, {"risk": "high"}])
@pytest.mark.parametrize("is_new", [True, False])
def test_what_who_judges_it_finds_takes_it_to_the_dsl_with_a_clock(cast, now, found, is_new):
    concern = (make_concern if is_new else opened)(*((cast.old_quay,) if is_new else (cast.old_quay, cast.headteacher)),
                                                   kind=ConcernType.OTHER)  # fmt: skip
    judge(concern, cast.headteacher, **found)
    after = fresh(concern)

    assert (after.level, after.child_at_risk) == (DSL, "yes")
    assert seen_by(cast, after) == {"dsl", "deputy_dsl", "headteacher"}
    minutes = 15 if found.get("risk") == "danger" else 30
    assert clock(after).due_at == now + timedelta(minutes=minutes) == after.due_at
    assert Notice.objects.filter(person=cast.dsl.person, about=f"concern:{concern.pk}").exists()


def test_who_only_dealt_with_its_type_does_not_acknowledge_for_the_child(cast, client_for):
    concern = make_concern(cast.old_quay, ConcernType.DATA_BREACH, answers={"child_at_risk": "yes"})
    answer = post(client_for(cast.data_protection_lead), concern, "acknowledge/")
    assert "someone responsible for safeguarding" in answer.content.decode() and clock(concern)
    post(client_for(cast.dsl), concern, "acknowledge/")

    assert clock(concern) is None and fresh(concern).state == "open"


def test_what_was_handed_on_is_acknowledged_once_more_by_who_holds_it_now(cast, client_for):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.COMPLAINT)
    judge(concern, cast.headteacher, child_at_risk="yes")
    assert (
        "someone responsible for safeguarding"
        in post(client_for(cast.headteacher), concern, "acknowledge/").content.decode()
    )
    assert "Acknowledge</button>" in page(client_for(cast.dsl), concern)
    post(client_for(cast.dsl), concern, "acknowledge/")

    assert clock(concern) is None
    assert "Acknowledge</button>" not in page(client_for(cast.dsl), concern)


@pytest.mark.parametrize("kind", [ConcernType.STAFF_CONDUCT, ConcernType.WHISTLEBLOWING])
def test_who_holds_it_and_finds_a_child_at_risk_has_it_in_hand(cast, now, kind):
    holder = cast.headteacher if kind == ConcernType.STAFF_CONDUCT else cast.chair_of_governors
    concern = opened(cast.old_quay, holder, kind=kind)
    before = seen_by(cast, concern)
    judge(concern, holder, child_at_risk="yes")

    assert seen_by(cast, concern) == before and clock(concern) is None


def test_danger_found_before_anybody_acknowledged_leaves_a_quarter_of_an_hour(cast, now):
    concern = make_concern(cast.old_quay, ConcernType.BULLYING)
    judge(concern, cast.dsl, risk="danger")

    assert clock(concern).due_at == now + timedelta(minutes=15)


@pytest.mark.parametrize(("said", "stays"), [("yes", True), ("unknown", False)])
def test_a_yes_is_not_taken_back_and_an_unknown_is_answered(cast, client_for, said, stays):
    concern = opened(
        cast.old_quay, cast.dsl if stays else cast.headteacher, kind=ConcernType.OTHER, answers={"child_at_risk": said}
    )
    client = client_for(cast.dsl if stays else cast.headteacher)
    assert ("Could a child be at risk?" in client.get(f"/concerns/{concern.pk}/judge/").content.decode()) is not stays
    judge(concern, cast.dsl if stays else cast.headteacher, child_at_risk="no", risk="low")

    assert fresh(concern).child_at_risk == ("yes" if stays else "no")


@pytest.mark.parametrize("stage", ["new", "open", "closed"])
def test_a_reporter_who_writes_that_somebody_is_in_danger_is_heard_at_once(cast, now, stage):
    concern = make_concern(cast.old_quay, ConcernType.OTHER)
    if stage != "new":
        concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.OTHER)
        judge(concern, cast.headteacher, risk="low", child_at_risk="no")
    if stage == "closed":
        Concern.objects.filter(pk=concern.pk).update(
            state="closed", closed_at=now, outcome="no_further", decided_at=now
        )
    write_back(concern=fresh(concern), text="He is outside now.", form=new_form(), danger="yes")
    after = fresh(concern)

    assert (after.level, after.in_danger, after.child_at_risk, after.rank) == (DSL, True, "yes", 0)
    assert after.state == ("new" if stage == "new" else "open")
    assert after.clocks.filter(kind="update", met_at=None, stopped_at=None).exists()
    assert clock(after).due_at == now + timedelta(minutes=15)
    assert seen_by(cast, after) == {"dsl", "deputy_dsl", "headteacher"}


@pytest.mark.parametrize("said", ["", "no"])
def test_a_message_that_says_nothing_of_danger_changes_nothing(cast, now, said):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.OTHER)
    write_back(concern=fresh(concern), text="Thank you.", form=new_form(), danger=said)

    assert (fresh(concern).level, fresh(concern).child_at_risk, clock(concern)) == (HEAD, "", None)


@pytest.mark.parametrize("kind", [ConcernType.COMPLAINT, ConcernType.OTHER, ConcernType.DATA_BREACH])
def test_what_was_said_before_an_answer_moved_anything_is_handed_on_once(cast, now, kind):
    usual = HOLDS[kind][0]
    concern = made(cast, kind, Route.PUBLIC)
    other = made(cast, kind, Route.PUBLIC, "child_at_risk", "unknown")
    Concern.objects.filter(pk=concern.pk).update(child_at_risk="yes")

    assert (hand_on_what_was_said_before(), hand_on_what_was_said_before()) == (1, 0)

    assert (fresh(concern).level, fresh(other).level) == (DSL, usual)
    assert seen_by(cast, concern) == READ_BY[DSL] | {usual}
    assert Notice.objects.filter(about=f"concern:{concern.pk}", person=cast.dsl.person).exists()
    assert clock(concern).due_at <= now + timedelta(hours=2)


def test_what_somebody_may_not_hold_is_not_handed_to_them(cast):
    concern = made(cast, ConcernType.COMPLAINT, Route.PUBLIC, "about", "safeguarding")
    Concern.objects.filter(pk=concern.pk).update(child_at_risk="yes")

    assert hand_on_what_was_said_before() == 0
    assert fresh(concern).level == HEAD


def helpline() -> str:
    """A number that the directory has for everybody, in the words of its page."""
    agency = make_agency("nspcc_helpline", "Helpline for worried adults")
    type(agency).objects.filter(pk=agency.pk).update(verified=True, who_may_use=["anyone"])
    return "Helpline for worried adults"


def test_who_said_it_is_told_whom_to_ring_for_a_child_and_nobody_by_what_was_found_since(cast, now, client_for):
    rings, client = helpline(), client_for(cast.teacher)
    more = {"kind": ConcernType.DATA_BREACH, **by_staff(cast.teacher)}
    said, found, later = (
        make_concern(cast.old_quay, answers={"child_at_risk": one}, **more) for one in ("yes", "", "")
    )
    Concern.objects.filter(pk=found.pk).update(child_at_risk="yes")

    def is_told(concern: Concern) -> bool:
        return rings in client.get(f"/concerns/mine/{concern.pk}/").content.decode()

    assert [is_told(one) for one in (said, found, later)] == [True, False, False]
    write_back(concern=later, text="They are in danger.", form=new_form(), danger="yes")
    assert is_told(later)


def test_an_anonymous_reporter_is_told_on_the_receipt_and_when_they_come_back(cast, now):
    rings = helpline()
    for said, is_told in (("yes", True), ("no", False)):
        reporter = report_publicly(cast.old_quay, "data_breach", child_at_risk=said, what_data="A list")
        assert (rings in reporter.page.content.decode()) is is_told
        token = written(Client().get("/report/answer/"))
        back = Client().post("/report/answer/", {**token, "code": reporter.code})
        assert "What you reported" in back.content.decode()
        assert (rings in back.content.decode()) is is_told
