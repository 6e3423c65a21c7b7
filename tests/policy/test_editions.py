from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lanyard.kernel.refusals import Refused, Stale
from lanyard.notices.models import Notice
from lanyard.people.models import School
from lanyard.policy import actions, suggesting
from lanyard.policy.models import Edition, ReviewTrigger
from lanyard.policy.queries import edition_in_force, editions_in_force, policy_of
from lanyard.policy.reading import CannotSuggest
from lanyard.policy.rules import STEPS
from lanyard.records.models import AuditEvent
from tests.factories.people import make_school
from tests.policy import making

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def events():
    return list(AuditEvent.objects.order_by("number").values_list("event", flat=True))


def test_an_imported_document_is_a_draft_that_nobody_has_confirmed(cast):
    edition = making.draft(cast, review="2027-01", edition="Autumn 2026")
    assert (edition.state, edition.number, edition.label) == ("draft", 1, "Autumn 2026")
    assert edition.review_due == date(2027, 1, 31)
    assert list(making.texts(edition)) == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert not edition.clauses.filter(confirmed_at__isnull=False).exists()
    first = edition.clauses.get(number="1.1")
    assert first.clause_ids[0] == "AIM1"
    assert [(link.control_id, link.state) for link in first.controls.all()] == [("training.signed", "suggested")]
    assert events() == ["edition:import"]


def test_a_computer_on_which_the_model_does_not_run_imports_without_clause_ids(cast, monkeypatch):
    def fails(*_):
        raise CannotSuggest("The model does not run here.")

    monkeypatch.setattr(suggesting, "suggest", fails)
    assert making.draft(cast).clauses.get(number="1.1").clause_ids == []


def test_an_edition_goes_from_draft_to_in_force_step_by_step(cast):
    edition = making.in_force(cast, making.draft(cast), TODAY)
    edition.refresh_from_db()
    assert edition.state == "in_force"
    assert edition.in_force_from == edition.meeting_on == TODAY
    assert edition.review_due == date(2027, 11, 24)
    assert edition.submitted_by == cast.trust_administrator.person
    assert edition.approved_by == cast.chair_of_trustees.person
    assert edition.put_in_force_by == cast.executive_headteacher.person
    found = [event for event in events() if event.startswith("edition:")]
    assert found == ["edition:import", "edition:submit", "edition:approve", "edition:put-in-force"]


def test_those_who_can_approve_are_told_and_the_notice_is_settled_by_the_approval(cast):
    edition = making.submitted(cast, making.draft(cast))
    waiting = Notice.objects.filter(kind="policy:edition-waits")
    assert [notice.person for notice in waiting] == [cast.chair_of_trustees.person]
    assert str(edition.pk) in waiting[0].url
    actions.approve(edition=edition, version=edition.version, meeting_on=TODAY, by=cast.chair_of_trustees)
    assert waiting.get().settled_at is not None
    decided = Notice.objects.get(kind="policy:edition-decided")
    assert decided.person == cast.trust_administrator.person
    assert "approved" in decided.title


def test_a_draft_with_unconfirmed_clauses_is_not_submitted(cast):
    edition = making.draft(cast)
    with pytest.raises(Refused, match="5 clauses have not been confirmed"):
        actions.submit(edition=edition, version=edition.version, by=cast.trust_administrator)


def test_nobody_approves_a_draft_they_had_a_hand_in(cast):
    edition = making.draft(cast)
    # The chair of trustees also helps out in the office, and confirmed one section.
    chair = cast.chair_of_trustees
    making.confirm(edition, cast.trust_administrator)
    edition.clauses.filter(number="1.1").update(confirmed_by=chair.person)
    actions.submit(edition=edition, version=edition.version, by=cast.trust_administrator)
    with pytest.raises(Refused, match="own draft"):
        actions.approve(edition=edition, version=edition.version, meeting_on=TODAY, by=chair)
    edition.refresh_from_db()
    assert edition.state == "with_leadership"


