"""Keys of sealed log-ins: the wrong one, none, half rotated, cut off; and what a trust takes with it (OFF6)."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from pyrage import decrypt, x25519

from lanyard.channels import sealing
from lanyard.channels.actions import opening as opens
from lanyard.channels.actions.sealing import hand_over, seal
from lanyard.channels.commands import channels
from lanyard.channels.models import SealedLogIn
from lanyard.kernel.refusals import Refused
from lanyard.records import actions, rotation
from lanyard.records.audit import record
from lanyard.records.keyring import CannotDecrypt
from lanyard.records.keys import new_field_keys
from lanyard.records.models import AuditEvent
from tests.channels.office import live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "own_keys"), pytest.mark.postgres]
PASSWORD = "correct-horse-battery"


@pytest.fixture
def own_keys(tmp_path, settings):
    """A key file of this test alone: a rotation must not touch that of the others."""
    path = tmp_path / "field-keys.json"
    path.write_text(json.dumps(new_field_keys()))
    settings.FIELD_KEYS_FILE = path
    return path


@pytest.fixture
def sealed(cast, own_keys):
    made = []
    for n in range(3):
        channel = live(cast, name=f"Old Quay {n}", url=f"https://chirp.example/{n}")
        seal(by=cast.headteacher, channel=channel, user_name=f"user-{n}", password=f"{PASSWORD}-{n}")
        made.append(channel)
    return made


def all_passwords():
    return [sealing.opened(row)["password"] for row in SealedLogIn.objects.order_by("channel__name")]


WHOLE = [f"{PASSWORD}-{n}" for n in range(3)]


def test_each_channel_has_a_key_of_its_own(sealed):
    assert len({row.data_key for row in SealedLogIn.objects.all()}) == 3
    one, other = SealedLogIn.objects.all()[:2]
    one.data_key = other.data_key
    with pytest.raises(CannotDecrypt):
        sealing.opened(one)


def test_the_database_without_the_key_file_opens_nothing(sealed, own_keys, cast):
    own_keys.unlink()
    with pytest.raises(CannotDecrypt, match="There is no key file"):
        all_passwords()


def test_the_key_file_holds_no_log_in(sealed, own_keys):
    assert PASSWORD not in own_keys.read_text()
    assert "user-0" not in own_keys.read_text()


def test_a_wrong_key_says_so_and_loses_nothing(sealed, own_keys, cast, client_for):
    right = own_keys.read_text()
    own_keys.write_text(json.dumps(new_field_keys()))
    with pytest.raises(CannotDecrypt, match=r"changed or moved"):
        all_passwords()
    with pytest.raises(CannotDecrypt):
        seal(by=cast.headteacher, channel=sealed[0], password="new")
    own_keys.write_text(right)
    assert all_passwords() == WHOLE


def test_a_new_key_seals_the_keys_of_all_channels_and_leaves_what_they_seal(sealed):
    before = [bytes(row.sealed) for row in SealedLogIn.objects.order_by("pk")]
    done = actions.rotate_keys(by="system:keys")
    assert done.active == "k2"
    assert rotation.counts()["k1"] == 0
    assert [bytes(row.sealed) for row in SealedLogIn.objects.order_by("pk")] == before
    assert all_passwords() == WHOLE


def test_half_rotated_all_open_and_a_rotation_that_was_cut_off_goes_on(sealed, monkeypatch):
    monkeypatch.setattr(rotation, "AT_ONCE", 1)
    whole, seen = rotation._reseal_batch, []

    def cut_off(model, *arguments):
        seen.append(model)
        # The first look finds all in order with the old key; then one batch passes before the power fails.
        if seen.count(SealedLogIn) == 4:
            raise KeyboardInterrupt
        return whole(model, *arguments)

    monkeypatch.setattr(rotation, "_reseal_batch", cut_off)
    with pytest.raises(KeyboardInterrupt):
        actions.rotate_keys(by="system:keys")
    monkeypatch.setattr(rotation, "_reseal_batch", whole)
    tokens = [row.__dict__["data_key"].token.partition(":")[0] for row in SealedLogIn.objects.all()]
    assert sorted(set(tokens)) == ["k1", "k2"]
    assert all_passwords() == WHOLE

    done = actions.rotate_keys(by="system:keys")
    assert (done.active, done.is_new) == ("k2", False)
    assert rotation.counts()["k1"] == 0
    assert all_passwords() == WHOLE


def test_an_opening_that_can_not_be_recorded_shows_nothing(sealed, cast, monkeypatch):
    made = opens.ask(by=cast.headteacher, channel=sealed[0], why="emergency", reason="Taken over.")

    def fails(event, **more):
        if event == "channel:look-at-log-in":
            raise OSError
        return record(event, **more)

    monkeypatch.setattr("lanyard.channels.actions.common.record", fails)
    with pytest.raises(OSError):
        opens.look(by=cast.headteacher, channel=sealed[0], opening=made)


def test_a_trust_that_leaves_takes_its_log_ins_under_its_own_key(sealed, cast, tmp_path):
    key = x25519.Identity.generate()
    file = tmp_path / "log-ins.age"
    done = CliRunner().invoke(
        channels, ["export-log-ins", "--trust", cast.trust.slug, "--to", str(key.to_public()), str(file)]
    )
    assert done.exit_code == 0, done.output
    assert PASSWORD.encode() not in file.read_bytes()
    found = json.loads(decrypt(file.read_bytes(), [key]))
    assert [one["password"] for one in found] == WHOLE
    assert found[0]["channel"] == "Old Quay 0"
    assert AuditEvent.objects.filter(event="trust:hand-over-log-ins").count() == 1


def test_log_ins_of_another_trust_are_not_among_them(sealed, cast):
    key = x25519.Identity.generate()
    assert json.loads(decrypt(hand_over(trust=cast.other_trust, to=str(key.to_public()), by="system:x"), [key])) == []


@pytest.mark.parametrize(
    ("trust", "to", "says"),
    [
        ("harbour-light-trust", "nonsense", "not an age public key"),
        ("harbour-light-trust", "age1qqqq", "not an age public key"),
        ("no-such-trust", "", "There is no trust with the short name"),
    ],
)
def test_what_can_not_be_exported_is_one_sentence_and_no_file(sealed, tmp_path, trust, to, says):
    to = to or str(x25519.Identity.generate().to_public())
    file = tmp_path / "out.age"
    done = CliRunner().invoke(channels, ["export-log-ins", "--trust", trust, "--to", to, str(file)])
    assert done.exit_code == 1
    assert says in done.output
    assert not file.exists()


def test_an_export_writes_over_nothing(sealed, cast, tmp_path):
    file = tmp_path / "out.age"
    file.write_text("kept")
    key = str(x25519.Identity.generate().to_public())
    done = CliRunner().invoke(channels, ["export-log-ins", "--trust", cast.trust.slug, "--to", key, str(file)])
    assert "was not overwritten" in done.output
    assert file.read_text() == "kept"


def test_nobody_hands_over_to_what_is_no_key(cast):
    with pytest.raises(Refused):
        hand_over(trust=cast.trust, to="ssh-ed25519 AAAA", by="system:x")
