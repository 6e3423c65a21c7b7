"""Discussing and deciding, and the conditions that come of it."""

from __future__ import annotations

from datetime import date

import pytest

from lanyard.disclosures.actions import deciding, declaring
from lanyard.kernel.refusals import Refused, Stale
from lanyard.notices.models import Notice
from tests.disclosures.factories import A_YEAR_ON, act, decide, declare, fresh, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def made(cast):
    return declare(cast.teacher, cast.old_quay)


def told(user) -> list[str]:
    return list(Notice.objects.filter(person=user.person, settled_at=None).values_list("kind", flat=True))


@pytest.mark.parametrize("decision", ["accepted", "conditions", "not_accepted"])
def test_a_decision_says_who_why_and_until_when_and_is_told(cast, made, decision):
    decide(cast.headteacher, made, decision)

    now = fresh(made)
    assert (now.state, now.reason, now.review_on, now.decide_by) == (decision, "We talked.", A_YEAR_ON, None)
    assert now.decided_by == cast.headteacher.person
    assert told(cast.teacher) == ["disclosures:news"]
    assert told(cast.headteacher) == []


def test_what_was_discussed_is_kept_and_told_and_it_still_waits(cast, made):
    for says in ("We talked on the phone.", "They will leave the group."):
        act(deciding.discuss, cast.headteacher, made, says=says)

    now = fresh(made)
    assert (now.state, now.decide_by) == ("discussing", made.decide_by)
    assert {row.says for row in now.discussions.all()} == {"We talked on the phone.", "They will leave the group."}
    assert decide(cast.headteacher, made).state == "accepted"


def test_a_new_decision_takes_the_place_of_earlier_conditions(cast, made):
    decide(cast.headteacher, made, "conditions", conditions=[("Leave it.", date(2026, 12, 1)), ("Be kind.", None)])
    act(declaring.renew, cast.teacher, made)
    assert [row.is_open for row in made.conditions.all()] == [True, True]

    decide(cast.headteacher, made, "conditions", conditions=[("Be kind.", None)])

    assert [row.says for row in made.conditions.filter(ended_at=None)] == ["Be kind."]
    assert made.conditions.count() == 3


@pytest.mark.parametrize("who", ["teacher", "headteacher"])
def test_a_condition_is_met_once_by_whoever_declares_or_decides(cast, made, who):
    decide(cast.headteacher, made, "conditions")
    condition = made.conditions.get()

    deciding.meet(by=getattr(cast, who), condition=condition)

    assert condition.met_by == getattr(cast, who).person
    with pytest.raises(Refused, match="already been met"):
        deciding.meet(by=cast.teacher, condition=condition)


@pytest.mark.parametrize("who", ["dsl", "line_manager", "executive_headteacher", "saltmarsh_headteacher", "stranger"])
def test_nobody_else_discusses_decides_or_meets_a_condition(cast, made, who):
    decide(cast.headteacher, made, "conditions")
    user, condition = getattr(cast, who), made.conditions.get()

    for attempt in (
        lambda: act(deciding.discuss, user, made, says="Hm."),
        lambda: decide(user, made),
        lambda: deciding.meet(by=user, condition=condition),
    ):
        with pytest.raises(Refused, match="someone else decides"):
            attempt()


def test_a_decision_on_words_that_have_changed_since_is_refused(cast, made):
    act(declaring.change, cast.teacher, made, said=said(contact="Every night, in private."))

    with pytest.raises(Stale):
        deciding.decide(
            by=cast.headteacher, disclosure=made, version=1, decision="accepted", reason="Fine.", review_on=A_YEAR_ON
        )
    assert fresh(made).state == "declared"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"decision": "declared"}, "decision"),
        ({"decision": "accepted", "review_on": date(2026, 11, 24)}, "review_on"),
        ({"decision": "conditions", "conditions": []}, "condition_1"),
        ({"decision": "accepted", "conditions": [("Leave it.", None)]}, "decision"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_beside_its_field(cast, made, fields, field):
    with pytest.raises(Refused) as refused:
        decide(cast.headteacher, made, **fields)

    assert refused.value.field == field
    assert fresh(made).version == 1


@pytest.mark.parametrize("decision", ["accepted", "conditions", "not_accepted"])
def test_whoever_decided_looks_at_it_again_and_decides_anew(cast, made, decision):
    decide(cast.headteacher, made, decision)

    act(deciding.discuss, cast.headteacher, made, says="We heard that there is more to it.")

    now = fresh(made)
    assert (now.state, now.decide_by, now.reason) == ("discussing", date(2026, 12, 8), "We talked.")
    assert told(cast.teacher) == ["disclosures:news"] * 2
    assert decide(cast.headteacher, made, "not_accepted").state == "not_accepted"


@pytest.mark.parametrize("action", [declaring.withdraw, declaring.end_contact])
def test_what_is_past_is_not_looked_at_again(cast, made, action):
    decide(cast.headteacher, made, "accepted" if action is declaring.withdraw else "not_accepted")
    act(action, cast.teacher, made)

    with pytest.raises(Refused, match="make a new declaration"):
        act(deciding.discuss, cast.headteacher, made, says="Hm.")


def test_what_stands_is_not_decided_again(cast, made):
    decide(cast.headteacher, made)

    with pytest.raises(Refused):
        decide(cast.headteacher, made, "not_accepted")
