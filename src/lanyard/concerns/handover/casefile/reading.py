"""Reading the file of a case that somebody else sent: nothing in it is believed before it was checked.

Sizes are bounded while it is unpacked, whatever the archive says of itself; names are those that a case file has and no
others; every file has the check sum that the manifest gives; and what `case.json` holds has the shape of a case.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyzipper
from pyzipper.zipfile import BadZipFile

from lanyard.concerns.handover.casefile import (
    ATTACHMENTS,
    CASE,
    CHRONOLOGY,
    FORMAT,
    LARGEST,
    MANIFEST,
    READ_ME,
    VERSION,
    Unreadable,
)
from lanyard.concerns.handover.casefile.shape import check_shape
from lanyard.concerns.handover.casefile.writing import sha256

_ATTACHMENT = re.compile(re.escape(ATTACHMENTS) + r"[0-9]{2,3}\.(pdf|jpg|png|webp)")
_NEEDED = frozenset({CASE, CHRONOLOGY, MANIFEST, READ_ME})
MOST_FILES = 200
_LARGEST_TEXT = 20 * 1024 * 1024
_CHUNK = 1024 * 1024
_MANIFEST_TEXTS = ("case", "school", "trust", "exported_by", "exported_at", "for_whom", "level", "audit_digest")

NOT_A_CASE = "This is not a case file. Choose the ZIP file the other school sent, unchanged."
LOCKED = "This file has a password. Enter the one the other school gave you."
WRONG_PASSWORD = "The password does not open this file. Check it with the school that sent it."  # noqa: S105
TOO_LARGE = "This file is too large. A case can have 200 MB in total."
TOO_MANY = "This file contains more files than a case can have."
DAMAGED = "This file is damaged. Ask the school to send it again."
TWICE = "This file contains two files with the same name. Ask the school to send it again."
STRANGE = "This file contains something that does not belong in a case. Ask the school that sent it to make it again."
MISSING = "Something is missing from this file. Ask the school to send it again."
CHANGED = "Something in this file was changed after it was made. Ask the school to send it again."
NEWER = "This file was made by a newer version of Lanyard. Update this one first."
MISSHAPEN = "We can’t read this file as a case. Ask the school that sent it to make it again."


@dataclass(frozen=True)
class CaseFile:
    """A file that was read and checked. `files` are the attachments by their names in it; `sha256` is of the whole."""

    content: dict[str, Any]
    files: dict[str, bytes]
    manifest: dict[str, Any]
    sha256: str

    @property
    def is_redacted(self) -> bool:
        return self.manifest["level"] != "full"


def read(sent: bytes, password: str = "") -> CaseFile:
    """The case in the file. Raises `Unreadable` with one sentence for the person who sent it."""
    if len(sent) > LARGEST:
        raise Unreadable(TOO_LARGE)
    held = _unpacked(sent, password)
    manifest = _json(held.pop(MANIFEST))
    _check_manifest(manifest, held)
    content = _json(held[CASE])
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Unreadable(MISSHAPEN)
    files = {name: one for name, one in held.items() if name.startswith(ATTACHMENTS)}
    try:
        check_shape(content)
        stated = [row["file"] for row in content["attachments"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unreadable(MISSHAPEN) from None
    if sorted(stated) != sorted(files):
        raise Unreadable(MISSING)
    return CaseFile(content, files, manifest, sha256(sent))


def _unpacked(sent: bytes, password: str) -> dict[str, bytes]:
    try:
        archive = pyzipper.AESZipFile(io.BytesIO(sent))
    except (BadZipFile, ValueError, OSError, IndexError, UnicodeDecodeError, NotImplementedError):
        raise Unreadable(NOT_A_CASE) from None
    with archive:
        entries = archive.infolist()
        _check_names([entry.filename for entry in entries])
        if any(entry.flag_bits & 1 for entry in entries) and not password:
            raise Unreadable(LOCKED)
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise Unreadable(TOO_LARGE)
        if password:
            archive.setpassword(password.encode())
        held, room = {}, LARGEST
        for entry in entries:
            held[entry.filename] = _content(archive, entry, room)
            room -= len(held[entry.filename])
    return held


def _check_names(names: list[str]) -> None:
    if not _NEEDED & set(names):
        raise Unreadable(NOT_A_CASE)
    if len(names) > MOST_FILES:
        raise Unreadable(TOO_MANY)
    if len(set(names)) < len(names):
        raise Unreadable(TWICE)
    if any(name not in _NEEDED and not _ATTACHMENT.fullmatch(name) for name in names):
        raise Unreadable(STRANGE)
    if _NEEDED - set(names):
        raise Unreadable(MISSING)


def _content(archive: pyzipper.AESZipFile, entry: Any, room: int) -> bytes:
    """What an entry holds, but never more than there is room for: an archive can say less than it unpacks to."""
    limit = min(room, LARGEST if entry.filename.startswith(ATTACHMENTS) else _LARGEST_TEXT)
    held = bytearray()
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                held += piece
                if len(held) > limit:
                    raise Unreadable(TOO_LARGE)
    except RuntimeError as problem:
        raise Unreadable(WRONG_PASSWORD if "assword" in str(problem) else DAMAGED) from None
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise Unreadable(DAMAGED) from None
    return bytes(held)


def _json(held: bytes) -> Any:
    try:
        return json.loads(held.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable(MISSHAPEN) from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of a case.")


def _check_manifest(manifest: Any, held: Mapping[str, bytes]) -> None:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(MISSHAPEN)
    if not isinstance(manifest.get("version"), int) or manifest["version"] < 1:
        raise Unreadable(MISSHAPEN)
    if manifest["version"] > VERSION:
        raise Unreadable(NEWER)
    if any(not isinstance(manifest.get(key), str) or len(manifest[key]) > 500 for key in _MANIFEST_TEXTS):
        raise Unreadable(MISSHAPEN)
    try:
        stated = {str(row["name"]): (row["size"], row["sha256"]) for row in manifest["files"]}
        datetime.fromisoformat(manifest["exported_at"])
    except (KeyError, TypeError, ValueError):
        raise Unreadable(MISSHAPEN) from None
    if set(stated) != set(held):
        raise Unreadable(MISSING)
    if any(stated[name] != (len(one), sha256(one)) for name, one in held.items()):
        raise Unreadable(CHANGED)
