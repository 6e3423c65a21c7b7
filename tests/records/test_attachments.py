"""Attached files: taken in whole, kept encrypted, given out as downloads only, every look on record."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from lanyard.kernel.refusals import Refused
from lanyard.records import attachments
from lanyard.records.keyring import CannotDecrypt
from lanyard.records.models import Attachment, AuditEvent
from tests.records.samples import png


def test_a_file_is_kept_with_what_is_known_of_it(attachment, cast, pdf):
    kept = Attachment.objects.get()
    assert (kept.name, kept.content_type, kept.size) == ("Risk assessment.pdf", "application/pdf", len(pdf))
    assert kept.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (kept.about_kind, kept.about_id) == ("people.school", str(cast.old_quay.pk))
    assert (kept.trust_id, kept.school_id) == (cast.trust.pk, cast.old_quay.pk)
    assert kept.stored_by == f"person:{cast.headteacher.person_id}"


def test_the_stored_file_tells_nothing(attachment, media, pdf):
    (path,) = [path for path in media.rglob("*") if path.is_file()]
    content = path.read_bytes()
    assert b"PDF" not in content
    assert pdf[:20] not in content
    assert "Risk" not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_is_given_out_with_the_look_on_record(attachment, cast, pdf):
    assert attachments.open(Attachment.objects.get(), by=cast.dsl) == pdf
    store, look = AuditEvent.objects.order_by("number")
    assert (store.event, look.event) == ("attachment:store", "attachment:open")
    assert (look.actor, look.about_id) == (f"person:{cast.dsl.person_id}", str(attachment.pk))
    assert look.school_id == cast.old_quay.pk
    assert json.loads(look.detail) == {"kind": "people.school", "id": str(cast.old_quay.pk)}


def test_a_download_is_never_shown_guessed_at_or_kept(attachment, cast, pdf):
    answer = attachments.response(Attachment.objects.get(), by=cast.dsl)
    assert answer.content == pdf
    assert answer["Content-Disposition"] == 'attachment; filename="Risk assessment.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_a_lost_file_says_so_and_no_look_is_recorded(attachment, cast):
    attachments.path_of(attachment).unlink()
    with pytest.raises(attachments.FileLost, match="no longer where it was stored"):
        attachments.open(Attachment.objects.get(), by=cast.dsl)
    assert not AuditEvent.objects.filter(event="attachment:open").exists()


@pytest.mark.parametrize("damage", [lambda old: old[:-1], lambda old: bytes([old[0] ^ 1]) + old[1:], lambda old: b""])
def test_a_changed_file_does_not_open(attachment, cast, damage):
    path = attachments.path_of(attachment)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CannotDecrypt, match="changed or moved"):
        attachments.open(Attachment.objects.get(), by=cast.dsl)


def test_a_file_put_in_the_place_of_another_does_not_open(attachment, cast, pdf):
    upload = SimpleUploadedFile("Other.pdf", pdf)
    other = attachments.store(upload, by=cast.dsl, about=cast.trust, place=cast.trust)
    attachments.path_of(attachment).write_bytes(attachments.path_of(other).read_bytes())
    with pytest.raises(CannotDecrypt):
        attachments.open(attachment, by=cast.dsl)


def store(cast, name: str, content: bytes, **more) -> Attachment:
    upload = SimpleUploadedFile(name, content)
    return attachments.store(upload, by=cast.dsl, about=cast.old_quay, place=cast.old_quay, **more)


def test_what_is_refused_leaves_nothing(cast, media, own_keys):
    with pytest.raises(Refused, match="You can attach PDF documents"):
        store(cast, "a.png", png(), allowed=("pdf",))
    assert not Attachment.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not media.exists()


def test_the_largest_file_is_a_setting(cast, media, own_keys, settings):
    assert attachments.largest() == 10 * 1024 * 1024
    settings.ATTACHMENT_MAX_BYTES = len(png())
    store(cast, "a.png", png())
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="The largest you can attach is 1 MB"):
        store(cast, "a.png", bytes(1024 * 1024 + 1))


def test_a_file_of_a_transaction_that_was_undone_cannot_be_read(cast, media, own_keys):
    with transaction.atomic():
        store(cast, "a.png", png())
        transaction.set_rollback(True)
    assert not Attachment.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ann\\Plan.pdf", "Plan.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ('a"b;c.pdf', "a b;c.pdf"),
        (".pdf", "attachment.pdf"),
        ("Rhagolwg   ysgol – Môn.pdf", "Rhagolwg ysgol – Môn.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_tidied(given_name, kept):
    assert attachments.tidy_name(given_name) == kept


@given(st.text(max_size=300))
def test_a_tidy_name_is_a_plain_short_file_name(name):
    tidy = attachments.tidy_name(name + ".pdf")
    assert 4 < len(tidy) <= 100
    assert tidy.endswith(".pdf")
    assert not set(tidy) & set('/\\\r\n\0"<>|?*:')
