"""A case can't be closed while it is empty: what is missing is worked out from what is there, and ticks itself off."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns.casework.actions.breach import decide_on_regulator
from lanyard.concerns.casework.actions.debrief import no_debrief
from lanyard.concerns.casework.actions.ground import set_ground, set_why_no_child
from lanyard.concerns.casework.actions.outcome import close
from lanyard.concerns.casework.actions.triage import judge
from lanyard.concerns.casework.queries.closing import readiness_of
from lanyard.concerns.casework.rules.closing import (
    Readiness,
    items_for_closing,
    items_for_decision,
    missing_for_closing,
    missing_for_decision,
)
from lanyard.concerns.core.choices import ConcernType, ParentContact
from lanyard.concerns.core.models import Concern
from lanyard.kernel.refusals import Missing, Refused
from tests.concerns.cases import assign, fresh, opened, page, post
from tests.concerns.dealing import act, child_in, decided, do, end, tell_parents
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

EMPTY = [
    "Assess the risk.",
    "Say where it happened, or that you could not find out.",
    "Choose who will deal with it.",
    "Name at least one child involved, or say why there is none.",
    "Hold the debrief, or record why there is none.",
]


def judged(concern: Concern, by, **fields) -> None:
    given = {"risk": "low", "place": "on_site", "device": "", "platform": "", "year_group": "", **fields}
    act(judge, concern, by, **given)


def left(concern: Concern, by) -> list[str]:
    """What closing it now is refused for."""
    with pytest.raises(Missing) as refused:
        act(close, concern, by)
    return refused.value.sentences


def ticks(client, concern: Concern) -> tuple[list[str], list[str]]:
    """What the page says is recorded, and what is missing."""
    soup = BeautifulSoup(page(client, concern), "html.parser")
    rows = {
        name: [" ".join(row.text.split()) for row in soup.select(f".ly-ticks__{name}")] for name in ("done", "open")
    }
    return rows["done"], [row.removeprefix("Missing: ") for row in rows["open"]]


def test_an_empty_case_is_not_closed_and_each_thing_that_is_missing_leads_to_where_it_is_recorded(cast, client_for):
    concern = decided(cast.old_quay, cast.dsl)
    assert left(concern, cast.dsl) == EMPTY

    shown = BeautifulSoup(post(client_for(cast.dsl), concern, "close/").content, "html.parser")
    links = {" ".join(one.text.split()): one["href"] for one in shown.select(".ly-note a")}
    assert list(links) == EMPTY
    client = client_for(cast.dsl)
    assert all(client.get(address.split("#")[0]).status_code == 200 for address in links.values())
    assert fresh(concern).state == "decided"


def test_each_thing_that_is_recorded_ticks_itself_off(cast, client_for):
    concern, client = decided(cast.old_quay, cast.dsl), client_for(cast.dsl)
    assert ticks(client, concern)[1] == EMPTY
    steps = [
        lambda: judged(concern, cast.dsl, place=""),
        lambda: judged(concern, cast.dsl),
        lambda: assign(concern, cast.dsl, cast.dsl.person),
        lambda: act(set_why_no_child, concern, cast.dsl, reason="It was about a poster."),
        lambda: act(no_debrief, concern, cast.dsl, why_none="Nothing went wrong."),
    ]
    for number, step in enumerate(steps, 1):
        step()
        done, missing = ticks(client, concern)
        assert missing == EMPTY[number:] and len(done) == number + 1
    act(close, concern, cast.dsl)

    assert fresh(concern).state == "closed"


def test_for_each_child_something_was_done_and_the_parents_are_told_or_not_with_a_reason(cast):
    concern = decided(cast.old_quay, cast.dsl)
    judged(concern, cast.dsl)
    assign(concern, cast.dsl, cast.dsl.person)
    act(no_debrief, concern, cast.dsl, why_none="Nothing went wrong.")
    one, two = child_in(concern, cast.dsl, name="Ash"), child_in(concern, cast.dsl, name="Bo")
    do(concern, cast.dsl, "no_action", party=one, says="Spoken with.")
    tell_parents(concern, cast.dsl, one, ParentContact.NOT_YET)
    assert left(concern, cast.dsl) == [
        "Record an action, or a reason for none, for 1 child.",
        "Record that the parents of 2 children were told, or why not.",
    ]
    do(concern, cast.dsl, "no_action", party=two, says="Was not there.")
    # What was said last of the parents counts.
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        tell_parents(concern, cast.dsl, one)
        tell_parents(concern, cast.dsl, two, ParentContact.RISK, note_text="The father is violent.")
        act(close, concern, cast.dsl)

    assert fresh(concern).state == "closed"


@pytest.mark.parametrize("said", ["", "unknown"])
def test_where_nobody_has_said_that_no_child_is_at_risk_it_is_not_taken_for_no(cast, said):
    concern = opened(cast.old_quay, cast.headteacher, kind=ConcernType.OTHER, answers={"child_at_risk": said})
    end(concern, cast.headteacher)
    assert "Say whether a child could be at risk." in left(concern, cast.headteacher)
    judged(concern, cast.headteacher, child_at_risk="no")

    assert "Say whether a child could be at risk." not in left(concern, cast.headteacher)


def test_a_place_that_nobody_could_find_out_is_said_and_not_left_empty(cast):
    concern = decided(cast.old_quay, cast.dsl)
    judged(concern, cast.dsl, place="unfound")

    assert EMPTY[1] not in left(concern, cast.dsl)


def test_a_breach_without_a_child_is_closed_with_why_there_is_none(cast, client_for):
    lead = cast.data_protection_lead
    concern = opened(cast.old_quay, lead, kind=ConcernType.DATA_BREACH)
    act(decide_on_regulator, concern, lead, report_it=False, reasons="Encrypted.")
    assert {item.key: item.done for item in items_for_decision(readiness_of(fresh(concern)))}["regulator"]
    end(concern, lead, "not_reported")
    judged(concern, lead, child_at_risk="no")
    assign(concern, lead, lead.person)
    act(no_debrief, concern, lead, why_none="Nothing went wrong.")
    assert left(concern, lead) == [EMPTY[3]]
    post(client_for(lead), concern, "no-child/", reason="It was a list of suppliers.")
    act(close, concern, lead)

    assert fresh(concern).state == "closed"


def test_why_there_is_no_child_needs_words_and_no_child(cast, client_for):
    concern = opened(cast.old_quay, cast.dsl)
    with pytest.raises(Refused, match="Say why"):
        act(set_why_no_child, concern, cast.dsl, reason="  ")
    child_in(concern, cast.dsl, name="Ash")
    answer = post(client_for(cast.dsl), concern, "no-child/", reason="It was about a poster.").content.decode()

    assert "A child is named in this case" in answer and "It was about a poster." in answer
    assert not fresh(concern).report.why_no_child


def test_a_ground_that_is_missing_is_recorded_after_the_outcome_and_one_that_is_there_stays(cast):
    concern = decided(cast.old_quay, cast.dsl)
    judged(concern, cast.dsl, place="off_site")
    assert any("why the school is acting" in sentence for sentence in left(concern, cast.dsl))
    given = {"place": "off_site", "device": "own", "ground": "harm", "ground_note": "The same class."}
    act(set_ground, concern, cast.dsl, **given)
    with pytest.raises(Refused, match="decided"):
        act(set_ground, concern, cast.dsl, **{**given, "ground": "parents"})


texts = st.sampled_from(["", "a"])
standings = st.builds(
    Readiness,
    group=st.sampled_from(["safeguarding", "staff", "data", "other"]),
    children=st.sets(st.integers(0, 3)),
    with_action=st.sets(st.integers(0, 3)),
    parents_answered=st.sets(st.integers(0, 3)),
    threshold=st.sampled_from(["", "may_meet", "none"]),
    ground=texts,
    risk=texts,
    place=texts,
    off_site=st.booleans(),
    lado_open=st.booleans(),
    regulator_open=st.booleans(),
    debriefed=st.booleans(),
    deals=st.booleans(),
    why_no_child=st.booleans(),
    about_child_open=st.booleans(),
    open_actions=st.integers(0, 2),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(standings)
def test_nothing_is_closed_with_a_gap_and_what_is_missing_is_what_has_no_tick(standing):
    missing = missing_for_closing(standing)
    assert missing == [item.says for item in items_for_closing(standing) if not item.done]
    assert set(missing_for_decision(standing)) <= set(missing)
    if not missing:
        assert standing.risk and standing.place and standing.deals and standing.debriefed and not standing.open_actions
        assert standing.children or standing.why_no_child
        assert set(standing.children) <= set(standing.with_action) & set(standing.parents_answered)
        assert standing.group == "safeguarding" or not standing.about_child_open
