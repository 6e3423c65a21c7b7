"""What `lanyard audit` and `lanyard keys` say, and their exit codes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from click.testing import CliRunner, Result
from django.conf import settings as conf
from django.db import connection
from django.test import TestCase

from lanyard.project.cli import lanyard
from lanyard.records import chain, head_file, triggers
from lanyard.records.audit import record
from lanyard.records.keys import audit_key
from lanyard.records.models import AuditEvent, AuditHead
from tests.records.flushing import dropping


def run(*arguments: str) -> Result:
    return CliRunner().invoke(lanyard, arguments)


@pytest.fixture
def three_events(db, now, settings, tmp_path) -> None:
    # A home of its own, because the file beside the key is there.
    (tmp_path / "home" / "keys").mkdir(parents=True)
    key = settings.LANYARD_HOME / "keys" / "audit-key"
    (tmp_path / "home" / "keys" / "audit-key").write_text(key.read_text())
    settings.LANYARD_HOME = tmp_path / "home"
    with capture_on_commit_callbacks():
        for _ in range(3):
            record("chain:grow", by="system:grow", about=None)


def capture_on_commit_callbacks():
    return TestCase.captureOnCommitCallbacks(execute=True)


def remove_the_last() -> None:
    with connection.cursor() as cursor:
        for statement in dropping(connection):
            cursor.execute(statement)
        cursor.execute("DELETE FROM records_auditevent WHERE number = 3")


def test_a_whole_chain_is_one_sentence(three_events):
    answer = run("audit", "verify")
    assert (answer.stdout, answer.exit_code) == ("3 events, chain whole, no anchor yet.\n", 0)


def test_a_broken_chain_is_a_line_for_each_problem_and_exit_code_1(three_events):
    remove_the_last()
    answer = run("audit", "verify")
    assert answer.exit_code == 1
    assert (
        answer.stdout.splitlines()[-1] == "Event 3 was removed, which the file keys/audit-head and the head record saw."
    )


def test_an_anchor_is_added_to_the_file_that_is_kept_elsewhere(three_events, tmp_path):
    file = tmp_path / "anchors"
    file.write_text("")
    first = run("audit", "anchor", "--to", str(file))
    record("chain:grow", by="system:grow", about=None)
    second = run("audit", "anchor", "--to", str(file))
    assert file.read_text() == first.stdout + second.stdout
    assert re.fullmatch(r"2026-11-24 4 [0-9a-f]{64} [0-9a-f]{64}\n", second.stdout)
    answer = run("audit", "verify", "--anchors", str(file))
    assert answer.stdout == "4 events, chain whole, last anchor 2026-11-24 at event 4.\n"


def test_the_file_kept_elsewhere_shows_a_removed_end(three_events, tmp_path):
    file = tmp_path / "anchors"
    run("audit", "anchor", "--to", str(file))
    remove_the_last()
    answer = run("audit", "verify", "--anchors", str(file))
    assert answer.exit_code == 1
    assert "which the anchor of 2026-11-24 and the file keys/audit-head and the head record saw" in answer.stdout


@pytest.mark.parametrize("text", ["2026-11-24 three d s\n", "hello\n", "Zoë\n"])
def test_a_file_that_holds_no_anchors_is_one_sentence(three_events, tmp_path, text):
    file = tmp_path / "anchors"
    file.write_text(text)
    answer = run("audit", "verify", "--anchors", str(file))
    assert answer.exit_code != 0
    assert answer.stdout == ""
    assert "anchor" in answer.stderr


def test_a_file_that_cannot_be_written_is_one_sentence(three_events, tmp_path):
    answer = run("audit", "anchor", "--to", str(tmp_path / "absent" / "anchors"))
    assert answer.exit_code != 0
    assert "can't be written" in answer.stderr


def test_there_is_nothing_to_anchor_before_the_first_event(db):
    assert "nothing to anchor" in run("audit", "anchor").stderr


def test_a_missing_audit_key_is_one_sentence(three_events, settings, tmp_path):
    settings.LANYARD_HOME = tmp_path
    for command in ("verify", "anchor"):
        answer = run("audit", command)
        assert "There is no audit key" in answer.stderr
        assert "Traceback" not in answer.stderr


def test_keys_are_listed_with_what_they_seal(attachment, own_keys):
    answer = run("keys", "status")
    assert re.fullmatch(r"k1: made [0-9-]{10}, seals what is written now, 2 values\n", answer.stdout)


def test_a_rotation_says_what_it_did(attachment, own_keys):
    assert run("keys", "rotate").stdout == "New key k2: 2 values sealed with it.\n"
    lines = run("keys", "status").stdout.splitlines()
    assert lines[0].endswith("only opens what it sealed, 0 values")
    assert lines[1].endswith("seals what is written now, 2 values")


def test_no_command_shows_a_key(attachment, own_keys):
    shown = "".join(run("keys", name).output for name in ("status", "rotate", "status"))
    for key in re.findall(r'"([A-Za-z0-9+/=]{40,})"', own_keys.read_text()):
        assert key not in shown


def test_a_damaged_value_is_left_and_named(attachment, own_keys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_attachment SET name = 'k1:AAAA:AAAA'")
    answer = run("keys", "rotate")
    assert f"records_attachment {attachment.pk}" in answer.stdout
    assert answer.exit_code != 0
    assert "values that can't be opened" in answer.stderr


def test_a_missing_key_file_is_one_sentence(db, own_keys):
    own_keys.unlink()
    for command in ("status", "rotate"):
        assert "There is no key file" in run("keys", command).stderr


def cut_off_the_end() -> None:
    """As somebody does who has the database alone, and an earlier head record of it."""
    earlier = head_file.Head(*AuditEvent.objects.filter(number=2).values_list("number", "digest").get(), "")
    seal = chain.seal_of(audit_key(conf.LANYARD_HOME), earlier.number, earlier.digest)
    remove_the_last()
    AuditHead.objects.update(number=earlier.number, digest=earlier.digest, seal=seal)
    with connection.cursor() as cursor:
        for statement in triggers.statements(connection):
            cursor.execute(statement)


def test_an_end_that_is_cut_off_with_its_head_is_seen_by_the_file_beside_the_key(three_events):
    cut_off_the_end()
    answer = run("audit", "verify")
    assert (answer.exit_code, answer.stdout) == (
        1, "Event 3 was removed, which the file keys/audit-head saw.\n",
    )  # fmt: skip


def test_what_comes_after_a_cut_does_not_hide_it(three_events):
    cut_off_the_end()
    with capture_on_commit_callbacks():
        for _ in range(3):
            record("chain:grow", by="system:grow", about=None, detail={"again": True})
    answer = run("audit", "verify")
    assert answer.exit_code == 1
    assert "is not the one that the file keys/audit-head saw" in answer.stdout


@pytest.mark.parametrize(
    ("text", "says"), [(None, "is missing"), ("hello", "can’t be read"), (f"3 {'0' * 64} {'0' * 64}", "was changed")]
)
def test_a_file_that_was_taken_away_or_changed_is_told(three_events, text, says):
    path = head_file.path_in(conf.LANYARD_HOME)
    path.unlink() if text is None else path.write_text(text)
    with capture_on_commit_callbacks():
        record("chain:grow", by="system:grow", about=None)
    answer = run("audit", "verify")
    assert (answer.exit_code, answer.stdout) == (1, f"The file keys/audit-head {says}.\n")


def test_a_missing_nightly_anchor_is_told(three_events):
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        assert run("audit", "verify").exit_code == 0
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC)):
        answer = run("audit", "verify")
        assert (answer.exit_code, "nightly anchor is missing" in answer.stdout) == (1, True)
        run("audit", "anchor")
        assert run("audit", "verify").exit_code == 0
    with time_machine.travel(datetime(2026, 11, 27, 9, tzinfo=UTC)):
        assert run("audit", "verify").exit_code == 0
    with time_machine.travel(datetime(2026, 11, 28, 9, tzinfo=UTC)):
        assert "The last one is of 2026-11-26" in run("audit", "verify").stdout


def test_a_restored_backup_is_accepted_once_and_that_is_on_record(three_events):
    assert run("audit", "restored").exit_code != 0
    cut_off_the_end()
    with capture_on_commit_callbacks():
        answer = run("audit", "restored")
    assert answer.exit_code == 0, answer.output
    assert run("audit", "verify").exit_code == 0
    assert AuditEvent.objects.get(number=3).detail == '{"now":2,"was":3}'
