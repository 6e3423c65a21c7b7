import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lanyard.notices import actions
from lanyard.notices.models import NotEmailed, Notice
from lanyard.records.models import AuditEvent
from tests.factories.people import make_person
from tests.notices.messages import DECIDE, READ_THIS

pytestmark = pytest.mark.django_db


def test_telling_makes_one_notice_a_person_and_one_audit_event(cast):
    people = [cast.headteacher.person, cast.dsl.person, cast.dsl.person]
    made = actions.tell(DECIDE(url="/x/"), people, by=cast.teacher)
    assert {notice.person for notice in made} == {cast.headteacher.person, cast.dsl.person}
    event = AuditEvent.objects.get(event="notice:tell")
    assert (event.trust_id, event.school_id) == (cast.trust.pk, None)
    assert '"people":2' in event.detail and event.actor == f"person:{cast.teacher.person_id}"


def test_what_is_rolled_back_was_never_told(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)
        1 / 0  # noqa: B018
    assert not Notice.objects.exists() and not DBTaskResult.objects.exists()


def test_urgent_messages_are_queued_in_the_same_transaction_and_others_wait_for_the_digest(cast):
    actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)
    assert DBTaskResult.objects.count() == 1
    actions.tell(READ_THIS(url="/x/"), [cast.dsl.person], by=cast.teacher)
    assert DBTaskResult.objects.count() == 1


def test_the_job_in_the_queue_holds_ids_only(cast):
    notice = actions.tell(DECIDE(url="/x/"), [cast.dsl.person], by=cast.teacher)[0]
    assert DBTaskResult.objects.get().args_kwargs == {"args": [[str(notice.pk)]], "kwargs": {}}


def test_a_message_said_once_is_told_to_a_person_only_once(cast):
    first = actions.tell(READ_THIS(url="/x/", once="guide"), [cast.dsl.person], by=cast.teacher)
    again = actions.tell(READ_THIS(url="/x/", once="guide"), [cast.dsl.person, cast.teacher.person], by=cast.teacher)
    assert len(first) == 1 and [notice.person for notice in again] == [cast.teacher.person]


def test_somebody_without_an_address_or_who_left_is_told_inside_and_recorded_as_not_reached(cast):
    left = make_person(
        cast.trust, "Liam Gone", email="liam@example.org", left_on=timezone.localdate().replace(year=2020)
    )
    made = actions.tell(DECIDE(url="/x/"), [cast.volunteer, left], by=cast.teacher)
    assert [notice.not_emailed for notice in made] == [NotEmailed.NO_ADDRESS, NotEmailed.LEFT]
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("url", ["https://elsewhere.example.org/", "//elsewhere.example.org/", "x"])
def test_a_message_can_only_link_to_a_page_of_this_site(url):
    with pytest.raises(ValueError, match="page of this site"):
        DECIDE(url=url)


def test_what_is_done_is_closed_for_everybody_and_no_email_goes_out_any_more(cast):
    actions.tell(DECIDE(url="/x/", about="channel:1"), [cast.dsl.person, cast.headteacher.person], by=cast.teacher)
    assert actions.settle("channel:1") == 2
    for notice in Notice.objects.all():
        assert notice.settled_at and notice.escalate_at is None and notice.next_try_at is None
        assert notice.not_emailed == NotEmailed.NOT_NEEDED


def test_what_one_person_has_done_stays_open_for_the_others(cast):
    actions.tell(READ_THIS(url="/x/", about="doc"), [cast.dsl.person, cast.headteacher.person], by=cast.teacher)
    actions.settle("doc", people=[cast.dsl.person])
    assert [n.person for n in Notice.objects.filter(settled_at__isnull=True)] == [cast.headteacher.person]


def test_closing_keeps_why_somebody_could_not_be_reached(cast):
    actions.tell(DECIDE(url="/x/", about="doc"), [cast.volunteer], by=cast.teacher)
    actions.settle("doc")
    assert Notice.objects.get().not_emailed == NotEmailed.NO_ADDRESS


def test_reading_marks_only_ones_own_and_keeps_the_first_time(cast):
    mine, theirs = actions.tell(READ_THIS(url="/x/"), [cast.dsl.person, cast.headteacher.person], by=cast.teacher)
    assert actions.mark_read([mine, theirs], by=cast.dsl) == 1
    first = Notice.objects.get(pk=mine.pk).read_at
    assert actions.mark_read([mine], by=cast.dsl) == 0
    assert Notice.objects.get(pk=mine.pk).read_at == first
    assert Notice.objects.get(pk=theirs.pk).read_at is None


def test_telling_a_whole_trust_takes_a_number_of_queries_that_does_not_grow_with_each_person(
    cast, django_assert_max_num_queries
):
    people = [make_person(cast.trust, f"Person{n} Reed", email=f"p{n}@example.org") for n in range(120)]
    with django_assert_max_num_queries(30):
        actions.tell(DECIDE(url="/x/", once="all"), people, by=cast.teacher)
    assert Notice.objects.count() == 120