def call(key, edition, by):
    extra = {
        "approve": {"meeting_on": TODAY},
        "send-back": {"says": "Clause 1.1 is not ours."},
        "put-in-force": {"first_day": TODAY},
    }.get(key, {})
    name = {"put-in-force": "put_in_force", "send-back": "send_back"}.get(key, key)
    return getattr(actions, name)(edition=edition, version=edition.version, by=by, **extra)


@pytest.mark.parametrize("who", ["teacher", "parent", "stranger", "governor", "headteacher", "it_lead"])
def test_who_has_no_such_permission_at_the_trust_takes_no_step_of_its_text(cast, who):
    edition = making.draft(cast)
    before = len(events())
    for key in STEPS:
        with pytest.raises(PermissionDenied):
            call(key, edition, getattr(cast, who))
    edition.refresh_from_db()
    assert (edition.state, edition.version, len(events())) == ("draft", 1, before)


@pytest.mark.parametrize("who", ["teacher", "parent", "stranger", "headteacher", "chair_of_trustees"])
def test_only_those_who_keep_the_trusts_policy_import_or_start_one(cast, who):
    user = getattr(cast, who)
    making.in_force(cast, making.draft(cast), TODAY)
    policy = policy_of(cast.trust)
    with pytest.raises(PermissionDenied):
        actions.import_document(trust=cast.trust, found=making.document(), source=actions.editions.Source(), by=user)
    with pytest.raises(PermissionDenied):
        actions.adopt_model(trust=cast.trust, by=user)
    with pytest.raises(PermissionDenied):
        actions.start_edition(policy=policy, school=None, by=user)
    with pytest.raises(PermissionDenied):
        actions.start_edition(policy=policy, school=cast.saltmarsh, by=user)


def test_a_step_from_the_wrong_state_is_refused(cast):
    edition = making.draft(cast)
    with pytest.raises(Refused, match="moved on"):
        call("approve", edition, cast.chair_of_trustees)
    with pytest.raises(Refused, match="moved on"):
        call("put-in-force", edition, cast.executive_headteacher)


def test_a_step_on_a_version_that_is_out_of_date_is_refused(cast):
    edition = making.submitted(cast, making.draft(cast))
    seen = edition.version
    actions.send_back(edition=edition, version=seen, says="Look at 2.1 again.", by=cast.chair_of_trustees)
    making.submitted(cast, edition)
    with pytest.raises(Stale):
        actions.approve(edition=edition, version=seen, meeting_on=TODAY, by=cast.chair_of_trustees)


def test_what_is_sent_back_is_a_draft_again_with_the_reason(cast):
    edition = making.approved(cast, making.draft(cast), TODAY)
    actions.send_back(
        edition=edition, version=edition.version, says="Wait for the guidance.", by=cast.chair_of_trustees
    )
    edition.refresh_from_db()
    assert (edition.state, edition.sent_back_says) == ("draft", "Wait for the guidance.")
    assert edition.approved_at is edition.meeting_on is edition.submitted_at is None


def test_a_withdrawn_edition_leaves_its_number_free(cast):
    edition = making.draft(cast)
    actions.withdraw(edition=edition, version=edition.version, by=cast.trust_administrator)
    assert edition.state == "withdrawn"
    assert making.draft(cast).number == 1


def test_a_new_edition_replaces_the_one_in_force_in_one_go(cast):
    old = making.in_force(cast, making.draft(cast), TODAY - timedelta(days=100))
    new = making.in_force(cast, making.next_edition(cast), TODAY)
    old.refresh_from_db()
    assert (old.state, old.in_force_until) == ("replaced", TODAY - timedelta(days=1))
    assert new.number == 2
    assert set(new.clauses.values_list("line", flat=True)) == set(old.clauses.values_list("line", flat=True))
    assert not new.clauses.filter(confirmed_at__isnull=True).exists()


