"""A file that somebody uploads, read as a policy."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from lanyard.policy.actions.editions import Source
from lanyard.policy.reading import ReadPolicy, read
from lanyard.policy.reading.files import check_size
from lanyard.policy.registry import candidates


def read_upload(upload: UploadedFile) -> tuple[ReadPolicy, Source]:
    """Read the file into clauses with suggested controls. Raises CannotRead with one plain sentence."""
    name = Path(upload.name or "policy").name[-100:]
    check_size(upload.size or 0, Path(name))
    content = upload.read()
    with tempfile.TemporaryDirectory(prefix="lanyard-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        found = read(path, candidates())
    return found, Source(name=name, sha256=hashlib.sha256(content).hexdigest())
