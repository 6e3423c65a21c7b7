"""Keys are made once, for their owner's eyes only; a start-up check says when that is no longer so."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.checks import run_checks

from lanyard.records.checks import keys_are_sound
from lanyard.records.keys import KeysMissing, audit_key, make_keys


def test_keys_are_made_for_their_owner_only(tmp_path):
    made = make_keys(tmp_path / "new" / "home")
    assert sorted(path.name for path in made) == ["audit-key", "field-keys.json", "secret-key"]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert made[0].parent.stat().st_mode & 0o777 == 0o700
    assert len((tmp_path / "new" / "home" / "keys" / "secret-key").read_text().strip()) >= 50


def test_keys_that_exist_are_left_alone(tmp_path):
    before = {path: path.read_text() for path in make_keys(tmp_path)}
    (tmp_path / "keys" / "audit-key").unlink()
    (made,) = make_keys(tmp_path)
    assert made.name == "audit-key"
    assert all(path.read_text() == text for path, text in before.items() if path != made)
    assert made.read_text() != before[made]


def test_keys_are_made_before_there_are_settings(tmp_path):
    program = (
        f"from pathlib import Path; from lanyard.records.keys import make_keys; make_keys(Path({str(tmp_path)!r}))"
    )
    env = {"PYTHONPATH": ":".join(sys.path), "DJANGO_SETTINGS_MODULE": "no.such.settings"}
    subprocess.run([sys.executable, "-c", program], env=env, check=True)
    assert audit_key(tmp_path)


@pytest.mark.parametrize("text", ["not hexadecimal", "é", "abcd", ""])
def test_a_damaged_audit_key_says_so(tmp_path, text):
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "audit-key").write_text(text)
    with pytest.raises(KeysMissing, match=r"The audit key at .* (can't be read|is too short)"):
        audit_key(tmp_path)


@pytest.fixture
def home(settings, tmp_path):
    make_keys(tmp_path)
    settings.LANYARD_HOME = tmp_path
    settings.FIELD_KEYS_FILE = tmp_path / "keys" / "field-keys.json"
    return tmp_path / "keys"


def ids() -> list[str]:
    return [message.id for message in run_checks(tags=["security"]) if message.id.startswith("records.")]


def test_sound_keys_pass_the_check(home):
    assert ids() == []


def test_missing_keys_are_errors(home):
    for path in home.iterdir():
        path.unlink()
    assert ids() == ["records.E001", "records.E002"]


@pytest.mark.parametrize("name", ["field-keys.json", "audit-key"])
def test_keys_that_others_can_read_are_a_warning(home, name):
    (home / name).chmod(0o640)
    (warning,) = keys_are_sound(None)
    assert (warning.id, warning.hint) == ("records.W001", f"Run “chmod 600 {home / name}”.")
