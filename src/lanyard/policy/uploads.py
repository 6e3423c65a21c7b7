"""A file that somebody uploads, read as a policy."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Collection
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from lanyard.policy.actions.editions import Source
from lanyard.policy.reading import NotAPolicy, ReadPolicy
from lanyard.policy.reading.apart import read_apart
from lanyard.policy.reading.files import check_size
from lanyard.policy.reading.written import packed, unpacked
from lanyard.policy.registry import compared
from lanyard.policy.suggesting import known_clause_ids
from lanyard.records.keyring import CannotDecrypt, keyring

KEPT_AS = "policy-read-anyway"


def read_upload(upload: UploadedFile, for_whom: Collection[str] = ()) -> tuple[ReadPolicy, Source, str]:
    """(what was read, where from, the doubt whether it is a policy or "").

    The file is read in a process with limits of memory and time. Raises CannotRead with one plain sentence.
    """
    name = Path(upload.name or "policy").name[-100:]
    check_size(upload.size or 0, Path(name))
    content = upload.read()
    source = Source(name=name, sha256=hashlib.sha256(content).hexdigest())
    with tempfile.TemporaryDirectory(prefix="lanyard-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_apart(path, compared(), known_clause_ids(), for_whom=for_whom), source, ""
        except NotAPolicy as doubt:
            return doubt.found, source, str(doubt)


def keep_for_later(session, found: ReadPolicy, source: Source) -> None:
    """Keep what was read in somebody's session, sealed, until they say whether it is to be read as a policy.

    It may be a letter about a child: it is no policy yet, and the session is a row of the database.
    """
    held = {"found": packed(found), "name": source.name, "sha256": source.sha256}
    session[KEPT_AS] = keyring().seal(json.dumps(held).encode(), KEPT_AS)


def kept(session) -> tuple[ReadPolicy, Source] | None:
    """What was kept, once; None when nothing is, or when its key has gone meanwhile."""
    sealed = session.pop(KEPT_AS, None)
    if not sealed:
        return None
    try:
        held = json.loads(keyring().open(sealed, KEPT_AS))
    except CannotDecrypt:
        return None
    return unpacked(held["found"]), Source(held["name"], held["sha256"])
