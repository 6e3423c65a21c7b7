import io

import pytest
from pypdf import PdfReader

from lanyard.policy.print import PrintedClause, PrintedPolicy, PrintedSection, pdf_of

NASTY = '#panic("no") *bold* _under_ $x$ <label> @ref `raw` \\ // /* "quote" [x] = heading #let a = 1 – ’ é'


def policy(text: str = "Staff ask first.") -> PrintedPolicy:
    clauses = (PrintedClause("1.1", text, 0), PrintedClause("1.1.1", "Always.", 1))
    return PrintedPolicy(
        "Social media policy", "Executive headteacher", "Old Quay Juniors", "Old Quay Juniors · Edition 4",
        ("Edition 4, in force from 3 September 2026",), (PrintedSection("1 Staff use", clauses),),
    )  # fmt: skip


@pytest.fixture
def reader():
    return PdfReader(io.BytesIO(pdf_of(policy())))


def test_the_pdf_is_tagged_and_says_its_language_and_title(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Social media policy"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_outline_of_the_pdf_has_its_sections(reader):
    titles = []

    def walk(entries):
        for entry in entries:
            walk(entry) if isinstance(entry, list) else titles.append(entry.title)

    walk(reader.outline)
    assert titles == ["Social media policy", "1 Staff use"]


def test_the_words_are_set_in_the_typeface_of_the_pages(reader):
    fonts = {font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("AtkinsonHyperlegible" in font for font in fonts)


def test_nothing_in_the_words_of_a_policy_is_taken_for_a_command():
    text = PdfReader(io.BytesIO(pdf_of(policy(NASTY)))).pages[0].extract_text()
    assert NASTY.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_every_clause_is_on_paper_in_order(reader):
    text = reader.pages[0].extract_text()
    places = [text.index(words) for words in ("Social media policy", "1 Staff use", "Staff ask first.", "Always.")]
    assert places == sorted(places)


def test_a_screen_reader_finds_a_clause_under_another_as_a_list_in_a_list(reader):
    def tags(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if not hasattr(node, "get"):
            return []
        kids = node.get("/K", [])
        within = [tag for kid in (kids if isinstance(kids, list) else [kids]) for tag in tags(kid)]
        return [node["/S"], *within] if "/S" in node else within

    found = tags(reader.trailer["/Root"]["/StructTreeRoot"])
    item = ["/LI", "/Lbl", "/LBody", "/P"]
    assert found[found.index("/H2") + 1 :] == ["/L", *item, "/L", *item]
