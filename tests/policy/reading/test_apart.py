"""Uploads are read in a process with limits, so that a file made to harm takes down nothing else."""

import io
import zipfile

import pytest

from lanyard.policy.reading import CannotRead, NotAPolicy, read
from lanyard.policy.reading.apart import read_apart
from tests.policy.reading import documents

CONTROLS = {"COM1": ["Staff do not contact pupils or families from personal accounts."]}


def test_the_same_is_read_apart_as_beside(tmp_path, harbour_policy):
    path = documents.write_word(harbour_policy, tmp_path / "p.docx")

    assert read_apart(path, CONTROLS) == read(path, CONTROLS)


def test_a_pdf_is_read_apart(tmp_path, harbour_policy):
    path = documents.write_pdf(harbour_policy, tmp_path / "p.pdf")

    assert read_apart(path, for_whom=["staff"]) == read(path, for_whom=["staff"])


def test_refusals_and_doubts_come_through(tmp_path):
    path = tmp_path / "p.md"
    path.write_text("# News\n\n- Bring a hat.\n", encoding="utf-8")

    with pytest.raises(NotAPolicy) as asked:
        read_apart(path)
    with pytest.raises(CannotRead, match="no file"):
        read_apart(tmp_path / "q.md")
    assert read_apart(path, anyway=True) == asked.value.found


def bomb(path, harbour_policy, tag: bytes, count: int):
    """A Word document whose text is within every size that is checked, and whose tree is far larger."""
    documents.write_word(harbour_policy, path)
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body><w:p>" + tag * count + b"</w:p>")
            new.writestr(name, content)
    path.write_bytes(packed.getvalue())
    return path


def test_a_word_document_that_takes_too_much_memory_is_stopped(tmp_path, harbour_policy):
    path = bomb(tmp_path / "p.docx", harbour_policy, b"<w:r/>", 3_500_000)

    with pytest.raises(CannotRead, match="more memory or time"):
        read_apart(path, memory=350 * 1024**2)


def test_a_document_that_takes_too_long_is_stopped(tmp_path, harbour_policy):
    path = bomb(tmp_path / "p.docx", harbour_policy, b"<w:r/>", 3_500_000)

    with pytest.raises(CannotRead, match="more memory or time"):
        read_apart(path, seconds=1)


def test_a_pdf_that_draws_without_end_is_stopped(tmp_path):
    text = b"BT /F1 12 Tf " + b"(a) Tj " * 1_500_000 + b"ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % pair for pair in enumerate(objects, start=1))
    (tmp_path / "p.pdf").write_bytes(body + b"trailer<</Root 1 0 R>>\n%%EOF")

    with pytest.raises(CannotRead) as refused:
        read_apart(tmp_path / "p.pdf", seconds=20)
    assert str(refused.value).endswith(".")
