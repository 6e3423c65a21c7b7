"""Every control of concerns: kept, needing attention, not kept, nothing there; and what none of them may give away."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lanyard.assurance.actions import read_all
from lanyard.assurance.readings import Reading, Status
from lanyard.assurance.registry import Scope, control_by_id, measured
from lanyard.concerns.core.actions.common import let_read, note
from lanyard.concerns.core.choices import (
    ActionKind,
    Audience,
    ClockKind,
    ConcernType,
    ParentContact,
    PartyRole,
    ReaderKind,
    State,
)
from lanyard.concerns.core.models import Advice, CaseAction, Debrief, Lesson, ParentTold, Party, Poster, key_of
from lanyard.concerns.oversight.controls import clocks, reporting
from lanyard.people.choices import Role
from lanyard.people.models import RoleHolding, School
from lanyard.policy.models import Agency, LinkedPolicy
from lanyard.policy.queries.linked import standard_list
from tests.concerns.history import child_in, past_clock, past_concern

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
KEPT, ATTENTION, NOT_KEPT = Status.KEPT, Status.NEEDS_ATTENTION, Status.NOT_KEPT


def reading_of(control: str, scope: Scope) -> dict[UUID, Reading]:
    """What a control says about each school."""
    return control_by_id(control).read(scope)


@pytest.fixture
def scope(now):
    return Scope(School.objects.all(), TODAY, now)


# Each control that reads clocks.
IN_TIME = {row.id.removeprefix("concerns.").removesuffix("-in-time"): row.read for row in clocks.IN_TIME}
# Who has a clock: the control, a type that it counts, and the clock.
CLOCKS = [
    (IN_TIME["staff"], ConcernType.STAFF_CONDUCT, ClockKind.ACKNOWLEDGE),
    (IN_TIME["staff"], ConcernType.STAFF_CONDUCT, ClockKind.LADO),
    (IN_TIME["complaints"], ConcernType.COMPLAINT, ClockKind.COMPLAINT_ACKNOWLEDGE),
    (IN_TIME["complaints"], ConcernType.COMPLAINT, ClockKind.COMPLAINT_ANSWER),
    (IN_TIME["complaints"], ConcernType.COMPLAINT, ClockKind.COMPLAINT_REVIEW),
    (IN_TIME["breaches"], ConcernType.DATA_BREACH, ClockKind.REGULATOR),
    (IN_TIME["self-reports"], ConcernType.ABOUT_MYSELF, ClockKind.ACKNOWLEDGE),
    (IN_TIME["contact"], ConcernType.CONTACT_RECEIVED, ClockKind.ACKNOWLEDGE),
    (IN_TIME["safeguarding"], ConcernType.BULLYING, ClockKind.ACKNOWLEDGE),
    (IN_TIME["safeguarding"], ConcernType.IMAGES, ClockKind.ACKNOWLEDGE),
    (IN_TIME["updates"], ConcernType.OTHER, ClockKind.UPDATE),
    (IN_TIME["updates"], ConcernType.BULLYING, ClockKind.UPDATE),
]


@pytest.mark.parametrize(("read", "kind", "clock"), CLOCKS)
@pytest.mark.parametrize(
    ("late", "of", "status"), [
        (0, 0, KEPT), (0, 4, KEPT), (1, 4, ATTENTION), (2, 20, ATTENTION), (2, 4, NOT_KEPT), (1, 1, NOT_KEPT),
        (1, 2, ATTENTION),
    ],
)  # fmt: skip
def test_what_is_in_time_is_kept_and_what_is_often_late_is_not(cast, scope, read, kind, clock, late, of, status):
    for n in range(of):
        past_clock(past_concern(cast.old_quay, kind), clock, late=n < late)

    reading = read(scope)[cast.old_quay.pk]

    assert reading.status is status
    assert bool(reading.attention) == (status is not KEPT)


def test_read_together_they_say_what_each_says_alone_and_count_clocks_and_decisions_once(cast, scope):
    for n, (_, kind, clock) in enumerate(CLOCKS):
        past_clock(past_concern(cast.old_quay, kind), clock, late=n % 3 == 0)
        past_clock(past_concern(cast.saltmarsh, kind), clock, late=False)
        child_in(past_concern(cast.saltmarsh, ConcernType.BULLYING, place=""))
    controls = [control for control in measured() if control.id.startswith("concerns.")]

    with CaptureQueriesContext(connection) as captured:
        together = read_all(scope, controls)

    assert together == {(pk, c.id): reading for c in controls for pk, reading in c.read(scope).items()}
    asked = [query["sql"] for query in captured]
    assert sum('FROM "concerns_clock"' in sql for sql in asked) == 1
    assert sum('"groundless"' in sql for sql in asked) == 1


@pytest.mark.parametrize(("read", "kind", "clock"), CLOCKS)
def test_what_nobody_has_answered_yet_is_late_once_its_clock_ran_out(cast, scope, read, kind, clock):
    concern = past_concern(cast.old_quay, kind, state=State.NEW, outcome="", decided_at=None, days=2)
    waiting = past_clock(concern, clock, late=False)
    waiting.met_at, waiting.due_at = None, scope.now + timedelta(hours=1)
    waiting.save()
    assert read(scope)[cast.old_quay.pk].status is KEPT

    # It counts when its week is over.
    waiting.due_at = scope.now - timedelta(hours=1)
    waiting.save()
    assert read(scope)[cast.old_quay.pk].status is KEPT

    waiting.due_at = scope.now - timedelta(hours=36)
    waiting.save()
    assert read(scope)[cast.old_quay.pk].status is NOT_KEPT


def test_what_was_late_more_than_a_year_ago_counts_no_more(cast, scope):
    past_clock(past_concern(cast.old_quay, days=380), ClockKind.ACKNOWLEDGE, late=True)

    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is KEPT


class TestGroundRecorded:
    def read(self, cast, scope, *places):
        for place, ground in places:
            past_concern(cast.old_quay, place=place, ground=ground)
        return reading_of("concerns.ground-recorded", scope)[cast.old_quay.pk].status

    def test_kept_where_each_decision_says_where_and_why(self, cast, scope):
        assert self.read(cast, scope, ("on_site", ""), ("off_site", "harm"), ("both", "parents")) is KEPT

    def test_attention_where_one_does_not(self, cast, scope):
        assert self.read(cast, scope, ("on_site", ""), ("off_site", "")) is ATTENTION

    def test_not_kept_where_many_do_not(self, cast, scope):
        assert self.read(cast, scope, ("", ""), ("off_site", "")) is NOT_KEPT


class TestActionForEachChild:
    def case(self, cast, *, done=True, due=None):
        concern = past_concern(cast.old_quay)
        child = child_in(concern)
        if done:
            CaseAction.objects.create(
                concern=concern, kind=ActionKind.SUPPORT, party=child, says="Talk every week", due=due,
                added_at=concern.entered_at,
            )  # fmt: skip

    def read(self, cast, scope):
        return reading_of("concerns.action-for-each-child", scope)[cast.old_quay.pk].status

    def test_kept_where_each_child_has_one(self, cast, scope):
        self.case(cast)
        self.case(cast, due=TODAY)
        assert self.read(cast, scope) is KEPT

    def test_attention_where_one_child_was_forgotten(self, cast, scope):
        self.case(cast, done=False)
        self.case(cast)
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_where_actions_are_not_carried_out(self, cast, scope):
        self.case(cast, due=TODAY - timedelta(days=1))
        self.case(cast, due=TODAY - timedelta(days=1))
        assert self.read(cast, scope) is NOT_KEPT

    def test_another_childs_action_does_not_count(self, cast, scope):
        for _ in range(2):
            self.case(cast)
            child_in(past_concern(cast.old_quay), PartyRole.OTHER_CHILD)
        assert self.read(cast, scope) is NOT_KEPT


class TestParentsTold:
    def case(self, cast, contact=""):
        concern = past_concern(cast.old_quay)
        child = child_in(concern)
        if contact:
            ParentTold.objects.create(concern=concern, party=child, contact=contact, at=concern.entered_at)

    def read(self, cast, scope):
        return reading_of("concerns.parents-told", scope)[cast.old_quay.pk].status

    @pytest.mark.parametrize("contact", [c for c in ParentContact if c != ParentContact.NOT_YET])
    def test_kept_where_they_were_told_or_it_says_why_not(self, cast, scope, contact):
        self.case(cast, contact)
        assert self.read(cast, scope) is KEPT

    def test_attention_where_they_are_still_to_be_told(self, cast, scope):
        self.case(cast, ParentContact.NOT_YET)
        self.case(cast, ParentContact.TOLD)
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_where_nothing_is_said(self, cast, scope):
        self.case(cast)
        self.case(cast)
        assert self.read(cast, scope) is NOT_KEPT


class TestDebriefed:
    def case(self, cast, *, debrief=True):
        concern = past_concern(cast.old_quay)
        if debrief:
            Debrief.objects.create(concern=concern, held=False, why_none="Nothing to learn", at=concern.closed_at)

    def lesson(self, cast, due, done=False):
        at = {"done_at": timezone.now(), "done_how": "Taught in assembly"} if done else {}
        Lesson.objects.create(
            school=cast.old_quay, concern_key="k", area="curriculum", says="Teach it", due=due,
            added_at=timezone.now(), **at,
        )  # fmt: skip

    def read(self, cast, scope):
        return reading_of("concerns.debriefed", scope)[cast.old_quay.pk].status

    def test_kept_with_a_debrief_or_a_reason_and_lessons_in_time(self, cast, scope):
        self.case(cast)
        self.lesson(cast, TODAY)
        self.lesson(cast, TODAY - timedelta(days=9), done=True)
        assert self.read(cast, scope) is KEPT

    def test_attention_where_one_has_none(self, cast, scope):
        self.case(cast, debrief=False)
        self.case(cast)
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_where_lessons_are_not_carried_out(self, cast, scope):
        self.case(cast)
        self.lesson(cast, TODAY - timedelta(days=1))
        self.lesson(cast, TODAY - timedelta(days=1))
        assert self.read(cast, scope) is NOT_KEPT


class TestAdviceAsked:
    @pytest.fixture(autouse=True)
    def agency(self, cast):
        return Agency.objects.create(key="lado-here", name="LADO", for_what="Advice", region="Here", checked=TODAY)

    def case(self, cast, agency=None):
        concern = past_concern(cast.old_quay, ConcernType.STAFF_CONDUCT, threshold="may_meet")
        if agency:
            Advice.objects.create(concern=concern, agency=agency, asked_at=concern.entered_at, asked="What to do?")

    def read(self, cast, scope):
        return reading_of("concerns.advice-asked", scope)[cast.old_quay.pk]

    def test_kept_where_it_was_asked(self, cast, scope, agency):
        self.case(cast, agency)
        assert self.read(cast, scope).status is KEPT

    def test_attention_where_one_did_not_ask(self, cast, scope, agency):
        self.case(cast)
        self.case(cast, agency)
        assert self.read(cast, scope).status is ATTENTION

    def test_not_kept_where_nobody_asks(self, cast, scope):
        self.case(cast)
        self.case(cast)
        assert self.read(cast, scope).status is NOT_KEPT

    def test_attention_where_no_agency_was_checked_this_term(self, cast, scope, agency):
        Agency.objects.update(checked=TODAY - timedelta(days=130))
        assert self.read(cast, scope).says == "The agencies to ask were not checked this term"
        assert self.read(cast, scope).status is ATTENTION

    def test_unchecked_agencies_hide_nothing_that_is_worse(self, cast, scope):
        Agency.objects.update(checked=TODAY - timedelta(days=130))
        self.case(cast)
        self.case(cast)
        reading = self.read(cast, scope)
        assert reading.status is NOT_KEPT and len(reading.attention) == 2


class TestInternetRemovals:
    def take_away(self, cast, *, says="Sent messages in lessons", appeal="Write to the Headteacher", days=5):
        concern = past_concern(cast.old_quay)
        start = TODAY - timedelta(days=3)
        CaseAction.objects.create(
            concern=concern, kind=ActionKind.INTERNET, says=says, appeal=appeal, start=start,
            until=start + timedelta(days=days), added_at=concern.entered_at,
        )  # fmt: skip

    def read(self, cast, scope):
        return reading_of("concerns.internet-removals", scope)[cast.old_quay.pk].status

    def test_kept_with_a_reason_an_end_and_a_way_to_appeal(self, cast, scope):
        self.take_away(cast)
        assert self.read(cast, scope) is KEPT

    def test_attention_where_one_has_no_way_to_appeal(self, cast, scope):
        self.take_away(cast, appeal=" ")
        self.take_away(cast)
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_without_reasons_or_for_very_long(self, cast, scope):
        self.take_away(cast, says="")
        self.take_away(cast, days=200)
        assert self.read(cast, scope) is NOT_KEPT


class TestLooksByRight:
    def look(self, concern, *users, days=1):
        import time_machine

        with time_machine.travel(timezone.now() - timedelta(days=days), tick=False), transaction.atomic():
            for user in users:
                note("concern:look", concern, user)

    def read(self, cast, scope):
        return reading_of("concerns.looks-by-right", scope)[cast.old_quay.pk].status

    def test_kept_where_those_looked_who_hold_a_role_or_were_let_in(self, cast, scope):
        concern = past_concern(cast.old_quay)
        let_read(concern, cast.leadership.person, ReaderKind.CONSULTED, by=None)
        self.look(concern, cast.dsl, cast.leadership)
        assert self.read(cast, scope) is KEPT

    def test_attention_where_one_looked_without_a_right(self, cast, scope):
        self.look(past_concern(cast.old_quay), cast.it_lead)
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_where_several_did(self, cast, scope):
        self.look(past_concern(cast.old_quay), cast.it_lead, cast.teacher)
        assert self.read(cast, scope) is NOT_KEPT

    def test_a_role_that_ended_during_the_year_was_a_right(self, cast, scope):
        concern = past_concern(cast.old_quay)
        self.look(concern, cast.dsl, days=20)
        RoleHolding.objects.filter(person=cast.dsl.person).update(end=TODAY - timedelta(days=5))
        assert self.read(cast, scope) is KEPT

    def test_a_role_at_another_school_is_no_right_here(self, cast, scope):
        self.look(past_concern(cast.old_quay), cast.saltmarsh_headteacher)
        assert self.read(cast, scope) is ATTENTION

    def test_whom_it_is_about_has_no_right_whatever_they_hold(self, cast, scope):
        concern = past_concern(cast.old_quay)
        self.look(concern, cast.deputy_dsl, days=9)
        part = Party.objects.create(
            concern=concern, role=PartyRole.SUBJECT, name="P", person_key=key_of(cast.deputy_dsl.person),
            added_at=timezone.now() - timedelta(days=5),
        )  # fmt: skip
        assert self.read(cast, scope) is KEPT

        self.look(concern, cast.deputy_dsl, days=2)
        assert self.read(cast, scope) is ATTENTION
        assert part.person_key


class TestWaysKnown:
    def posters(self, cast, until, audiences=tuple(Audience)):
        for audience in audiences:
            Poster.objects.create(
                school=cast.old_quay, audience=audience, says="d", made_at=timezone.now(), until=until
            )

    def read(self, cast, scope):
        return reporting.ways_known(scope)[cast.old_quay.pk]

    def test_kept_with_a_dsl_and_every_poster_in_date(self, cast, scope):
        self.posters(cast, TODAY)
        assert self.read(cast, scope).status is KEPT

    def test_attention_where_one_poster_is_missing(self, cast, scope):
        self.posters(cast, TODAY, [Audience.STAFF, Audience.CHILDREN])
        reading = self.read(cast, scope)
        assert reading.status is ATTENTION
        assert [a.says for a in reading.attention] == ["Print the poster for parents and carers and put it up"]

    def test_not_kept_where_all_are_out_of_date(self, cast, scope):
        self.posters(cast, TODAY - timedelta(days=1))
        assert self.read(cast, scope).status is NOT_KEPT

    def test_not_kept_without_a_dsl(self, cast, scope):
        self.posters(cast, TODAY)
        RoleHolding.objects.filter(role=Role.DSL).update(end=TODAY - timedelta(days=1))
        assert self.read(cast, scope).status is NOT_KEPT


class TestSpeakingOut:
    def read(self, cast, scope, *ended):
        RoleHolding.objects.filter(role__in=ended).update(end=TODAY - timedelta(days=1))
        return reporting.speaking_out(scope)[cast.old_quay.pk].status

    def test_kept_with_both_chairs_and_a_headteacher(self, cast, scope):
        assert self.read(cast, scope) is KEPT

    @pytest.mark.parametrize("role", [Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES, Role.HEADTEACHER])
    def test_attention_where_one_of_them_is_missing(self, cast, scope, role):
        assert self.read(cast, scope, role) is ATTENTION

    def test_not_kept_without_a_chair(self, cast, scope):
        assert self.read(cast, scope, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES) is NOT_KEPT

    def test_a_chair_who_is_of_the_line_is_none(self, cast, scope):
        RoleHolding.objects.filter(role=Role.CHAIR_OF_GOVERNORS).update(person=cast.leadership.person)
        assert self.read(cast, scope, Role.CHAIR_OF_TRUSTEES) is NOT_KEPT


class TestPoliciesFollowed:
    @pytest.fixture(autouse=True)
    def linked(self, cast):
        for entry in standard_list():
            LinkedPolicy.objects.create(
                trust=cast.trust, key=entry["key"], name=entry["name"], owner=entry["owner"], edition="1",
                review_date=TODAY + timedelta(days=9),
            )  # fmt: skip

    def read(self, cast, scope):
        return reporting.policies_followed(scope)[cast.old_quay.pk].status

    def test_kept_where_each_is_in_date(self, cast, scope):
        LinkedPolicy.objects.filter(key="curriculum").delete()
        assert self.read(cast, scope) is KEPT

    def test_attention_where_one_is_overdue(self, cast, scope):
        LinkedPolicy.objects.filter(key="anti_bullying").update(review_date=TODAY - timedelta(days=1))
        assert self.read(cast, scope) is ATTENTION

    def test_not_kept_where_one_is_missing(self, cast, scope):
        LinkedPolicy.objects.filter(key="child_protection").delete()
        assert self.read(cast, scope) is NOT_KEPT


# A concern of another type of which somebody said that a child could be at risk


@pytest.mark.parametrize("kind", [ConcernType.OTHER, ConcernType.COMPLAINT, ConcernType.DATA_BREACH])
@pytest.mark.parametrize("came_to", ["dsl", "own"])
@pytest.mark.parametrize(("late", "status"), [(False, KEPT), (True, NOT_KEPT)])
def test_a_child_at_risk_makes_any_type_a_safeguarding_concern_in_evidence(cast, scope, kind, came_to, late, status):
    concern = past_concern(cast.old_quay, kind)
    past_clock(concern, ClockKind.ACKNOWLEDGE, late=late)
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is KEPT
    concern.child_at_risk, concern.level = "yes", "dsl"
    if came_to == "dsl":
        concern.counted_at = "dsl"
    concern.save()
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is status


def test_its_other_clocks_go_on_where_they_were(cast, scope):
    concern = past_concern(cast.old_quay, ConcernType.COMPLAINT)
    concern.child_at_risk, concern.level = "yes", "dsl"
    concern.save()
    past_clock(concern, ClockKind.COMPLAINT_ANSWER, late=True)
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is KEPT
    assert IN_TIME["complaints"](scope)[cast.old_quay.pk].status is NOT_KEPT


def test_contact_that_turned_into_a_risk_is_counted_once(cast, scope):
    concern = past_concern(cast.old_quay, ConcernType.CONTACT_RECEIVED)
    past_clock(concern, ClockKind.ACKNOWLEDGE, late=True)
    assert IN_TIME["contact"](scope)[cast.old_quay.pk].status is NOT_KEPT
    concern.child_at_risk, concern.level, concern.counted_at = "yes", "dsl", "dsl"
    concern.save()
    assert IN_TIME["contact"](scope)[cast.old_quay.pk].status is KEPT
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is NOT_KEPT


@pytest.mark.parametrize("kind", [ConcernType.STAFF_CONDUCT, ConcernType.ABOUT_MYSELF])
def test_what_has_a_line_of_its_own_stays_there(cast, scope, kind):
    concern = past_concern(cast.old_quay, kind)
    past_clock(concern, ClockKind.ACKNOWLEDGE, late=True)
    concern.child_at_risk = "yes"
    concern.save()
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is KEPT


@pytest.mark.parametrize("held", ["headteacher", "dsl"])
def test_what_is_kept_from_the_dsl_or_a_deputy_moves_nothing_they_read(cast, scope, held):
    concern = past_concern(cast.old_quay, ConcernType.OTHER)
    past_clock(concern, ClockKind.ACKNOWLEDGE, late=True)
    concern.child_at_risk, concern.level = "yes", held
    concern.save()
    Party.objects.create(
        concern=concern, role=PartyRole.SUBJECT, person_key=key_of(cast.deputy_dsl.person), name="x", added_at=scope.now
    )
    assert IN_TIME["safeguarding"](scope)[cast.old_quay.pk].status is KEPT


def test_decisions_on_a_child_at_risk_are_read_whatever_the_type(cast, scope):
    concern = past_concern(cast.old_quay, ConcernType.OTHER, place="")
    assert reading_of("concerns.ground-recorded", scope)[cast.old_quay.pk].status is KEPT
    concern.child_at_risk, concern.level = "yes", "dsl"
    concern.save()
    assert reading_of("concerns.ground-recorded", scope)[cast.old_quay.pk].status is NOT_KEPT
