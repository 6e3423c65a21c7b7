from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lanyard.kernel.refusals import Refused
from lanyard.people.models import School
from lanyard.policy import actions
from lanyard.policy.models import Agency, GuidanceEdition, GuidanceSource, ReviewTrigger
from lanyard.policy.queries import (
    linked_policies,
    linked_policy_statuses,
    open_trigger_count,
    policy_of,
    reliances,
    reliances_of,
    review_statuses,
)
from lanyard.policy.queries.linked import standard_list
from lanyard.policy.queries.records import agencies
from lanyard.records.models import AuditEvent
from tests.factories.people import make_school
from tests.policy import making

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]

FIELDS = {"name": "Behaviour policy", "owner": "headteacher", "edition": "3", "review_date": TODAY, "link": ""}


def status(place, key="behaviour"):
    return next(one.status for one in linked_policies(place, TODAY) if one.key == key)


def test_a_place_without_records_misses_every_linked_policy(cast):
    rows = linked_policies(cast.old_quay, TODAY)
    assert len(rows) == len(standard_list()) == 10
    assert {row.status for row in rows} == {"missing"}


def test_a_school_goes_by_the_trusts_record_until_it_has_its_own(cast):
    actions.keep_linked_policy(place=cast.trust, key="behaviour", fields=FIELDS, by=cast.trust_administrator)
    assert status(cast.old_quay) == "in_date"
    own = {**FIELDS, "review_date": TODAY - timedelta(days=1)}
    actions.keep_linked_policy(place=cast.old_quay, key="behaviour", fields=own, by=cast.headteacher)
    assert (status(cast.old_quay), status(cast.saltmarsh), status(cast.trust)) == ("overdue", "in_date", "in_date")


def test_a_new_edition_of_a_linked_policy_asks_for_a_review_once(cast):
    making.draft(cast)
    for edition in ("3", "3", "4", "4"):
        actions.keep_linked_policy(
            place=cast.trust, key="behaviour", fields={**FIELDS, "edition": edition}, by=cast.trust_administrator
        )
    trigger = ReviewTrigger.objects.get()
    assert (trigger.kind, trigger.school) == ("linked_policy", None)
    assert open_trigger_count(cast.old_quay) == 1


