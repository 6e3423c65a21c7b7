"""Only files that are what they say, to the last byte, are taken."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from lanyard.kernel.refusals import Refused
from lanyard.records.filetypes import JPEG, PDF, PNG, WEBP, WORD, checked_type
from tests.records.samples import chunk, jpeg, png, segment, webp

BOTH = ("pdf", "image")


def archive() -> bytes:
    out = io.BytesIO()
    # With a day of its own: workers that name a test by its bytes have to name it alike.
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(zipfile.ZipInfo("inner.txt"), "words")
    return out.getvalue()


def locked(pdf: bytes) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(pdf)))
    writer.encrypt("password", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (png(), "dot.png", PNG),
        (png(chunk(b"tEXt", b"Comment\0hello")), "dot.PNG", PNG),
        (jpeg(), "a.jpg", JPEG),
        (jpeg(segment(0xE1, b"Exif\0\0" + bytes(2000))), "a.JPEG", JPEG),
        # Cameras put a second, larger picture or a short film behind the first.
        (jpeg() + jpeg(), "a.jpg", JPEG),
        (jpeg() + b"\0\0\0\x18ftypmp42", "a.jpg", JPEG),
        (webp(), "a.webp", WEBP),
    ],
)
def test_sound_pictures_are_taken(content, name, kind):
    assert checked_type(content, name, BOTH) == kind


def test_a_sound_pdf_is_taken(pdf):
    assert checked_type(pdf, "Assessment.v2.PDF", BOTH) == PDF
    assert checked_type(pdf + b"\n\n", "a.pdf", ("pdf",)) == PDF


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><script>x</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"MZ\x90\0" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nrm",
        b"plain words",
        b"GIF89a\1\0\1\0\0\0\0;",
        archive(),
        b"\0",
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.html"])
def test_other_kinds_are_refused_whatever_their_name(content, name):
    with pytest.raises(Refused, match="You can attach PDF documents and JPEG, PNG, WebP and HEIC pictures"):
        checked_type(content, name, BOTH)


def test_only_allowed_groups_are_taken(pdf):
    with pytest.raises(Refused, match="You can attach JPEG"):
        checked_type(pdf, "a.pdf", ("image",))
    with pytest.raises(Refused, match="You can attach PDF documents\\."):
        checked_type(png(), "a.png", ("pdf",))


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match="empty"):
        checked_type(b"", "a.pdf", BOTH)


@pytest.mark.parametrize("name", ["a.pdf.exe", "a", "", "a.png.html", ".png"])
def test_a_name_that_says_something_else_is_refused(name):
    with pytest.raises(Refused, match=r"holds a PNG picture, but its name doesn't end in \.png"):
        checked_type(png(), name, BOTH)


HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png() + archive(), "a.png"),
        (png() + HTML, "a.png"),
        (png() + b"x", "a.png"),
        (png(chunk(b"tEXt", b"Comment\0" + HTML)), "a.png"),
        (png(chunk(b"tEXt", b"Comment\0%PDF-1.4")), "a.png"),
        (png()[:-3], "a.png"),
        (png().replace(b"IEND", b"IENX"), "a.png"),
        (jpeg() + archive(), "a.jpg"),
        (jpeg() + HTML, "a.jpg"),
        (jpeg() + b"MZ\x90\0", "a.jpg"),
        (jpeg(segment(0xFE, b"<?php system('id') ?>")), "a.jpg"),
        (jpeg()[:-2], "a.jpg"),
        (jpeg()[:9], "a.jpg"),
        (webp() + b"x", "a.webp"),
        (webp()[:-1], "a.webp"),
    ],
)
def test_pictures_that_are_something_else_too_or_broken_are_refused(content, name):
    with pytest.raises(Refused, match="as it should be"):
        checked_type(content, name, BOTH)


def test_pdfs_that_are_something_else_too_or_broken_are_refused(pdf):
    start = pdf.index(b"\n") + 1
    broken = [
        pdf + archive(),
        pdf + HTML,
        pdf + bytes(2_000),
        pdf[:start] + b"%" + HTML + b"\n" + pdf[start:],
        pdf[: len(pdf) // 2],
        b"%PDF-1.7\n%%EOF",
    ]
    for content in broken:
        with pytest.raises(Refused, match="as it should be"):
            checked_type(content, "a.pdf", BOTH)


def test_a_locked_pdf_says_so(pdf):
    with pytest.raises(Refused, match="locked with a password"):
        checked_type(locked(pdf), "a.pdf", BOTH)


def test_a_page_before_the_pdf_is_refused(pdf):
    with pytest.raises(Refused):
        checked_type(HTML + pdf, "a.pdf", BOTH)


@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF", b""]),
    name=st.sampled_from(["a.pdf", "a.jpg", "a.png", "a.webp"]),
)
def test_whatever_the_bytes_the_answer_is_a_kind_or_a_sentence(content, start, name):
    try:
        assert checked_type(start + content, name, BOTH) in {PDF, JPEG, PNG, WEBP}
    except Refused as refused:
        assert str(refused).endswith(".")


def word(*, more: dict[str, bytes] | None = None, comment: bytes = b"") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", *(more or {})):
            package.writestr(zipfile.ZipInfo(name), (more or {}).get(name, b"<x/>"))
        package.comment = comment
    return content.getvalue()


def test_a_word_document_is_taken_where_it_is_asked_for_and_nowhere_else():
    assert checked_type(word(), "Phones.DOCX", ("word", "pdf")) == WORD
    with pytest.raises(Refused, match="can't be attached"):
        checked_type(word(), "phones.docx", BOTH)
    with pytest.raises(Refused, match=r"doesn't end in \.docx"):
        checked_type(word(), "phones.pdf", ("word", "pdf"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (word(more={"word/vbaProject.bin": b"x"}), "holds a macro or another file"),
        (word(more={"word/embeddings/oleObject1.bin": b"x"}), "holds a macro or another file"),
        (word(more={"setup.exe": b"MZ"}), "holds a macro or another file"),
        (word() + b"MZ a program", "is not a Word document as it should be"),
        (word()[:-30], "is not a Word document as it should be"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "is not a Word document as it should be"),
        (b"PK\x03\x04" + bytes(40) + b"<html>word/document.xml", "is not a Word document as it should be"),
        (b"<html>" + word(), "can't be attached"),
    ],
    ids=["macro", "object", "program", "with a tail", "cut off", "no archive", "web page", "behind a web page"],
)
def test_a_word_document_that_is_damaged_or_something_else_as_well_is_refused(content, says):
    with pytest.raises(Refused, match=says):
        checked_type(content, "phones.docx", ("word",))
