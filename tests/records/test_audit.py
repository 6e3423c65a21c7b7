"""What may be recorded, by whom, and that nothing recorded can be changed."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, connection, transaction

from lanyard.people.models import Membership
from lanyard.records import head_file, queries, triggers
from lanyard.records.audit import PlaceIds, record
from lanyard.records.models import AppendOnly, AuditAnchor, AuditEvent

pytestmark = pytest.mark.postgres


def test_an_event_tells_who_did_what_about_what_and_where(cast, now):
    school = cast.old_quay
    record("signoff:sign", by=cast.headteacher, about=school, place=school, detail={"edition": "e1", "n": 2})
    event = AuditEvent.objects.get()
    assert (event.number, event.event, event.at) == (1, "signoff:sign", now)
    assert event.actor == f"person:{cast.headteacher.person_id}"
    assert (event.about_kind, event.about_id) == ("people.school", str(school.pk))
    assert (event.trust_id, event.school_id) == (cast.trust.pk, school.pk)
    assert event.detail == '{"edition":"e1","n":2}'


def test_a_person_and_a_task_of_the_system_can_do_things_too(cast):
    assert record("a:b", by=cast.volunteer, about=None).actor == f"person:{cast.volunteer.pk}"
    assert record("a:b", by="system:nightly", about=None).actor == "system:nightly"


@pytest.mark.parametrize("place", ["trust", None, "ids"])
def test_a_place_is_a_trust_none_or_its_ids(cast, place):
    given = {"trust": cast.trust, None: None, "ids": PlaceIds(cast.trust.pk, cast.old_quay.pk)}[place]
    event = record("a:b", by="system:x", about=None, place=given)
    expected = {"trust": (cast.trust.pk, None), None: (None, None), "ids": (cast.trust.pk, cast.old_quay.pk)}[place]
    assert (event.trust_id, event.school_id) == expected


def test_numbers_have_no_gap_and_each_event_holds_the_digest_of_the_one_before(cast):
    made = [record("a:b", by="system:x", about=None) for _ in range(3)]
    assert [event.number for event in made] == [1, 2, 3]
    assert [event.previous for event in made[1:]] == [event.digest for event in made[:2]]


@pytest.mark.usefixtures("chain_alone")
def test_what_is_rolled_back_leaves_no_event_and_no_gap(cast):
    record("a:b", by="system:x", about=None)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("a:b", by="system:x", about=None)
        raise ZeroDivisionError
    assert record("a:b", by="system:x", about=None).number == 2
    assert not list(queries.problems(queries.examination([])))


@pytest.mark.parametrize("by", ["Ann Reed", "person:1", None, "membership", "anonymous"])
def test_nobody_else_can_do_things(cast, by):
    from django.contrib.auth.models import AnonymousUser

    actor = {"membership": Membership.objects.first(), "anonymous": AnonymousUser()}.get(by, by)
    with pytest.raises(TypeError, match="done by a user"):
        record("a:b", by=actor, about=None)


@pytest.mark.parametrize("event", ["sign", "Sign:doc", "a:b:c", ""])
def test_an_event_is_named_subject_and_verb(db, event):
    with pytest.raises(ValueError, match="subject:verb"):
        record(event, by="system:x", about=None)


@pytest.mark.parametrize("detail", [{"name": "Ann Reed"}, {"to": "ann@example.org"}, {"share": 0.5}, {"a": ["b c"]}])
def test_the_detail_holds_no_names_and_no_text(db, detail):
    with pytest.raises(ValueError, match="never names or free text"):
        record("a:b", by="system:x", about=None, detail=detail)


def test_the_detail_takes_ids_dates_and_lists(db, now):
    one = uuid.UUID(int=1)
    detail = {"id": one, "on": now.date(), "at": now, "list": [1, "two", None, True], "set": {"b", "a"}}
    event = record("a:b", by="system:x", about=None, detail=detail)
    assert '"set":["a","b"]' in event.detail
    assert str(one) in event.detail


def test_a_place_is_nothing_else(cast):
    with pytest.raises(TypeError, match="place"):
        record("a:b", by="system:x", about=None, place=cast.volunteer)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_refused_outside_a_transaction():
    with pytest.raises(RuntimeError, match="transaction"):
        record("a:b", by="system:x", about=None)


ROOT = Path(__file__).parents[2]


def lanyard(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).with_name("lanyard"), *arguments]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def elsewhere(tmp_path) -> dict[str, str]:
    """The environment of other processes: the test database where there is a server, and a file where there is none."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "lanyard.project.settings"}
    # What the file beside the key knows is of another database.
    head_file.path_in(Path(os.environ["LANYARD_HOME"])).unlink(missing_ok=True)
    if connection.vendor == "postgresql":
        server = urlsplit(os.environ["LANYARD_DATABASE_URL"])
        return {**env, "LANYARD_DATABASE_URL": server._replace(path=f"/{connection.settings_dict['NAME']}").geturl()}
    env["LANYARD_DATABASE_URL"] = f"sqlite:///{tmp_path}/lanyard.sqlite3"
    assert lanyard("manage", "migrate", env=env).returncode == 0
    return env


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain(elsewhere):
    command = [sys.executable, "-m", "tests.records.writer", "25"]
    writers = [subprocess.Popen(command, env=elsewhere, cwd=ROOT) for _ in range(4)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    answer = lanyard("audit", "verify", env=elsewhere)
    assert (answer.stdout, answer.returncode) == ("100 events, chain whole, no anchor yet.\n", 0)


@pytest.fixture
def event(db) -> AuditEvent:
    AuditAnchor(date="2026-11-24", number=1, digest="d", seal="s").append()
    return record("a:b", by="system:x", about=None)


CHANGES = [
    "UPDATE records_auditevent SET actor = 'x'",
    "DELETE FROM records_auditevent",
    "UPDATE records_auditanchor SET digest = 'x'",
    "DELETE FROM records_auditanchor",
]
TRUNCATE = "TRUNCATE records_auditevent"
REPLACE = "INSERT OR REPLACE INTO records_auditevent SELECT number, at, event, 'x', about_kind, about_id, trust_id, "
REPLACE += "school_id, detail, previous, digest FROM records_auditevent"


@pytest.mark.parametrize("number", range(5))
def test_the_database_itself_refuses_changes(event, number):
    extra = TRUNCATE if connection.vendor == "postgresql" else REPLACE
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute([*CHANGES, extra][number])
    assert AuditEvent.objects.get().actor == "system:x"


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(actor="x"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent.objects.create(number=2),
        lambda event: AuditEvent.objects.bulk_create([AuditEvent(number=2)]),
        lambda event: AuditEvent.objects.bulk_update([event], ["actor"]),
        lambda event: AuditEvent.objects.update_or_create(number=1),
    ],
)
def test_the_models_refuse_changes(event, change):
    with pytest.raises(AppendOnly, match="append-only"):
        change(event)


def test_missing_triggers_are_a_problem_of_the_trail(event):
    from tests.records.flushing import dropping

    with connection.cursor() as cursor:
        for statement in dropping(connection):
            cursor.execute(statement)
    assert triggers.missing(connection) == triggers.names(connection)
    problems = [str(problem) for problem in queries.problems(queries.examination([]))]
    assert any("no longer refuses changes" in problem for problem in problems)