@pytest.mark.parametrize("who", ["teacher", "parent", "stranger", "governor", "saltmarsh_headteacher"])
def test_others_keep_no_records(cast, who):
    user = getattr(cast, who)
    actions.load_data()
    agency, source = Agency.objects.first(), GuidanceSource.objects.first()
    policy = policy_of(cast.trust) or making.draft(cast).policy
    trigger = actions.open_trigger(
        policy=policy, school=cast.old_quay, kind="concern", says="Look.", by=cast.headteacher
    )
    for refused in (
        lambda: actions.keep_linked_policy(place=cast.old_quay, key="behaviour", fields=FIELDS, by=user),
        lambda: actions.keep_agency(agency=agency, fields={}, trust=cast.trust, by=user),
        lambda: actions.mark_guidance_checked(source=source, trust=cast.trust, by=user),
        lambda: actions.keep_guidance_edition(source=source, fields={}, trust=cast.trust, by=user),
        lambda: actions.close_trigger(trigger=trigger, how="Done.", by=user),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_loading_the_data_twice_changes_nothing_the_second_time(cast):
    first = actions.load_data()
    assert first == {"guidance": GuidanceEdition.objects.count(), "agencies": Agency.objects.count()}
    assert min(first.values()) > 10
    events = AuditEvent.objects.count()
    assert actions.load_data() == {"guidance": 0, "agencies": 0}
    assert AuditEvent.objects.count() == events


def test_loading_never_undoes_what_people_have_checked_since(cast):
    actions.load_data()
    agency = Agency.objects.get(key="lesas")
    actions.keep_agency(agency=agency, fields={"hours": "Weekdays"}, trust=cast.trust, by=cast.trust_administrator)
    actions.load_data()
    agency.refresh_from_db()
    assert (agency.hours, agency.checked, agency.verified) == ("Weekdays", TODAY, True)


def test_what_the_file_has_checked_later_is_taken(cast):
    actions.load_data()
    Agency.objects.filter(key="lesas").update(checked=date(2020, 1, 1), web="https://old.example.org/")
    assert actions.load_data()["agencies"] == 1
    assert "old" not in Agency.objects.get(key="lesas").web


def test_an_agency_that_has_closed_is_no_longer_offered_and_its_successor_is(cast):
    actions.load_data()
    offered = {agency.key for agency in agencies(TODAY)}
    assert "lesas" in offered
    assert "education_safeguarding_service" not in offered
    assert Agency.objects.get(key="lesas").replaces.key == "education_safeguarding_service"
    assert {agency.key for agency in agencies(TODAY, who="children")} < offered


def guidance(key="kcsie"):
    return {row.label: row for row in GuidanceEdition.objects.filter(source__key=key)}


def test_a_policy_on_older_guidance_is_behind_and_asks_for_a_review_once(cast):
    actions.load_data()
    edition = making.draft(cast)
    chosen = [guidance()["2022"]]
    actions.rely_on_guidance(edition=edition, guidance=chosen, version=edition.version, by=cast.trust_administrator)
    making.in_force(cast, edition, TODAY)
    found = next(one for one in reliances(edition, TODAY) if one.source.key == "kcsie")
    assert (found.relied_on.label, found.newest.label, found.is_behind) == ("2022", "2025", True)
    assert "2026" in [row.label for row in found.coming]
    assert actions.raise_due_triggers() == 1
    assert actions.raise_due_triggers() == 0
    assert "2025" in ReviewTrigger.objects.get(kind="guidance").says


def test_on_a_past_day_the_newest_edition_is_that_days(cast):
    actions.load_data()
    found = next(one for one in reliances(None, date(2023, 1, 1)) if one.source.key == "kcsie")
    assert (found.newest.label, found.relied_on, found.is_behind) == ("2022", None, False)


def test_a_policy_relies_on_one_edition_of_a_source(cast):
    actions.load_data()
    edition = making.draft(cast)
    both = [guidance()["2022"], guidance()["2025"]]
    with pytest.raises(Refused, match="one edition of each"):
        actions.rely_on_guidance(edition=edition, guidance=both, version=edition.version, by=cast.trust_administrator)


def test_a_guidance_edition_is_added_once_and_is_checked_today(cast):
    actions.load_data()
    source = GuidanceSource.objects.get(key="kcsie")
    fields = {"label": "2027", "status": "announced", "read_in": "gov.uk"}
    row = actions.keep_guidance_edition(source=source, fields=fields, trust=cast.trust, by=cast.trust_administrator)
    assert (row.checked, row.verified) == (TODAY, True)
    with pytest.raises(Refused, match="on the list already"):
        actions.keep_guidance_edition(source=source, fields=fields, trust=cast.trust, by=cast.trust_administrator)
    actions.mark_guidance_checked(source=source, trust=cast.trust, by=cast.trust_administrator)
    assert set(source.editions.exclude(status="superseded").values_list("checked", flat=True)) == {TODAY}


def test_a_review_that_is_overdue_raises_one_trigger_and_finishing_it_closes_that(cast):
    edition = making.in_force(cast, making.draft(cast), date(2025, 11, 20))
    assert edition.review_due == date(2026, 11, 20)
    assert actions.raise_due_triggers() == 1
    assert actions.raise_due_triggers() == 0
    edition.refresh_from_db()
    actions.finish_review(edition=edition, version=edition.version, by=cast.executive_headteacher)
    trigger = ReviewTrigger.objects.get()
    assert (trigger.kind, trigger.closed_at is not None) == ("yearly", True)
    standing = review_statuses(School.objects.filter(pk=cast.old_quay.pk), TODAY)[cast.old_quay.pk]
    assert (standing.last_review, standing.due, standing.open_triggers) == (TODAY, date(2027, 11, 24), 0)


def test_a_trigger_is_closed_once_and_says_how(cast):
    policy = making.draft(cast).policy
    asked = {"policy": policy, "school": cast.old_quay, "kind": "lesson", "says": "Say more on group chats."}
    trigger = actions.open_trigger(**asked, by=cast.headteacher)
    assert open_trigger_count(cast.old_quay) == 1
    assert open_trigger_count(cast.saltmarsh) == 0
    actions.close_trigger(trigger=trigger, how="Clause 3.2 was added.", by=cast.headteacher)
    with pytest.raises(Refused, match="already closed this trigger"):
        actions.close_trigger(trigger=trigger, how="Again.", by=cast.headteacher)
    assert open_trigger_count(cast.old_quay) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewTrigger.objects.filter(pk=trigger.pk).update(closed_how="")


def test_what_all_schools_stand_like_takes_the_same_queries_however_many_there_are(cast):
    actions.load_data()
    edition = making.in_force(cast, making.draft(cast), TODAY)
    schools = School.objects.filter(trust=cast.trust)
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            linked_policy_statuses(schools, TODAY)
            review_statuses(schools, TODAY)
            reliances_of([edition.pk], TODAY)
        counted.append(len(queries))
        for number in range(8):
            make_school(cast.trust, f"School {len(counted)} {number}")
    assert counted[0] == counted[1] <= 10


def test_reviews_of_past_days_are_told_as_they_stood(cast):
    policy = making.in_force(cast, making.draft(cast), TODAY - timedelta(days=10)).policy
    actions.open_trigger(
        policy=policy, school=None, kind="infrastructure", says="New filter.", by=cast.executive_headteacher
    )
    schools = School.objects.filter(pk=cast.old_quay.pk)
    assert review_statuses(schools, TODAY)[cast.old_quay.pk].open_triggers == 1
    before = review_statuses(schools, TODAY - timedelta(days=1))[cast.old_quay.pk]
    assert (before.open_triggers, before.last_review) == (0, TODAY - timedelta(days=10))
    assert review_statuses(schools, TODAY - timedelta(days=11))[cast.old_quay.pk].edition is None
