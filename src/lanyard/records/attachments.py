"""The public door to attached files: take one in, give one out.

Each file is encrypted with a key of its own, which the installation's data keys seal; a rotation of those keys seals
the file keys anew and leaves the files. If the transaction that stores a file is rolled back, its noise stays on the
disk, but its key was never kept; `actions.sweep_attachments` takes it away.

What a reporter sends is kept twice (`prepare`, `store_cleaned`): the original, which opens for a reason, and a copy
without place, time, names and file name, which is what readers see.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from lanyard.kernel.refusals import Refused
from lanyard.records import cleaning
from lanyard.records.audit import PlaceIds, actor_of, place_ids, record
from lanyard.records.filetypes import EXTENSIONS, HEIC, PDF, checked_type, right_name
from lanyard.records.keyring import open_bytes, seal_bytes
from lanyard.records.models import Attachment

__all__ = [
    "Attachment",
    "FileLost",
    "Prepared",
    "check",
    "open",
    "prepare",
    "response",
    "store",
    "store_cleaned",
]

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 100
STORED = re.compile(r"[0-9a-f]{64}")


class FileLost(Exception):
    """The file of an attachment is not where it was stored; the text says so."""


def largest() -> int:
    """The largest file that is taken, in bytes: the setting ATTACHMENT_MAX_BYTES, or 10 MB."""
    return getattr(settings, "ATTACHMENT_MAX_BYTES", LARGEST)


@dataclass(frozen=True)
class Prepared:
    """A file that was checked, and its clean copy; `why_not` says why there is none."""

    name: str
    content: bytes
    content_type: str
    copy: bytes = b""
    copy_type: str = ""
    why_not: str = ""


def prepare(upload: UploadedFile, *, allowed: tuple[str, ...] = ("pdf", "image")) -> Prepared:
    """Check a file and make its clean copy; slow, so before a transaction begins. Raises `Refused`, with its name."""
    content, kind, name = _checked(upload, allowed, named=True)
    try:
        copy, copy_type = cleaning.cleaned(content, kind)
    except cleaning.CannotClean as problem:
        return Prepared(name, content, kind, why_not=str(problem))
    return Prepared(name, content, kind, copy, copy_type)


@transaction.atomic
def store_cleaned(
    files: Sequence[Prepared], *, by: Any, about: models.Model, place: models.Model | None, at: datetime, subject: str
) -> list[Attachment]:
    """Keep each file as it came, and its clean copy under a name that tells nothing; answers what readers may open.

    `at` is when it came, no finer than what it belongs to says; the disk and the audit trail are told no more.
    """
    made = []
    for number, one in enumerate(files, 1):
        whole = {"by": by, "about": about, "place": place, "at": at}
        original = _keep(one.name, one.content, one.content_type, is_original=True, **whole)
        if one.copy:
            word = "document" if one.copy_type == PDF else "picture"
            name = f"{word}-{number}{EXTENSIONS[one.copy_type][0]}"
            made.append(_keep(name, one.copy, one.copy_type, original=original, **whole))
        detail = _belongs(original) | {"clean": bool(one.copy)}
        record(f"{subject}:store", by=by, about=original, place=place, detail=detail, at=at)
    return made


@transaction.atomic
def store(
    upload: UploadedFile,
    *,
    by: Any,
    about: models.Model,
    place: models.Model | None,
    allowed: tuple[str, ...] = ("pdf", "image"),
    subject: str = "attachment",
) -> Attachment:
    """Check, encrypt and keep a file that belongs to `about`. Raises `Refused` with a sentence for the sender.

    A HEIC picture, which few programs open, is kept as a JPEG. `subject` names the event, for a room whose events are
    on its own pages alone (`audit.private`).
    """
    content, kind, name = _checked(upload, allowed)
    if kind == HEIC:
        try:
            content, kind = cleaning.cleaned(content, kind)
        except cleaning.CannotClean as problem:
            raise Refused(f"{problem} Save the picture as a JPEG, and attach that.") from None
        name = right_name(name, kind)
    attachment = _keep(name, content, kind, by=by, about=about, place=place, at=timezone.now())
    record(f"{subject}:store", by=by, about=attachment, place=place, detail=_belongs(attachment))
    return attachment


def check(upload: UploadedFile, allowed: tuple[str, ...]) -> None:
    """Whether `store` would take the file. Raises `Refused` with a sentence for the sender."""
    _checked(upload, allowed)


def _checked(upload: UploadedFile, allowed: tuple[str, ...], *, named: bool = False) -> tuple[bytes, str, str]:
    """The content of a file that is taken, its type, and its name with an ending that is right."""
    upload.seek(0)
    try:
        if upload.size > largest():
            raise Refused(f"This file is too large. The largest you can attach is {largest() // 1024 // 1024} MB.")
        content = upload.read()
        kind = checked_type(content, upload.name or "", allowed)
    except Refused as problem:
        # Of several files, it is said which.
        raise Refused(f"{tidy_name(upload.name or '')}: {problem}" if named else str(problem)) from None
    return content, kind, tidy_name(right_name(upload.name or "", kind))


def _keep(
    name: str, content: bytes, kind: str, *, by: Any, about: models.Model, place: models.Model | None, at: datetime,
    is_original: bool = False, original: Attachment | None = None,
) -> Attachment:  # fmt: skip
    """Encrypt a file with a key of its own, and write it."""
    key = secrets.token_bytes(32)
    attachment = Attachment(
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        **place_ids(place),
        name=name,
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        file=secrets.token_hex(32),
        data_key=base64.b64encode(key).decode(),
        stored_at=at,
        stored_by=actor_of(by),
        is_original=is_original,
        original=original,
    )
    attachment.save(force_insert=True)
    path = path_of(attachment)
    _write(path, seal_bytes(key, content, _context(attachment)))
    os.utime(path, (at.timestamp(), at.timestamp()))
    return attachment


@transaction.atomic
def open(attachment: Attachment, *, by: Any, subject: str = "attachment") -> bytes:
    """The file as it is kept, with the look on record. Raises `FileLost` or `CannotDecrypt`."""
    try:
        sealed = path_of(attachment).read_bytes()
    except OSError:
        raise FileLost("This file is no longer where it was stored. Ask for it to be restored from a backup.") from None
    content = open_bytes(base64.b64decode(attachment.data_key), sealed, _context(attachment))
    place = PlaceIds(attachment.trust_id, attachment.school_id)
    if attachment.is_original:
        record(f"{subject}:open-original", by=by, about=attachment, place=place, detail=_belongs(attachment))
    else:
        record(f"{subject}:open", by=by, about=attachment, place=place, detail=_belongs(attachment))
    return content


def response(attachment: Attachment, *, by: Any, subject: str = "attachment") -> HttpResponse:
    """The file as a download: never shown within a page, never guessed at, never kept by the browser."""
    return download(attachment, open(attachment, by=by, subject=subject))


def download(attachment: Attachment, content: bytes) -> HttpResponse:
    """What was opened, as a download."""
    answer = HttpResponse(content, content_type=attachment.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, attachment.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def path_of(attachment: Attachment) -> Path:
    """Where the encrypted file lies."""
    return Path(settings.MEDIA_ROOT) / attachment.file[:2] / attachment.file


def unnamed(before: datetime) -> tuple[list[Path], int]:
    """The files that no attachment names and that were written before this moment, and how many are named."""
    named = set(Attachment.objects.values_list("file", flat=True))
    found = []
    for path in Path(settings.MEDIA_ROOT).glob("[0-9a-f][0-9a-f]/*"):
        ours = STORED.fullmatch(path.name) and path.name.startswith(path.parent.name)
        if ours and path.name not in named and path.stat().st_mtime < before.timestamp():
            found.append(path)
    return found, len(named)


def tidy_name(name: str) -> str:
    """The name of a checked file without folders, control and direction characters, and not too long."""
    last = PureWindowsPath(name).name
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    stem, _, ending = re.sub(r'[<>:"/\\|?*\s]+', " ", seen).strip(" ").rpartition(".")
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(" .") or "attachment"
    return f"{stem}.{ending}"


def _belongs(attachment: Attachment) -> dict[str, str]:
    return {"kind": attachment.about_kind, "id": attachment.about_id}


def _context(attachment: Attachment) -> str:
    return f"attachment.{attachment.pk}"


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(sealed)
