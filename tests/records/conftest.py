"""What the tests of this room share: keys of their own, files of every kind, and an attached file."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from lanyard.records import attachments, queries
from lanyard.records.keys import new_field_keys
from lanyard.records.models import Attachment


@pytest.fixture
def chain_alone(monkeypatch) -> None:
    """What the file beside the key and the nights without an anchor say is left out: the chain alone is looked at."""
    monkeypatch.setattr(queries, "_beside", lambda examination: [])
    monkeypatch.setattr(queries, "_anchored", lambda examination: [])


@pytest.fixture
def own_keys(settings, tmp_path) -> Path:
    """A key file that a test may rotate, damage or remove."""
    path = tmp_path / "field-keys.json"
    path.write_text(json.dumps(new_field_keys()))
    path.chmod(0o600)
    settings.FIELD_KEYS_FILE = path
    return path


@pytest.fixture
def media(settings, tmp_path) -> Path:
    """A folder of its own for attached files."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A PDF with one empty page."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def attachment(cast, own_keys, media, pdf) -> Attachment:
    """A PDF that the headteacher has attached at Old Quay."""
    upload = SimpleUploadedFile("Risk assessment.pdf", pdf)
    return attachments.store(upload, by=cast.headteacher, about=cast.old_quay, place=cast.old_quay)
