"""Takes the CSV files of a OneRoster export out of a zip or a folder, without trusting what the zip says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from lanyard.people.roster.encodings import MAX_BYTES
from lanyard.people.roster.model import RosterError

MAX_ENTRIES = 100


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def files_of_zip(data: bytes, name: str, wanted: Collection[str]) -> dict[str, bytes]:
    """The wanted files by their lower-case name, whatever folder they lie in. Raises `RosterError`.

    Reading stops as soon as the files together pass the limit, so a small zip that unpacks to something huge costs no
    more than that.
    """
    if len(data) > MAX_BYTES:
        raise RosterError(f"{name} is bigger than {MAX_BYTES // 1024 // 1024} MB. Import one school at a time.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive, name, wanted)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error):
        raise RosterError(f"{name} is not a zip that can be opened.") from None
    except RuntimeError:
        # What zipfile raises for an entry that is encrypted.
        raise RosterError(f"{name} is protected by a password. Save it without one.") from None


def _unpack(archive: zipfile.ZipFile, name: str, wanted: Collection[str]) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise RosterError(f"{name} holds more than {MAX_ENTRIES} files. A OneRoster export has about ten.")
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    for entry in entries:
        path = PurePosixPath(entry.filename)
        plain = path.name.lower()
        if entry.is_dir() or plain not in wanted or path.parts[0] == "__MACOSX":
            continue
        if plain in found:
            raise RosterError(f"{name} holds {plain} more than once.")
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise RosterError(f"{name} unpacks to more than {MAX_BYTES // 1024 // 1024} MB.")
        found[plain] = content
    return found


def files_of_folder(folder: Path, wanted: Collection[str]) -> dict[str, bytes]:
    """The wanted files of a folder by their lower-case name. Raises `RosterError` when they are too big."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        if path.name.lower() in wanted and path.is_file():
            if path.stat().st_size > MAX_BYTES:
                raise RosterError(f"{path.name} is bigger than {MAX_BYTES // 1024 // 1024} MB.")
            found[path.name.lower()] = path.read_bytes()
    return found
