"""No event can be changed, removed, put in or moved without it showing, and where."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.records import actions, queries
from lanyard.records.audit import PlaceIds, link_of, record
from lanyard.records.chain import Anchor, Head, Link, Problem, anchor_in
from lanyard.records.models import AuditEvent, AuditHead
from tests.records.flushing import dropping

pytestmark = pytest.mark.postgres

LENGTH = 8
PLACE = "00000000000000000000000000000001"
OTHER = {
    "at": ["2020-01-01 00:00:00", "2026-11-24 09:00:00.000001"],
    "event": ["signoff:withdraw", ""],
    "actor": ["person:00000000-0000-0000-0000-000000000009", "system:grown"],
    "about_kind": ["people.trust"],
    "about_id": ["1", "x"],
    "trust_id": [PLACE.replace("1", "2"), None],
    "school_id": [PLACE.replace("1", "2"), None],
    "detail": ['{"n":9}', "{}", ""],
    "previous": ["e" * 64, ""],
    "digest": ["f" * 64, ""],
}
numbers = st.integers(1, LENGTH)
edits = st.sampled_from([(column, value) for column, values in OTHER.items() for value in values])
examples = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def chain(db, now, chain_alone) -> None:
    place = PlaceIds(PLACE, PLACE)
    with transaction.atomic():
        for number in range(1, LENGTH + 1):
            record("chain:grow", by="system:grow", about=None, place=place, detail={"number": number})


def problems(*elsewhere: Anchor) -> list[Problem]:
    found = list(queries.problems(queries.examination(elsewhere)))
    return [problem for problem in found if problem.where != "the database"]


def places(*elsewhere: Anchor) -> set[str]:
    return {problem.where for problem in problems(*elsewhere)}


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def tampering() -> Iterator[None]:
    """Somebody who owns the database has taken the triggers away; all is undone at the end."""
    with transaction.atomic():
        for statement in dropping(connection):
            sql(statement)
        yield
        transaction.set_rollback(True)


def put(number: int | str, like: int) -> None:
    columns = ", ".join(Link._fields[1:])
    sql(
        f"INSERT INTO records_auditevent (number, {columns}) "  # noqa: S608  (the columns are our own)
        f"SELECT %s, {columns} FROM records_auditevent WHERE number = %s",
        number,
        like,
    )


def move(number: int, to: int) -> None:
    sql("UPDATE records_auditevent SET number = %s WHERE number = %s", to, number)


def test_an_untouched_chain_has_no_problem(chain):
    assert problems() == []


@examples
@given(number=numbers, edit=edits)
def test_an_edited_event_is_named(chain, number, edit):
    column, value = edit
    with tampering():
        sql(f"UPDATE records_auditevent SET {column} = %s WHERE number = %s", value, number)  # noqa: S608  (ours)
        found = places()
    assert f"event {number}" in found
    assert found <= {f"event {number}"}


@examples
@given(number=numbers)
def test_a_removed_event_is_named(chain, number):
    with tampering():
        sql("DELETE FROM records_auditevent WHERE number = %s", number)
        found = [str(problem) for problem in problems()]
    assert len(found) == 1
    assert found[0].startswith(f"Event {number} was removed")


@examples
@given(pair=st.lists(numbers, min_size=2, max_size=2, unique=True))
def test_swapped_events_are_both_named(chain, pair):
    one, other = pair
    with tampering():
        move(one, 100)
        move(other, one)
        move(100, other)
        found = places()
    assert {f"event {one}", f"event {other}"} <= found


@examples
@given(at=st.integers(1, LENGTH + 1), like=numbers)
def test_an_event_put_in_is_named(chain, at, like):
    with tampering():
        for number in range(LENGTH, at - 1, -1):
            move(number, number + 1)
        put(at, like if like < at else like + 1)
        found = places()
    # A copy of the event that stood there is genuine at that place; then it is the next that is one too many.
    assert (f"event {at + 1}" if like == at else f"event {at}") in found
    assert not found & {f"event {number}" for number in range(1, at)}


@pytest.mark.parametrize("number", [0, -5])
def test_an_event_before_the_first_is_named(chain, number):
    with tampering():
        put(number, 1)
        assert places() == {f"event {number}"}


@examples
@given(kept=st.integers(0, LENGTH - 1))
def test_a_removed_end_is_named_by_the_head_record(chain, kept):
    with tampering():
        sql("DELETE FROM records_auditevent WHERE number > %s", kept)
        found = problems()
    assert len(found) == 1
    assert "which the head record saw" in found[0].says


@examples
@given(kept=st.integers(0, LENGTH - 1))
def test_a_removed_end_with_a_head_record_made_to_fit_is_found(chain, kept):
    with tampering():
        sql("DELETE FROM records_auditevent WHERE number > %s", kept)
        last = AuditEvent.objects.order_by("number").last()
        sql("UPDATE records_audithead SET number = %s, digest = %s", kept, last.digest if last else "0" * 64)
        assert places() == {"the head record"}


def test_an_end_removed_together_with_an_old_head_record_put_back_is_found_by_anchors_kept_elsewhere(chain, now):
    old = AuditHead.objects.get()
    record("chain:grow", by="system:grow", about=None)
    record("chain:grow", by="system:grow", about=None)
    kept_elsewhere = anchor_in(str(actions.anchor(on=now.date())))
    with tampering():
        sql("DELETE FROM records_auditevent WHERE number > %s", LENGTH)
        sql("DELETE FROM records_auditanchor")
        old.save()
        assert problems() == []
        assert [str(problem) for problem in problems(kept_elsewhere)] == [
            "Events 9 to 10 were removed, which the anchor of 2026-11-24 saw."
        ]


def test_a_chain_removed_as_a_whole_is_found_by_anchors_kept_elsewhere(chain, now):
    kept_elsewhere = actions.anchor(on=now.date())
    with tampering():
        for table in ("records_auditevent", "records_auditanchor", "records_audithead"):
            sql(f"DELETE FROM {table}")  # noqa: S608  (the tables are our own)
        assert problems() == []
        assert places(kept_elsewhere) == {f"events 1 to {LENGTH}"}


def test_a_removed_head_record_is_found(chain):
    with tampering():
        sql("DELETE FROM records_audithead")
        assert places() == {"the head record"}


def test_a_changed_anchor_is_named(chain, now):
    made = actions.anchor(on=now.date())
    forged = Anchor(made.number, made.digest, made.seal, "2026-11-23")
    assert [str(problem) for problem in problems(forged)] == ["The anchor of 2026-11-23 (event 8) was itself changed."]


def test_an_anchor_of_another_course_of_the_chain_is_named(chain, now):
    with transaction.atomic():
        record("chain:grow", by="system:grow", about=None)
        other = actions.anchor(on=now.date())
        transaction.set_rollback(True)
    record("chain:fork", by="system:grow", about=None)
    assert [str(problem) for problem in problems(other)] == [
        "Event 9 is not the one that the anchor of 2026-11-24 saw."
    ]


def test_what_is_no_date_is_a_problem_and_no_crash(chain):
    if connection.vendor == "postgresql":
        with pytest.raises(Exception, match="invalid input"), tampering():
            sql("UPDATE records_auditevent SET at = 'soon' WHERE number = 3")
        return
    with tampering():
        sql("UPDATE records_auditevent SET at = 'soon', trust_id = 'here' WHERE number = 3")
        sql("UPDATE records_audithead SET number = 'last'")
        put("four", 4)
        assert {"event 3", "the head record", "event four"} <= places()


def test_events_written_while_the_chain_is_examined_are_no_problem(chain):
    before = AuditHead.objects.get()
    links = [link_of(event) for event in AuditEvent.objects.order_by("number")]
    record("chain:grow", by="system:grow", about=None)
    after = AuditHead.objects.get()
    heads = iter([Head(head.number, head.digest, head.seal) for head in (before, after)])
    assert list(queries.examination([]).problems(links, lambda: next(heads))) == []


def test_the_same_moment_in_another_time_zone_is_the_same_event(chain):
    event = AuditEvent.objects.get(number=1)
    assert event.at.tzinfo is UTC
    link = link_of(event)._replace(at=datetime.fromisoformat("2026-11-24T10:00:00+01:00"))
    found = [problem.where for problem in queries.examination([]).problems([link], lambda: None)]
    assert found == ["the head record"]


def test_a_second_anchor_of_a_day_without_new_events_is_the_first(chain):
    one, two = (actions.anchor(on=date(2026, 11, 24)) for _ in range(2))
    assert one == two
    assert len(queries.anchors()) == 1


def test_no_anchor_is_made_of_a_changed_end(chain):
    actions.anchor(on=date(2026, 11, 23))
    AuditHead.objects.update(number=3)
    with pytest.raises(actions.ChainBroken, match="audit verify"):
        actions.anchor(on=date(2026, 11, 24))
