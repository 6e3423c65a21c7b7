"""A Word or PDF file that somebody uploads to be signed, read into the wording that signers see on the page."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from lanyard.kernel.refusals import Refused
from lanyard.policy.reading import CannotRead
from lanyard.policy.reading.apart import wording_apart
from lanyard.records import attachments
from lanyard.training.actions.own_documents import FILES, NewWording


def read_document(upload: UploadedFile) -> NewWording:
    """The words of the file, with the file to keep beside them, and what could not be read.

    It is read in a process with limits of memory and time. Raises CannotRead with one plain sentence.
    """
    try:
        attachments.check(upload, FILES)
    except Refused as problem:
        raise CannotRead(str(problem)) from None
    upload.seek(0)
    with tempfile.TemporaryDirectory(prefix="lanyard-") as folder:
        path = Path(folder) / Path(upload.name or "document").name[-100:]
        path.write_bytes(upload.read())
        found = wording_apart(path)
    return NewWording(found.text, upload, found.remarks)
