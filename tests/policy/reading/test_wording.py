"""A document read as people read it: every word in its order, and no sign in it taken for a mark."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lanyard.policy.reading import CannotRead
from lanyard.policy.reading.apart import wording_apart
from lanyard.policy.reading.blocks import tidied
from lanyard.policy.reading.wording import literal, wording_of
from tests.policy.reading.test_apart import bomb


def saved(folder: Path, document) -> Path:
    path = folder / "agreement.docx"
    content = BytesIO()
    document.save(content)
    path.write_bytes(content.getvalue())
    return path


@example("1. a")
@example("12) a")
@example("# a")
@example("- a")
@example("a &amp; b")
@given(st.text(alphabet=st.sampled_from("ab1.)#*_`[]<>&;~=+-\\!|/:() ") | st.characters(categories=["L"]), min_size=1))
def test_words_are_shown_as_they_stand_whatever_signs_are_in_them(text):
    text = tidied(text)
    if not text:
        return
    shown = MarkdownIt("commonmark", {"html": False}).render(literal(text))
    inside = re.fullmatch(r"<p>(.*)</p>\n", shown, re.DOTALL)
    assert inside, shown
    plain = inside[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert plain == text


def test_headings_paragraphs_lists_and_tables_keep_their_order(tmp_path):
    document = Document()
    document.add_heading("Mobile phones", 1)
    document.add_paragraph("Phones stay out of sight.")
    document.add_paragraph("At break.", style="List Bullet")
    document.add_paragraph("At lunch.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("Where", "When"), ("Staffroom", "Break")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_heading("If it goes wrong", 2)
    document.add_paragraph("Tell the office.")
    found = wording_of(saved(tmp_path, document))
    words = re.sub(r"[#\-–\s]+", " ", found.text).split()
    assert (
        words
        == (
            "Mobile phones Phones stay out of sight. At break. At lunch. Where When Staffroom Break "
            "If it goes wrong Tell the office."
        ).split()
    )
    assert "\n- At break.\n- At lunch.\n" in found.text and "\n- Staffroom – Break\n" in found.text
    assert found.remarks == ("A table is shown as a list, one point for each of its rows.",)


def test_a_text_that_is_no_policy_is_read_all_the_same(tmp_path):
    document = Document()
    document.add_paragraph("Bring a packed lunch on Friday.")
    assert wording_of(saved(tmp_path, document)).text == "Bring a packed lunch on Friday.\n"


def test_it_is_read_in_a_process_that_is_stopped_at_its_limits(tmp_path, harbour_policy):
    document = Document()
    document.add_paragraph("Bring a packed lunch on Friday.")
    path = saved(tmp_path, document)
    assert wording_apart(path).text == "Bring a packed lunch on Friday.\n"
    with pytest.raises(CannotRead, match="took more memory or time"):
        wording_apart(bomb(tmp_path / "p.docx", harbour_policy, b"<w:r/>", 3_500_000), memory=350 * 1024**2)
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(CannotRead, match="is damaged"):
        wording_apart(path)