def test_the_edition_of_a_past_day_is_found(cast):
    first_day = TODAY - timedelta(days=100)
    old = making.in_force(cast, making.draft(cast), first_day)
    new = making.in_force(cast, making.next_edition(cast), TODAY)
    found = [edition_in_force(cast.old_quay, day) for day in (
        first_day - timedelta(days=1), first_day, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=400),
    )]  # fmt: skip
    assert found == [None, old, old, new, new]


def test_an_edition_may_be_replaced_on_its_own_first_day(cast):
    old = making.in_force(cast, making.draft(cast), TODAY)
    new = making.in_force(cast, making.next_edition(cast), TODAY)
    assert edition_in_force(cast.old_quay, TODAY) == new
    assert edition_in_force(cast.old_quay, TODAY - timedelta(days=1)) is None
    old.refresh_from_db()
    assert old.in_force_until < old.in_force_from


def test_a_day_to_come_is_kept_until_it_comes(cast):
    old = making.in_force(cast, making.draft(cast), TODAY - timedelta(days=10))
    new = making.in_force(cast, making.next_edition(cast), TODAY + timedelta(days=7), meeting=TODAY)
    assert (new.state, new.is_scheduled) == ("approved", True)
    assert actions.start_due_editions() == 0
    with time_machine.travel(TODAY + timedelta(days=8), tick=False):
        assert edition_in_force(cast.old_quay, TODAY + timedelta(days=8)) == old
        assert actions.start_due_editions() == 1
        assert actions.start_due_editions() == 0
    new.refresh_from_db()
    old.refresh_from_db()
    assert new.state == "in_force"
    # The day it was meant for, not the day the job ran.
    assert old.in_force_until == TODAY + timedelta(days=6)
    assert events()[-1] == "edition:put-in-force"


def test_an_edition_is_not_in_force_from_before_its_meeting(cast):
    edition = making.approved(cast, making.draft(cast), TODAY)
    with pytest.raises(Refused, match="meeting"):
        actions.put_in_force(
            edition=edition, version=edition.version, first_day=TODAY - timedelta(days=1), by=cast.executive_headteacher
        )


def test_a_meeting_is_not_in_the_future(cast):
    edition = making.submitted(cast, making.draft(cast))
    with pytest.raises(Refused, match="future"):
        actions.approve(
            edition=edition, version=edition.version, meeting_on=TODAY + timedelta(days=1), by=cast.chair_of_trustees
        )


def test_the_database_keeps_one_edition_in_force_per_place(cast):
    one = making.in_force(cast, making.draft(cast), TODAY)
    two = making.approved(cast, making.next_edition(cast), TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=two.pk).update(state="in_force", in_force_from=TODAY)
    Edition.objects.filter(pk__in=[one.pk, two.pk]).update(school=cast.old_quay, based_on=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=two.pk).update(state="in_force", in_force_from=TODAY)


def test_a_refused_step_leaves_nothing_behind(cast):
    making.in_force(cast, making.draft(cast), TODAY)
    late = making.approved(cast, making.next_edition(cast), TODAY - timedelta(days=5))
    before = len(events())
    with pytest.raises(Refused, match="replaces"):
        actions.put_in_force(
            edition=late, version=late.version, first_day=TODAY - timedelta(days=3), by=cast.executive_headteacher
        )
    late.refresh_from_db()
    assert (late.state, late.in_force_from, len(events())) == ("approved", None, before)


def test_all_schools_are_answered_in_two_queries_however_many(cast):
    making.in_force(cast, making.draft(cast), TODAY)
    for number in range(12):
        make_school(cast.trust, f"School {number}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = editions_in_force(School.objects.all(), TODAY)
    assert len(queries) == 2
    assert set(found) == set(cast.trust.schools.values_list("pk", flat=True))


def test_the_yearly_trigger_is_answered_by_the_next_edition(cast):
    first_day = TODAY - timedelta(days=365)
    making.in_force(cast, making.draft(cast), first_day)
    actions.raise_due_triggers()
    trigger = ReviewTrigger.objects.get(kind="yearly")
    making.in_force(cast, making.next_edition(cast), TODAY)
    trigger.refresh_from_db()
    assert trigger.closed_at is not None
