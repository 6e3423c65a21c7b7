"""Files that an undone upload leaves behind are deleted, a day later at the earliest, and nothing else ever is."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from lanyard.records import actions, attachments, tasks
from lanyard.records.models import Attachment, AuditEvent


def age(path: Path, **ago: int) -> Path:
    """Make the file as old as that."""
    at = (timezone.now() - timedelta(**ago)).timestamp()
    os.utime(path, (at, at))
    return path


def files(media: Path) -> set[Path]:
    return {path for path in media.rglob("*") if path.is_file()}


@pytest.fixture
def left_behind(attachment, cast, media, pdf) -> Path:
    """The file of an upload that was undone, beside one that was not."""
    before = files(media)
    with transaction.atomic():
        upload = SimpleUploadedFile("Undone.pdf", pdf)
        attachments.store(upload, by=cast.dsl, about=cast.old_quay, place=cast.old_quay)
        transaction.set_rollback(True)
    (path,) = files(media) - before
    return path


def test_what_an_undone_upload_left_is_deleted_after_a_day(left_behind, attachment, cast, pdf):
    kept = age(attachments.path_of(attachment), days=400)
    age(left_behind, days=1, minutes=1)
    assert tasks.sweep_attachments() == 1
    assert not left_behind.exists() and kept.exists()
    assert attachments.open(Attachment.objects.get(), by=cast.dsl) == pdf
    event = AuditEvent.objects.get(event="attachment:sweep")
    assert (event.actor, event.detail) == ("system:attachments", '{"files":1}')


def test_a_younger_file_may_belong_to_an_upload_that_is_under_way(left_behind):
    age(left_behind, hours=23)
    assert tasks.sweep_attachments() == 0
    assert left_behind.exists()
    assert not AuditEvent.objects.filter(event="attachment:sweep").exists()


@pytest.mark.parametrize("name", ["README", "ab/notes.txt", "ab/" + "c" * 64, "ab/" + "ab" * 31, "zz/" + "z" * 64])
def test_what_lanyard_has_not_put_there_stays(attachment, media, name):
    path = media / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("not ours")
    age(path, days=30)
    assert tasks.sweep_attachments() == 0
    assert path.exists()


def test_with_the_wrong_database_nothing_is_deleted(left_behind, media, monkeypatch):
    monkeypatch.setattr(actions, "MOST_LEFT", 1)
    for digit in "12":
        path = media / ("a" + digit) / ("a" + digit * 63)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"noise")
    everything = {age(path, days=30) for path in files(media)}
    with pytest.raises(actions.TooManyUnnamed, match="3 attached files are not known to this database, and 1 are"):
        tasks.sweep_attachments()
    assert files(media) == everything


def test_before_anything_was_attached_there_is_nothing_to_do(db, media):
    assert tasks.sweep_attachments() == 0
