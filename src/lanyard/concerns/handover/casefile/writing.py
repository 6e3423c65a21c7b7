"""Writing the file of a case: a ZIP archive, protected with a password or not, and what it says of itself."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pyzipper

from lanyard.concerns.handover.casefile import CASE, CHRONOLOGY, FORMAT, MANIFEST, READ_ME, VERSION

# The time that every file in the archive bears: nothing can be read from it.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class About:
    """What the manifest says of a file: who gave which case to whom, when, with or without names, and where the audit
    trail of the sending side stood (number and digest of its last event)."""

    case: str
    school: str
    trust: str
    exported_by: str
    exported_at: datetime
    for_whom: str
    level: str
    audit_number: int
    audit_digest: str


def write(
    content: Mapping[str, Any], files: Mapping[str, bytes], chronology: bytes, about: About, password: str
) -> bytes:
    """The archive as bytes. `files` are the attachments by their names in it; "" as password leaves it open."""
    inside = {
        CASE: json.dumps(content, ensure_ascii=False, indent=2).encode(),
        CHRONOLOGY: chronology,
        **files,
    }
    read_me = READ_ME_TEXT.format(school=about.school, ref=about.case, whom=about.for_whom).encode()
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        **{**asdict(about), "exported_at": about.exported_at.isoformat()},
        "files": [
            {"name": name, "size": len(held), "sha256": sha256(held)}
            for name, held in sorted({**inside, READ_ME: read_me}.items())
        ],
    }
    everything = {READ_ME: read_me, MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=2).encode(), **inside}
    return _zipped(everything, password)


def sha256(held: bytes) -> str:
    """The digest by which a file is known again, in 64 small hexadecimal digits."""
    return hashlib.sha256(held).hexdigest()


def _zipped(everything: Mapping[str, bytes], password: str) -> bytes:
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        if password:
            archive.setpassword(password.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
        for name, held in everything.items():
            entry = archive.zipinfo_cls(name, date_time=_NO_TIME)
            entry.compress_type = pyzipper.ZIP_DEFLATED
            archive.writestr(entry, held)
    return made.getvalue()


READ_ME_TEXT = """\
WHAT THIS IS
============
Case {ref} of {school}, given to {whom}.
It is about people's safety. Only people who need it may read it.

  case.json        everything in the case, for a computer to read
  chronology.pdf   the same, for people to read
  attachments/     files that belong to the case
  manifest.json    who gave this file to whom and when, and a checksum of every file

IF YOU USE LANYARD
==================
Don't unpack it. Sign in and choose "Import a case from another school". Lanyard checks everything and shows a
receipt. Send the receipt back to {school}.

HOW TO CHECK IT BY HAND
=======================
Every file has a checksum (SHA-256) in manifest.json. If a file's checksum is different, the file was changed.

Windows, in PowerShell:      Get-FileHash chronology.pdf -Algorithm SHA256
Mac, in Terminal:            shasum -a 256 chronology.pdf
Linux:                       sha256sum chronology.pdf

Compare the result with "sha256" beside the same name in manifest.json. Capital and small letters count as the same.

The whole file, as you received it, also has a checksum. Work it out in the same way and ring {school} to ask
for theirs: if they are the same, nobody changed anything on the way.

THEN
====
Send a receipt to {school}: your name, the date, and the checksum of the whole file.
"""
