"""A new key takes over everything, also when the work is cut off in the middle, and nothing is lost."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.records import actions, attachments, rotation
from lanyard.records.keyring import keyring
from lanyard.records.models import Attachment, AuditEvent

pytestmark = pytest.mark.postgres


@pytest.fixture
def files(cast, own_keys, media, pdf) -> list[Attachment]:
    names = [f"File {number}.pdf" for number in range(7)]
    return [
        attachments.store(SimpleUploadedFile(name, pdf), by=cast.dsl, about=cast.old_quay, place=cast.old_quay)
        for name in names
    ]


def names_now() -> list[str]:
    return sorted(attachment.name for attachment in Attachment.objects.all())


def test_a_new_key_seals_everything_and_all_still_opens(files, pdf, cast):
    done = actions.rotate_keys(by="system:keys")
    assert (done.active, done.is_new, done.values, done.damaged) == ("k2", True, 14, ())
    assert rotation.counts() == {"k1": 0, "k2": 14, "other": 0}
    assert names_now() == [f"File {number}.pdf" for number in range(7)]
    assert attachments.open(Attachment.objects.first(), by=cast.dsl) == pdf


def test_the_files_themselves_stay_as_they_are(files, media):
    before = {path: path.read_bytes() for path in media.rglob("*") if path.is_file()}
    actions.rotate_keys(by="system:keys")
    assert {path: path.read_bytes() for path in media.rglob("*") if path.is_file()} == before


def test_a_rotation_is_on_record(files):
    actions.rotate_keys(by="system:keys")
    event = AuditEvent.objects.get(event="keys:rotate")
    assert (event.actor, json.loads(event.detail)) == ("system:keys", {"damaged": 0, "key": "k2", "values": 14})


def test_a_rotation_that_is_cut_off_goes_on_without_another_key(files, monkeypatch):
    monkeypatch.setattr(rotation, "AT_ONCE", 2)
    whole, batches = rotation._reseal_batch, []

    def cut_off(model, *arguments):
        batches.append(model)
        # The first look finds all in order with the old key; then two batches pass before the power fails.
        if batches.count(Attachment) == 4:
            raise KeyboardInterrupt
        return whole(model, *arguments)

    monkeypatch.setattr(rotation, "_reseal_batch", cut_off)
    with pytest.raises(KeyboardInterrupt):
        actions.rotate_keys(by="system:keys")
    assert rotation.counts() == {"k1": 6, "k2": 8, "other": 0}
    assert names_now() == [f"File {number}.pdf" for number in range(7)]

    monkeypatch.setattr(rotation, "_reseal_batch", whole)
    done = actions.rotate_keys(by="system:keys")
    assert (done.active, done.is_new, done.values) == ("k2", False, 6)
    assert list(keyring().keys) == ["k1", "k2"]


def test_a_value_written_late_with_the_old_key_still_opens(files, own_keys):
    old = own_keys.read_text()
    actions.rotate_keys(by="system:keys")
    new = own_keys.read_text()
    own_keys.write_text(old)
    late = files[0]
    late.name = "Late.pdf"
    late.save()
    own_keys.write_text(new)
    assert Attachment.objects.get(pk=late.pk).name == "Late.pdf"
    assert rotation.counts()["k1"] == 2
    assert actions.rotate_keys(by="system:keys").values == 2


def test_a_damaged_value_neither_stops_the_rest_nor_the_next_rotation(files):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_attachment SET name = 'k1:AAAA:AAAA' WHERE file = %s", [files[3].file])
    for active in ("k2", "k3"):
        done = actions.rotate_keys(by="system:keys")
        assert (done.active, done.is_new, done.values) == (active, True, 12)
        assert done.damaged == (f"records_attachment {files[3].pk}",)


def test_the_key_file_keeps_its_mode(files, own_keys):
    actions.rotate_keys(by="system:keys")
    assert own_keys.stat().st_mode & 0o777 == 0o600
    assert not list(own_keys.parent.glob("*.new"))


def test_a_rotation_asks_one_question_more_for_each_row_more(files):
    asked = []
    for kept in (7, 3):
        Attachment.objects.exclude(pk__in=[file.pk for file in files[:kept]]).delete()
        with CaptureQueriesContext(connection) as queries:
            actions.rotate_keys(by="system:keys")
        asked.append(len(queries))
    assert asked[0] - asked[1] == 4
