"""Reports that come in one moment are taken in together, and each as if it had come alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.core import receipts
from lanyard.concerns.core.choices import ConcernType, Route
from lanyard.concerns.core.models import Clock, Concern, Party, Reporter, key_of
from lanyard.concerns.core.report_input import ReportInput, Who
from lanyard.concerns.intake.actions.batch_writer import BatchWriter
from lanyard.concerns.intake.actions.report import report
from lanyard.concerns.intake.actions.store_reports import FLOOD, HashedReport, store_reports
from lanyard.notices.models import Notice
from lanyard.people.models import Person, School
from lanyard.records import queries as records
from lanyard.records.models import AuditEvent
from lanyard.records.queries import examination, problems
from tests.concerns.factories import new_form, send

pytestmark = pytest.mark.postgres

TIMEOUT = 20


def arrived(school: School, kind: str = ConcernType.BULLYING, **fields: object) -> HashedReport:
    sent = ReportInput(school=school, type=kind, route=Route.PUBLIC, form=new_form(), account="Words", **fields)
    return HashedReport(sent, receipts.hash_for(sent.form))


class Slow:
    """Takes things in, each batch only when it is let; refuses those that are said to be bad."""

    def __init__(self, *bad: str) -> None:
        self.bad, self.batches = bad, []
        self.begun, self.let = threading.Event(), threading.Event()

    def __call__(self, items: Sequence[str]) -> list[str]:
        self.batches.append(list(items))
        self.begun.set()
        assert self.let.wait(TIMEOUT)
        if worse := [item for item in items if item in self.bad]:
            raise ValueError(worse[0])
        return [item.upper() for item in items]


def submit_all(writer: BatchWriter, slow: Slow, first: str, *later: str) -> list:
    """One begins; the others come while it is taken in. Answers what each got, or what was raised."""

    def submit(item: str) -> object:
        try:
            return writer.submit(item)
        except (ValueError, OperationalError) as problem:
            return problem

    with ThreadPoolExecutor(len(later) + 1) as people:
        found = [people.submit(submit, first)]
        assert slow.begun.wait(TIMEOUT)
        found += [people.submit(submit, item) for item in later]
        while len(writer._waiting) < len(later):
            threading.Event().wait(0.001)
        slow.let.set()
        return [one.result(TIMEOUT) for one in found]


def test_who_comes_while_another_is_taken_in_waits_and_all_who_wait_are_taken_in_together():
    slow = Slow()
    writer = BatchWriter(slow)

    assert submit_all(writer, slow, "a", "b", "c", "d") == ["A", "B", "C", "D"]
    assert [sorted(batch) for batch in slow.batches] == [["a"], ["b", "c", "d"]]


def test_who_is_on_the_way_is_waited_for_and_taken_in_together():
    slow = Slow()
    slow.let.set()
    writer = BatchWriter(slow)
    is_coming, may_come = threading.Event(), threading.Event()

    def come(item: str) -> str:
        with writer.on_the_way():
            is_coming.set()
            assert may_come.wait(TIMEOUT)
            return writer.submit(item)

    with ThreadPoolExecutor(2) as people:
        coming = people.submit(come, "b")
        assert is_coming.wait(TIMEOUT)
        here = people.submit(writer.submit, "a")
        while not writer._waiting:
            threading.Event().wait(0.001)
        may_come.set()
        assert (here.result(TIMEOUT), coming.result(TIMEOUT)) == ("A", "B")
    assert [sorted(batch) for batch in slow.batches] == [["a", "b"]]


def test_nobody_waits_long_for_who_does_not_come_and_not_at_all_for_who_turned_back(monkeypatch):
    monkeypatch.setattr("lanyard.concerns.intake.actions.batch_writer.PATIENCE", 0.01)
    slow = Slow()
    slow.let.set()
    writer = BatchWriter(slow)

    with writer.on_the_way(), ThreadPoolExecutor(1) as people:
        assert people.submit(writer.submit, "a").result(TIMEOUT) == "A"
    with pytest.raises(KeyError), writer.on_the_way():
        raise KeyError
    monkeypatch.setattr("lanyard.concerns.intake.actions.batch_writer.PATIENCE", None)
    assert writer.submit("b") == "B"


def test_what_is_wrong_with_one_spoils_nothing_for_the_others():
    slow = Slow("c")
    first, second, third, fourth = submit_all(BatchWriter(slow), slow, "a", "b", "c", "d")

    assert (first, second, fourth) == ("A", "B", "D")
    assert isinstance(third, ValueError)


def test_when_the_database_does_not_answer_all_who_wait_hear_it_at_once():
    slow = Slow()

    def take(items: Sequence[str]) -> list[str]:
        found = slow(items)
        if len(items) > 1:
            raise OperationalError
        return found

    first, *others = submit_all(BatchWriter(take), slow, "a", "b", "c")

    assert first == "A"
    assert [type(one) for one in others] == [OperationalError, OperationalError]
    assert len(slow.batches) == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_is_kept_as_if_it_had_come_alone(cast):
    head = cast.headteacher.person
    who = Who("Ines Parent", "ines@example.org", "Parent")
    kept = store_reports([
        arrived(cast.old_quay, reporter=who, answers={"child": "Ash Reed"}),
        arrived(cast.saltmarsh),
        arrived(cast.old_quay, ConcernType.STAFF_CONDUCT, answers={"about": "staff", "about_name": head.full_name}),
    ])  # fmt: skip
    first, second, third = (Concern.objects.get(pk=one.concern.pk) for one in kept)

    assert (first.school, second.school, third.school) == (cast.old_quay, cast.saltmarsh, cast.old_quay)
    assert Reporter.objects.get().concern == first
    assert Party.objects.filter(concern=third, person_key=key_of(head)).exists()
    assert not Party.objects.filter(concern__in=[first, second]).exclude(person_key="").exists()
    assert third.level != first.level
    for one in kept:
        clocks = Clock.objects.filter(concern=one.concern)
        assert {clock.kind for clock in clocks} == {clock.kind for clock in one.clocks} != set()
        assert Concern.objects.get(pk=one.concern.pk).due_at == min(clock.due_at for clock in clocks)
    told = set(Notice.objects.filter(about=f"concern:{third.pk}").values_list("person", flat=True))
    assert told
    assert head.pk not in told


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_each_has_its_own_event_in_a_whole_chain(cast, monkeypatch):
    # Nothing is committed here, so that the file beside the key has not been written.
    monkeypatch.setattr(records, "_beside", lambda examination: [])
    kept = store_reports([arrived(cast.old_quay) for _ in range(5)])
    events = AuditEvent.objects.filter(event="concern:report")

    assert [event.about_id for event in events.order_by("number")] == [str(one.concern.pk) for one in kept]
    assert list(problems(examination([]))) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_a_form_that_was_kept_before_keeps_none_of_those_that_came_with_it(cast):
    once = arrived(cast.old_quay)
    store_reports([once])
    with pytest.raises(IntegrityError):
        store_reports([arrived(cast.old_quay), once])

    assert Concern.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_twenty_together_ask_the_database_no_more_of_who_is_who_than_one(cast):
    store_reports([arrived(cast.old_quay)])
    asked = []
    for many in (1, 20):
        with CaptureQueriesContext(
            connection,
        ) as found:
            store_reports([arrived(cast.old_quay) for _ in range(many)])
        asked.append([query["sql"] for query in found])

    one, twenty = (sorted(sql.split(" WHERE ")[0][:40] for sql in every if "people_" in sql) for every in asked)
    assert one == twenty != []
    # Of each table's rows there is one insert; what is told of each concern alone is not shared.
    assert len([sql for sql in asked[1] if sql.startswith("INSERT") and "concerns_" in sql]) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("now")
def test_of_a_flood_the_same_people_are_told_once_and_every_report_is_there(cast):
    for _ in range(FLOOD):
        send(cast.old_quay)
    before = Notice.objects.count()
    kept = store_reports([arrived(cast.old_quay) for _ in range(6)])
    told = Notice.objects.count() - before

    assert {Concern.objects.get(pk=one.concern.pk).in_flood for one in kept} == {True}
    assert 0 < told <= Person.objects.filter(notices__isnull=False).distinct().count()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_many_times_in_one_moment_makes_one_concern_and_shows_one_code(cast):
    form = new_form()
    sent = ReportInput(school=cast.old_quay, type=ConcernType.BULLYING, route=Route.PUBLIC, form=form, account="Words")

    def press(_: int) -> str:
        try:
            return report(sent).code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as fingers:
        codes = set(fingers.map(press, range(6)))

    assert codes == {receipts.code_of(form)}
    assert Concern.objects.count() == 1
