"""What can't be read is refused at once, in one plain sentence."""

import io
import os
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from lanyard.policy.reading import CannotRead, ReadPolicy, read
from lanyard.policy.reading.apart import read_apart
from tests.policy.reading import documents

RULES = "Staff must not post pictures of pupils on social media.\n"


def refusal(path: Path) -> str:
    with pytest.raises(CannotRead) as refused:
        read(path)
    sentence = str(refused.value)
    assert sentence.endswith(".") and "\n" not in sentence
    assert str(path.parent) not in sentence
    return sentence


def made(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "policy.md") == "There is no file called policy.md."


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "policy.pdf").mkdir()
    assert "folder" in refusal(tmp_path / "policy.pdf")


def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "policy.txt")
    assert "not an ordinary file" in refusal(tmp_path / "policy.txt")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("p.doc", ".docx"),
        ("p.odt", ".docx"),
        ("p.png", "picture"),
        ("p.exe", ".exe"),
        ("policy", "without an ending"),
    ],
)
def test_other_kinds_of_file_are_refused_with_what_to_do(tmp_path, name, words):
    assert words in refusal(made(tmp_path, name, RULES * 5))


@pytest.mark.parametrize("name", ["p.md", "p.txt", "p.html", "p.docx", "p.pdf"])
@pytest.mark.parametrize("content", [b"", b" \n\n\t", b"\x00\x00"])
def test_an_empty_file_is_called_empty(tmp_path, name, content):
    assert "empty" in refusal(made(tmp_path, name, content))


@pytest.mark.parametrize("name", ["p.md", "p.pdf", "p.docx", "p.html"])
def test_a_huge_file_is_refused_without_being_read(tmp_path, monkeypatch, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    opened = []
    monkeypatch.setattr(Path, "open", lambda path, *_, **__: opened.append(path))
    monkeypatch.setattr(Path, "read_bytes", opened.append)

    assert "too large (200 MB)" in refusal(path)
    assert not opened


@pytest.mark.parametrize("name", ["p.pdf", "p.docx"])
def test_text_under_another_ending_is_refused(tmp_path, name):
    assert "not really" in refusal(made(tmp_path, name, RULES * 5))


def test_a_web_page_called_text_is_refused(tmp_path, harbour_policy):
    assert ".html" in refusal(made(tmp_path, "p.txt", documents.as_html(harbour_policy)))


def test_text_called_a_web_page_is_refused(tmp_path):
    assert "not really" in refusal(made(tmp_path, "p.html", RULES * 5))


@pytest.mark.parametrize("name", ["p.md", "p.txt", "p.html", "p.docx"])
def test_a_pdf_under_another_ending_is_refused(tmp_path, harbour_policy, name):
    pdf = documents.write_pdf(harbour_policy, tmp_path / "real.pdf").read_bytes()
    assert "not really" in refusal(made(tmp_path, name, pdf))


@pytest.mark.parametrize("write", [documents.write_pdf, documents.write_word])
def test_half_a_file_is_refused(tmp_path, harbour_policy, write):
    path = write(harbour_policy, tmp_path / f"p.{'pdf' if write is documents.write_pdf else 'docx'}")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])
    assert "damaged" in refusal(path) or "scan" in refusal(path)


def test_a_scanned_pdf_says_what_to_do(tmp_path):
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "p.pdf")
    assert "text recognition" in refusal(tmp_path / "p.pdf")


def test_a_locked_pdf_is_refused(tmp_path, harbour_policy):
    writer = PdfWriter(clone_from=documents.write_pdf(harbour_policy, tmp_path / "open.pdf"))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "p.pdf")
    assert "password" in refusal(tmp_path / "p.pdf")


