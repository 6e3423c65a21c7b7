"""The same policy gives the same clauses in every format."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement

from lanyard.policy.reading import read
from tests.policy.reading import documents
from tests.policy.reading.documents import Item, Section, outline, read_outline

DUTY = "Staff must not share passwords of social media accounts."


def read_text(folder: Path, name: str, text: str):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("step", [" ", "  ", "    ", "\t"])
@pytest.mark.parametrize("mark", ["-", "*", "•"])
def test_markdown_nests_by_any_indent(tmp_path, harbour_policy, step, mark):
    policy = read_text(tmp_path, "p.md", documents.as_markdown(harbour_policy, step=step, mark=mark))

    assert read_outline(policy) == outline(harbour_policy)
    assert policy.title == "Social media policy"


def test_plain_text_finds_headings_without_marks(tmp_path, harbour_policy):
    policy = read_text(tmp_path, "p.txt", documents.as_text(harbour_policy))

    assert read_outline(policy) == outline(harbour_policy)
    assert policy.sections == ("Aims and scope", "Staff and social media", "Pupils online")


def test_plain_text_saved_by_word_nests_by_the_bullet_sign(tmp_path, harbour_policy):
    policy = read_text(tmp_path, "p.txt", documents.as_text(harbour_policy, step="", marks=("•", "o")))

    assert read_outline(policy) == outline(harbour_policy)


def test_web_page_gives_the_same_clauses(tmp_path, harbour_policy):
    policy = read_text(tmp_path, "p.html", documents.as_html(harbour_policy))

    assert read_outline(policy) == outline(harbour_policy)


@pytest.mark.parametrize("headings", ["styles", "bold"])
@pytest.mark.parametrize("lists", ["styles", "levels"])
def test_word_gives_the_same_clauses(tmp_path, harbour_policy, headings, lists):
    policy = read(documents.write_word(harbour_policy, tmp_path / "p.docx", headings=headings, lists=lists))

    assert read_outline(policy) == outline(harbour_policy)
    assert policy.title == "Social media policy"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "height: 9cm, header: [Harbour School policies], footer: context [Page #counter(page).display()]",
        'columns: 2, numbering: "1 / 1"',
    ],
    ids=["one page", "many pages with header and footer", "two columns"],
)
@pytest.mark.parametrize("markers", [("•", "–"), ("o", "▪"), ("\uf0b7", "o"), ("–", "•")])
def test_pdf_gives_the_same_clauses(tmp_path, harbour_policy, page, markers):
    policy = read(documents.write_pdf(harbour_policy, tmp_path / "p.pdf", page=page, markers=markers))

    assert read_outline(policy) == outline(harbour_policy)
    assert policy.title == "Social media policy"


def test_pdf_bullets_that_are_drawn_count_as_bullets(tmp_path, harbour_policy):
    """Browsers draw their bullets: there is no sign in the text."""
    disc, ring = ("#box(circle(radius: 1.6pt, fill: black))", "#box(circle(radius: 1.6pt, stroke: 0.5pt))")
    policy = read(documents.write_pdf(harbour_policy, tmp_path / "p.pdf", markers=(disc, ring)))

    assert read_outline(policy) == outline(harbour_policy)


def test_pdf_mends_words_hyphenated_at_the_end_of_a_line(tmp_path):
    words = "Safeguarding responsibilities concerning inappropriate communication must be acknowledged online."
    well_being = "Staff should consider the well-being of pupils, anti-bullying work and self-esteem on social media."
    sections = (Section("Online", (Item(words), Item(well_being), Item(DUTY))),)
    page = "width: 7cm, height: 20cm, margin: 1cm)\n#set par(justify: true)\n#set text(hyphenate: true"
    policy = read(documents.write_pdf(sections, tmp_path / "p.pdf", page=page))

    assert [clause.text for clause in policy.clauses] == [words, well_being, DUTY]


def test_word_reads_the_text_as_it_stands_after_tracked_changes(tmp_path):
    document = Document()
    document.add_heading("Social media policy", level=0)
    document.add_heading("Rules", level=1)
    for text in (
        DUTY,
        "Pupils should tell an adult about unkind messages online.",
        "Staff will follow the code of conduct.",
    ):
        document.add_paragraph(text, style="List Bullet")
    run = document.paragraphs[2].runs[0]._r
    deleted, deleted_run, old, inserted = (OxmlElement(f"w:{tag}") for tag in ("del", "r", "delText", "ins"))
    old.text = "Nobody may "
    deleted_run.append(old)
    deleted.append(deleted_run)
    run.addprevious(deleted)
    run.addprevious(inserted)
    inserted.append(run)
    document.save(tmp_path / "p.docx")

    assert read(tmp_path / "p.docx").clauses[0].text == DUTY


def test_word_table_of_duties_becomes_clauses_and_its_table_of_versions_does_not(tmp_path):
    document = Document()
    document.add_heading("Social media policy", level=0)
    rows = {"versions": (("Version", "Date", "Author"), ("2.1", "May 2024", "A. Reed"))}
    rows["duties"] = (
        ("Role", "Responsibility"),
        ("Headteacher", "Must decide who may post on the school's social media accounts."),
        ("Governors", "Must ask every year whether online rules are followed."),
        ("Staff", "Should report any online concern on the same day."),
    )
    for name, cells in rows.items():
        document.add_heading(name.title(), level=1)
        table = document.add_table(rows=len(cells), cols=len(cells[0]))
        for row, values in zip(table.rows, cells, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    document.save(tmp_path / "p.docx")

    policy = read(tmp_path / "p.docx")

    assert [(c.lead, c.text) for c in policy.clauses] == [(f"{role}:", text) for role, text in rows["duties"][1:]]
    assert policy.clauses[1].audience == ("governors",)


def test_web_page_saved_by_word_keeps_levels(tmp_path):
    items = [(1, "Staff must:"), (2, "keep accounts private"), (2, "report unkind posts online"), (1, DUTY)]
    rows = "".join(
        f"<p class=MsoListParagraph style='margin-left:{18 * level}pt;mso-list:l0 level{level} lfo1'>"
        f"<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>{text}</p>"
        for level, text in items
    )
    html = f"<html><body><h1>Social media policy</h1><h2>Rules</h2>{rows}</body></html>"
    policy = read_text(tmp_path, "p.htm", html)

    assert [(clause.key, clause.text) for clause in policy.clauses] == [
        ("1.1", items[0][1]),
        ("1.1.1", items[1][1]),
        ("1.1.2", items[2][1]),
        ("1.2", DUTY),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_gives_the_same_words(tmp_path, encoding):
    rules = ("Staff won’t post pupils’ names – ever.", DUTY, "Pupils must be kind online.")
    text = "Social media policy\n\nRules\n\n" + "".join(f"- {rule}\n" for rule in rules)
    path = tmp_path / "p.txt"
    path.write_bytes(text.encode(encoding))

    assert read(path).clauses[0].text == rules[0]
