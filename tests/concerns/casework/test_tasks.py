"""What is done on a case: actions with an owner, sanctions, internet taken away and given back (CHI8, EXP5)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lanyard.concerns.casework.actions.tasks import finish_action, lift
from lanyard.concerns.casework.queries.insiders import insiders
from lanyard.concerns.casework.queries.sanctions import internet_removed
from lanyard.concerns.core.choices import ActionKind, ConcernType, PartyRole
from lanyard.concerns.core.models import CaseAction
from lanyard.kernel.refusals import Missing, Refused
from lanyard.notices.models import Notice
from lanyard.people.models import School
from tests.concerns.cases import add_party, consult, fresh, opened, others, page, post
from tests.concerns.dealing import act, child_in, do, end, new, tell_parents
from tests.concerns.factories import by_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

TODAY = date(2026, 11, 24)


@pytest.fixture
def concern(cast):
    return opened(cast.old_quay, cast.dsl)


def take_away(concern, by, child, **fields):
    given = {"party": child, "until": TODAY + timedelta(days=7), "appeal": "Write to the Headteacher.", **fields}
    return do(concern, by, ActionKind.INTERNET, says="Messages in lessons.", **given)


def removed(on=TODAY):
    return internet_removed(on, School.objects.all())


def test_no_outcome_before_there_is_an_action_or_a_reason_for_each_child(cast, concern):
    one, two = child_in(concern, cast.dsl, name="Ash"), child_in(concern, cast.dsl, name="Kit")
    for party in (one, two):
        tell_parents(concern, cast.dsl, party)
    do(concern, cast.dsl, ActionKind.SUPPORT, party=one)
    with pytest.raises(Missing, match="a reason for none, for 1 child"):
        end(concern, cast.dsl)
    do(concern, cast.dsl, ActionKind.NO_ACTION, party=two, says="Kit only watched.")
    end(concern, cast.dsl)


@pytest.mark.parametrize("kind", [ActionKind.SUPPORT, ActionKind.SANCTION, ActionKind.NO_ACTION])
def test_what_is_for_a_child_says_for_which(cast, concern, kind):
    with pytest.raises(Refused, match="which child"):
        do(concern, cast.dsl, kind)


def test_who_sees_the_concern_already_can_own_an_action_and_is_told(cast, concern):
    do(concern, cast.dsl, owner=cast.deputy_dsl.person, due=TODAY)
    assert Notice.objects.filter(person=cast.deputy_dsl.person, kind="concerns:news").count() == 1


def test_nobody_else_can_own_one_nor_is_on_the_list_to_choose_from(cast, concern, client_for):
    assert {one.pk for one in insiders(concern)} == {cast.dsl.person_id, cast.deputy_dsl.person_id}
    for user in others(cast, "dsl", "deputy_dsl"):
        with pytest.raises(Refused, match="can already see this concern"):
            do(concern, cast.dsl, owner=user.person)
    answer = post(client_for(cast.dsl), concern, "actions/", kind="task", says="Ask", owner=str(cast.teacher.person_id))
    assert "Select one of the choices" in answer.content.decode()
    assert not CaseAction.objects.exists() and not Notice.objects.filter(kind="concerns:news").exists()


def test_who_is_shut_out_is_no_insider_whatever_they_hold(cast):
    sent = by_staff(cast.teacher, about_people=(cast.deputy_dsl.person,), answers={"about": "staff"})
    concern = new(cast.old_quay, ConcernType.STAFF_CONDUCT, **sent)
    assert {one.pk for one in insiders(concern)} == {cast.headteacher.person_id}

    childs = opened(cast.old_quay, cast.dsl)
    add_party(childs, cast.dsl, PartyRole.CONFLICT, person=cast.deputy_dsl.person)
    assert {one.pk for one in insiders(childs)} == {cast.dsl.person_id}
    with pytest.raises(Refused):
        do(childs, cast.dsl, owner=cast.deputy_dsl.person)


def test_an_owner_who_only_reads_says_how_theirs_was_done_and_nothing_more(cast, concern, client_for):
    consult(concern, cast.dsl, cast.line_manager.person)
    own = do(concern, cast.dsl, owner=cast.line_manager.person)
    theirs = do(concern, cast.dsl)
    act(finish_action, concern, cast.line_manager, action=own, how="Spoke with them on Tuesday.")
    with pytest.raises(Refused, match="someone else is dealing with it"):
        act(finish_action, concern, cast.line_manager, action=theirs, how="Done.")

    assert "Spoke with them on Tuesday." in page(client_for(cast.dsl), concern)


def test_it_is_done_once(cast, concern):
    action = do(concern, cast.dsl)
    act(finish_action, concern, cast.dsl, action=action, how="Done.")
    with pytest.raises(Refused, match="already been done"):
        act(finish_action, concern, cast.dsl, action=action, how="Again.")


def test_a_day_that_has_passed_is_refused(cast, concern):
    with pytest.raises(Refused, match="has passed"):
        do(concern, cast.dsl, due=TODAY - timedelta(days=1))


def test_internet_is_away_until_the_day_and_comes_back_by_itself(cast, concern):
    take_away(concern, cast.dsl, child_in(concern, cast.dsl, cast.elder_child))

    gone = {cast.old_quay.pk: frozenset({cast.elder_child.pk})}
    assert removed() == gone and removed(TODAY + timedelta(days=7)) == gone
    assert removed(TODAY + timedelta(days=8)) == {} == removed(TODAY - timedelta(days=1))


def test_internet_is_given_back_earlier_with_a_reason(cast, concern, client_for):
    action = take_away(concern, cast.dsl, child_in(concern, cast.dsl, cast.elder_child))
    act(lift, concern, cast.dsl, action=action, reason="It was somebody else.")

    assert removed() == {}
    assert "It was somebody else." in page(client_for(cast.dsl), concern)
    with pytest.raises(Refused, match="has already"):
        act(lift, concern, cast.dsl, action=action, reason="Again.")


def test_internet_that_lapsed_can_not_be_lifted_and_keeps_no_case_open(cast, concern):
    child = child_in(concern, cast.dsl, cast.elder_child)
    action = take_away(concern, cast.dsl, child)
    tell_parents(concern, cast.dsl, child)
    end(concern, cast.dsl)
    with (
        time_machine.travel(timezone.now() + timedelta(days=9), tick=False),
        pytest.raises(Refused, match="already ended"),
    ):
        act(lift, concern, cast.dsl, action=action, reason="Late.")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"until": None}, "last day without"),
        ({"until": TODAY - timedelta(days=1)}, "can’t be before it"),
        ({"start": TODAY - timedelta(days=1)}, "must be today or later"),
        ({"until": TODAY + timedelta(days=400)}, "a year at most"),
        ({"appeal": " "}, "can appeal"),
    ],
)
def test_what_is_wrong_with_taking_it_away_is_said(cast, concern, fields, says):
    child = child_in(concern, cast.dsl, cast.elder_child)
    with pytest.raises(Refused, match=says):
        take_away(concern, cast.dsl, child, **fields)


def test_nothing_is_taken_from_a_name_alone(cast, concern):
    with pytest.raises(Refused, match="link this child to the register"):
        take_away(concern, cast.dsl, child_in(concern, cast.dsl, name="Ash"))


def test_for_all_schools_it_is_one_question(cast, concern):
    take_away(concern, cast.dsl, child_in(concern, cast.dsl, cast.elder_child))
    other = opened(cast.old_quay, cast.dsl)
    take_away(other, cast.dsl, child_in(other, cast.dsl, cast.younger_child))
    with CaptureQueriesContext(connection) as asked:
        assert len(removed()[cast.old_quay.pk]) == 2
    assert len(asked) == 1


def test_the_page_takes_what_was_typed_and_shows_it(cast, concern, client_for):
    child = child_in(concern, cast.dsl, cast.elder_child)
    data = {"party": str(child.pk), "says": "Messages.", "until": "1/12/2026", "appeal": "Write to the Headteacher."}
    post(client_for(cast.dsl), concern, "actions/internet/", **data)

    shown = page(client_for(cast.dsl), concern)
    assert "in force today" in shown and "Write to the Headteacher." in shown and "Return access early" in shown


def test_an_action_of_another_case_is_not_there(cast, concern, client_for):
    other = opened(cast.old_quay, cast.dsl)
    action = do(other, cast.dsl)
    assert client_for(cast.dsl).get(f"/concerns/{concern.pk}/actions/{action.pk}/").status_code == 404
    assert fresh(other).actions.get().done_at is None