def test_a_locked_word_document_is_refused(tmp_path):
    assert "password" in refusal(made(tmp_path, "p.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000))


def test_a_pdf_of_two_thousand_pages_is_refused_without_reading_a_page(tmp_path, monkeypatch):
    writer = PdfWriter()
    for _ in range(2000):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "p.pdf")
    looked_at = []
    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page", lambda document, number: looked_at.append(number))

    assert "2000 pages" in refusal(tmp_path / "p.pdf")
    assert not looked_at


def repacked(path: Path, part: str, content: bytes) -> Path:
    """The same archive with one part put in place of another."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    path.write_bytes(packed.getvalue())
    return path


def test_a_zip_bomb_is_not_opened(tmp_path, harbour_policy):
    path = documents.write_word(harbour_policy, tmp_path / "p.docx")
    repacked(path, "docProps/core.xml", b"<a>" + b" " * 200_000_000)
    assert "unpacks to far more" in refusal(path)


def test_entities_in_a_word_document_are_refused(tmp_path, harbour_policy):
    path = documents.write_word(harbour_policy, tmp_path / "p.docx")
    trick = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document>&a;</w:document>'
    repacked(path, "word/document.xml", trick)
    assert "damaged" in refusal(path)


def test_a_word_document_of_endless_paragraphs_is_refused(tmp_path):
    document = Document()
    body = document.element.body
    line = document.add_paragraph("Staff must not post this on social media.")._p
    path = tmp_path / "p.docx"
    for _ in range(21_000):
        body.append(line.__copy__())
    document.save(path)
    assert "far more text" in refusal(path)


def test_ten_thousand_nested_divisions_are_read(tmp_path):
    inside = "".join(f"<p>{RULES}</p>" for _ in range(3))
    page = f"<html><body>{'<div>' * 10_000}{inside}{'</div>' * 10_000}</body></html>"
    assert len(read(made(tmp_path, "p.html", page)).clauses) == 3


def test_ten_thousand_nested_lists_are_read_within_the_limits(tmp_path):
    page = f"<html><body>{('<ul><li>' + RULES) * 10_000}</body></html>"
    clauses = read_apart(made(tmp_path, "p.html", page)).clauses
    assert len(clauses) == 10_000
    assert len({clause.key for clause in clauses}) == 10_000


@pytest.mark.parametrize("name", ["p.md", "p.txt"])
def test_a_very_long_line_is_read(tmp_path, name):
    long = "Staff must be kind online " + "and careful " * 70_000 + "always."
    policy = read(made(tmp_path, name, f"# Policy\n\n## Rules\n\n- {long}\n- {RULES}- {RULES}"))
    assert len(policy.clauses) == 3


@pytest.mark.parametrize("name", ["p.md", "p.txt", "p.html"])
def test_more_text_than_any_policy_is_refused(tmp_path, name):
    page = "<html><p>" + RULES * 40_000 if name == "p.html" else RULES * 40_000
    assert "far more text" in refusal(made(tmp_path, name, page))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.txt", "Contents\n\n- a\n" + "." * 900_000),
        ("p.md", "# " + " " * 900_000 + "x"),
        ("p.md", ("- " + "[" * 300 + "\n") * 3000),
        ("p.txt", "- Staff must, " * 20_000 + "\n" + " - post online\n" * 15_000),
        ("p.html", "<!---->" * 100_000 + "x"),
        ("p.html", "<ul><li>" * 100_000),
    ],
    ids=["dots", "spaces", "brackets", "one long lead", "comments", "lists"],
)
def test_text_made_to_be_slow_keeps_within_the_limits(tmp_path, name, content):
    """The process that reads is killed at its limit and says so; these texts never come there."""
    try:
        read_apart(made(tmp_path, name, content))
    except CannotRead as refused:
        assert str(refused).endswith(".") and "memory or time" not in str(refused)


def test_characters_that_a_database_refuses_are_left_out(tmp_path):
    odd = "Staff must be&#1; kind&#0; online&#xD800;."
    page = f"<html><h1>Rules</h1><ul><li>{RULES}</li><li>{odd}</li><li>{RULES}</li></ul></html>"
    text = read(made(tmp_path, "p.html", page)).clauses[1].text

    assert not [character for character in text if ord(character) < 32 or 0xD800 <= ord(character) < 0xE000]


def test_stray_zero_bytes_do_not_hide_the_words(tmp_path):
    policy = read(made(tmp_path, "p.txt", f"Rules\n\n- {RULES}- Sta\x00ff must be kind online.\n- {RULES}"))
    assert policy.clauses[1].text == "Staff must be kind online."


def test_a_document_without_a_word_is_called_that(tmp_path):
    Document().save(tmp_path / "p.docx")
    assert refusal(tmp_path / "p.docx") == "p.docx holds no words that can be read."


ONLINE_POLICIES = {
    "online safety": """# Online safety policy

- Pupils must be safe.
- Staff will teach it.
- We must filter sites.
""",
    "code of conduct": """# Staff code of conduct

## Dress
- Staff must wear a badge.
- Staff must be on time.

## Social media
- Staff must not add pupils as friends.
- Staff should keep accounts private.
""",
}


@pytest.mark.parametrize("kind", ONLINE_POLICIES)
def test_other_policies_are_read_where_they_speak_of_life_online(tmp_path, kind):
    assert read(made(tmp_path, "p.md", ONLINE_POLICIES[kind])).clauses


NOT_POLICIES = {
    "newsletter": """# Newsletter

- Parents must book a place at the fair by Friday.
- Children should bring a hat. See our website.
- School will close at noon on 4 April.
- Follow us on Facebook!
""",
    "behaviour policy": """# Behaviour policy

- Pupils must walk in the corridors.
- Staff should praise good behaviour.
- Parents will be told of every exclusion.
- Pupils must wear a tie.
""",
    "shopping list": "Shopping\n\n- milk\n- bread\n- two light bulbs\n- a card for Nan\n- phone charger\n",
    "poem": """
The tide goes out, the tide comes in,
The gulls complain above the bay;

And nobody will ever know
What all the fishes had to say.
""",
    "table": "name,site,must\nAnn,Dover,yes\nBob,Deal,no\n" * 20,
    "source code": """
def must_post(staff):
    # staff should not post online
    return social_media(staff) or []

"""
    * 8,
    "essay on bees": """
Bees are the most useful of insects. They should be cherished.

A hive will hold thousands of workers. Every worker must find flowers.

Keepers should wear a veil. They must not hurry.
""",
    "history of the web": """
The web began in a laboratory. It was meant for physicists.

Soon the internet was in every home. Online shops followed it.

Social media came later. Friends found each other again.
""",
}


@pytest.mark.parametrize("kind", NOT_POLICIES)
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_what_is_no_policy_is_refused(tmp_path, kind, ending):
    assert "does not read like a policy" in refusal(made(tmp_path, "p" + ending, NOT_POLICIES[kind]))


@pytest.mark.parametrize("ending", [".md", ".txt", ".html", ".docx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3000) | st.text(max_size=1500).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_bytes_whatever_raise_anything_else(tmp_path, ending, content):
    path = made(tmp_path, "p" + ending, content)
    try:
        assert isinstance(read(path), ReadPolicy)
    except CannotRead as refused:
        assert str(refused).endswith(".")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 6000), patch=st.binary(min_size=1, max_size=200))
def test_a_damaged_pdf_or_word_document_raises_nothing_else(tmp_path, harbour_policy, place, patch):
    for write, name in ((documents.write_pdf, "whole.pdf"), (documents.write_word, "whole.docx")):
        whole = tmp_path / name
        content = (whole if whole.exists() else write(harbour_policy, whole)).read_bytes()
        place = place % len(content)
        path = made(tmp_path, "p" + whole.suffix, content[:place] + patch + content[place + len(patch) :])
        try:
            assert isinstance(read(path), ReadPolicy)
        except CannotRead as refused:
            assert str(refused).endswith(".")
