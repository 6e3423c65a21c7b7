"""Tables of who may do what become clauses with the row and the column in their words."""

import pytest
import typst
from docx import Document

from lanyard.policy.reading import ReadPolicy, read

RULES = "- Staff must keep accounts private on social media.\n- Pupils must be kind online.\n- Parents should ask.\n"
GRID = (
    ("Activity", "Staff", "Pupils"),
    ("Phones in lessons", "\u2713", "\u2717"),
    ("Taking photographs", "Yes", "No"),
    ("Social media at break", "Allowed", "Not allowed"),
)
SAID = [
    ("Staff: Phones in lessons: yes", ("staff",)),
    ("Pupils: Phones in lessons: no", ("children",)),
    ("Staff: Taking photographs: yes", ("staff",)),
    ("Pupils: Taking photographs: no", ("children",)),
    ("Staff: Social media at break: Allowed", ("staff",)),
    ("Pupils: Social media at break: Not allowed", ("children",)),
]


def said(policy: ReadPolicy) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.text, c.audience) for c in policy.clauses if c.section == "Who may do what"]


def policy_from(folder, table: str, name: str = "p.md") -> ReadPolicy:
    path = folder / name
    path.write_text(f"# Online policy\n\n## Rules\n\n{RULES}\n## Who may do what\n\n{table}\n", encoding="utf-8")
    return read(path)


def as_markdown(rows) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "|---" * len(rows[0]) + "|", *body])


def test_ticks_and_crosses_in_markdown(tmp_path):
    policy = policy_from(tmp_path, as_markdown(GRID))

    assert said(policy) == SAID
    assert "Activity | Staff | Pupils" in {one.text for one in policy.not_taken}


def test_a_matrix_of_a_web_page_with_cells_over_several_columns(tmp_path):
    head = "<tr><th rowspan=2></th><th colspan=2>Staff</th><th colspan=2>Pupils</th></tr>"
    second = "<tr><th>Allowed</th><th>Not allowed</th><th>Allowed</th><th>Not allowed</th></tr>"
    rows = "<tr><td>Phones in lessons</td><td>\u2713</td><td></td><td></td><td>\u2713</td></tr>"
    rows += "<tr><td>Taking photographs</td><td>\u2713</td><td></td><td></td><td>\u2713</td></tr>"
    rules = "".join(f"<li>{line[2:]}</li>" for line in RULES.splitlines())
    page = f"<h1>Online policy</h1><ul>{rules}</ul><h2>Who may do what</h2><table>{head}{second}{rows}</table>"
    path = tmp_path / "p.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")

    assert said(read(path)) == [
        ("Staff: Phones in lessons: allowed", ("staff",)),
        ("Pupils: Phones in lessons: not allowed", ("children",)),
        ("Staff: Taking photographs: allowed", ("staff",)),
        ("Pupils: Taking photographs: not allowed", ("children",)),
    ]


def test_a_matrix_of_a_word_document(tmp_path):
    document = Document()
    document.add_heading("Online policy", level=0)
    document.add_heading("Rules", level=1)
    for line in RULES.splitlines():
        document.add_paragraph(line[2:], style="List Bullet")
    document.add_heading("Who may do what", level=1)
    table = document.add_table(rows=len(GRID), cols=3)
    for row, values in zip(table.rows, GRID, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("Governors must ask each term.", style="List Bullet")
    document.save(tmp_path / "p.docx")
    policy = read(tmp_path / "p.docx")

    assert said(policy)[:6] == SAID
    assert policy.clauses[-1].parent is None


def test_a_matrix_of_a_pdf_where_words_only_stand_under_each_other(tmp_path):
    cells = ", ".join(f"[{cell}]" for row in GRID for cell in row)
    source = tmp_path / "p.typ"
    source.write_text(
        "#set text(size: 11pt)\n#text(size: 20pt)[Online policy]\n\n= Rules\n\n"
        f"{RULES}\n= Who may do what\n\n#table(columns: (7cm, 3cm, 3cm), stroke: none, {cells})\n",
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(tmp_path / "p.pdf"))

    assert said(read(tmp_path / "p.pdf")) == SAID


def test_letters_mean_what_the_legend_says(tmp_path):
    rows = (("", "Staff", "Pupils"), ("Smart watches", "A", "N"), ("Tablets of their own", "A", "N"))
    policy = policy_from(tmp_path, f"A = allowed, N = not allowed\n\n{as_markdown(rows)}")

    assert said(policy)[-1] == ("Pupils: Tablets of their own: not allowed", ("children",))


def test_cells_under_three_columns_carry_row_and_column(tmp_path):
    rows = (
        ("Service", "Age", "Rule"),
        ("Instagram", "13", "Pupils must not use it in school."),
        ("WhatsApp", "13", "Staff must not message parents with it."),
    )
    clauses = policy_from(tmp_path, as_markdown(rows)).clauses

    assert [(c.lead, c.text) for c in clauses[3:]] == [
        ("", "Instagram, Age: 13"),
        ("Instagram, Rule:", "Pupils must not use it in school."),
        ("", "WhatsApp, Age: 13"),
        ("WhatsApp, Rule:", "Staff must not message parents with it."),
    ]


@pytest.mark.parametrize(
    ("table", "review"),
    [
        ("| Version | Date of next review |\n|---|---|\n| 1 | May 2025 |\n| 2 | May 2027 |", "2027-05"),
        ("| Version | 2 | Next review | May 2027 |\n|---|---|---|---|", "2027-05"),
    ],
)
def test_a_table_about_the_document_says_when_the_review_is(tmp_path, table, review):
    policy = policy_from(tmp_path, table)

    assert policy.review == review
    assert len(policy.clauses) == 3
