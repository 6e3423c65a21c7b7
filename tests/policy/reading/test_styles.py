"""How different schools set out their policies, each rule by a small document."""

import pytest
from docx import Document

from lanyard.policy.reading import ReadPolicy, read

RULES = """- Staff must keep accounts private on social media.
- Pupils must be kind online.
- Parents should be kind too.
"""


def policy_from(folder, text: str, name: str = "p.md") -> ReadPolicy:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def words(policy: ReadPolicy) -> list[tuple[str, str]]:
    return [(clause.lead, clause.text) for clause in policy.clauses]


def test_do_and_dont_complete_their_bullets_and_are_no_sections(tmp_path):
    lists = "### Do\n\n- ask first\n- be kind\n\n### Don't\n\n- name children\n"
    policy = policy_from(tmp_path, f"# Social media policy\n\n## Rules for parents\n\n{lists}")

    assert policy.sections == ("Rules for parents",)
    assert words(policy) == [("Do:", "ask first"), ("Do:", "be kind"), ("Don't:", "name children")]
    assert {clause.audience for clause in policy.clauses} == {("parents",)}


def test_do_and_dont_beside_each_other_are_sections_and_complete_their_bullets(tmp_path):
    text = "# Social media code\n\n## Please do\n\n- ask us first\n- be kind\n\n## Please don't\n\n- name children\n"
    policy = policy_from(tmp_path, text)

    assert policy.sections == ("Please do", "Please don't")
    assert policy.clauses[2].lead == "Please don't:"


def test_a_duty_before_the_words_that_open_a_list_is_a_clause(tmp_path):
    abuse = "## Abuse\n\nThe school will not accept abuse of staff. It may:\n\n- call the police\n"
    policy = policy_from(tmp_path, f"# Online policy\n\n{abuse}\n## More\n\n{RULES}")

    assert policy.clauses[0].text == "The school will not accept abuse of staff."
    assert policy.clauses[1].lead == "The school will not accept abuse of staff. It may:"


def test_a_number_two_after_nested_numbers_is_a_clause_of_its_own(tmp_path):
    first = "1. Pupils must not:\n   1. share passwords\n   2. tag others\n"
    more = "2. Pupils should tell us\n3. Pupils must be kind online\n"
    policy = policy_from(tmp_path, f"# Online policy\n\n## Pupils\n\n{first}{more}")

    assert [clause.key for clause in policy.clauses] == ["1.1", "1.1.1", "1.1.2", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [("2.1 In school", "In school"), ("2. Aims", "Aims"), ("3.Aims", "Aims"), ("13 rules", "13 rules")],
)
def test_a_section_is_named_without_its_number(tmp_path, heading, name):
    assert policy_from(tmp_path, f"# Online policy\n\n## {heading}\n\n{RULES}").sections == (name,)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Hill Trust | Version 2.0 | Next review: May 2027", ("Hill Trust", "2027-05", "Version 2.0")),
        ("Next review due by: 4 May 2027", (None, "2027-05-04", None)),
        ("Date for review: Spring 2027", (None, "Spring 2027", None)),
        ("Approved by governors: 11 June 2025", (None, None, "2025-06-11")),
        ("Reviewed by the board in June 2025.", (None, None, "2025-06")),
        ("Reviewed: June 2025. Next review: June 2027.", (None, "2027-06", "2025-06")),
        ("Version 1.3, January 2026", (None, None, "Version 1.3, January 2026")),
        ("ST ANNE'S SCHOOL", ("ST ANNE'S SCHOOL", None, None)),
        ("It is reviewed every year. The next review is due in May 2027.", (None, "2027-05", None)),
    ],
)
def test_what_a_school_says_of_its_policy_is_found_however_it_is_written(tmp_path, line, facts):
    policy = policy_from(tmp_path, f"# Social media policy\n\n{line}\n\n## Rules\n\n{RULES}")

    assert (policy.owner, policy.review, policy.edition) == facts
    assert len(policy.clauses) == 3


def test_capital_lines_of_a_cover_stay_two(tmp_path):
    policy = policy_from(
        tmp_path, f"HILL ACADEMY\nSOCIAL MEDIA POLICY\n\n1. STAFF\n\n{RULES}\n2. REVIEW\n\n{RULES}", "p.txt"
    )

    assert (policy.title, policy.owner) == ("SOCIAL MEDIA POLICY", "HILL ACADEMY")


def test_a_cover_in_word_that_names_the_school_first(tmp_path):
    document = Document()
    document.add_paragraph("Hill Federation", style="Title")
    document.add_paragraph("Online Conduct Policy", style="Subtitle")
    document.add_paragraph("Rules", style="Heading 1")
    for line in RULES.splitlines():
        document.add_paragraph(line[2:], style="List Bullet")
    document.save(tmp_path / "p.docx")
    policy = read(tmp_path / "p.docx")

    assert (policy.title, policy.owner, policy.sections) == ("Online Conduct Policy", "Hill Federation", ("Rules",))


def test_clauses_set_in_heading_styles_are_clauses(tmp_path):
    document = Document()
    document.add_paragraph("Social Media Policy", style="Title")
    for section in ("Conduct", "Pupils"):
        document.add_paragraph(section, style="Heading 1")
        document.add_paragraph("Employees must not share passwords.", style="Heading 2")
        document.add_paragraph("Employees must not:", style="Heading 2")
        document.add_paragraph("follow pupils online", style="Heading 3")
    document.save(tmp_path / "p.docx")
    policy = read(tmp_path / "p.docx")

    assert policy.sections == ("Conduct", "Pupils")
    assert [clause.key for clause in policy.clauses] == ["1.1", "1.2", "1.2.1", "2.1", "2.2", "2.2.1"]


def test_a_table_of_contacts_holds_no_clauses(tmp_path):
    table = "| Role | Name | Email |\n|---|---|---|\n| Headteacher | A. Reed | office@hill.example |\n"

    assert len(policy_from(tmp_path, f"# Online policy\n\n## Contacts\n\n{table}\n## Rules\n\n{RULES}").clauses) == 3


def page(before: str) -> str:
    items = "".join(f"<li>{line[2:]}</li>" for line in RULES.splitlines())
    inside = f"<h1>Online policy</h1><h2>Rules</h2><ul>{items}</ul>"
    return f"<html><body class='has-sidebar'>{before}<div class='content'>{inside}</div></body></html>"


@pytest.mark.parametrize(
    "furniture",
    [
        "<div id='cookie-banner'><p>You must accept our cookies.</p></div>",
        "<div class='site-header'><ul class='main-menu'><li>Home</li><li>Staff</li></ul></div>",
        "<div role='navigation'><ul><li>Policies</li></ul></div>",
        "<div class='breadcrumb'>Home &gt; Policies</div>",
        "<aside><h3>News</h3><ul><li>Parents must book by Friday</li></ul></aside>",
        "<div class='footer'><p>We will reply within two days.</p></div>",
    ],
)
def test_what_stands_round_a_page_of_a_website_is_left_out(tmp_path, furniture):
    policy = policy_from(tmp_path, page(furniture), "p.html")

    assert len(policy.clauses) == 3
    assert policy.sections == ("Rules",)


def test_a_page_whose_words_all_stand_in_a_part_called_menu_is_read_all_the_same(tmp_path):
    assert len(policy_from(tmp_path, page("<div class='menu'>") + "</div>", "p.html").clauses) == 3


def test_the_terms_of_a_definition_list_complete_what_is_said_of_them(tmp_path):
    terms = "<dl><dt>At home</dt><dd>Parents should watch over it.</dd><dt>At school</dt><dd>Staff must.</dd></dl>"

    assert words(policy_from(tmp_path, page(terms), "p.html"))[:2] == [
        ("At home", "Parents should watch over it."),
        ("At school", "Staff must."),
    ]


def test_letters_and_numbers_at_one_indent_keep_their_parents(tmp_path):
    marks = ("1. Staff must:", "a) ask first", "b) report:", "i) to the head", "ii) to the DSL", "c) log off")
    more = ("2. Parents should:", "\u2022 be kind", "\u2022 ask", "3. Pupils must be kind online.")
    text = "\n".join(marks + more)
    policy = policy_from(tmp_path, f"# Online policy\n\n## Rules\n\n{text}\n\n## More\n\n{RULES}")

    assert [clause.key for clause in policy.clauses][:10] == [
        "1.1", "1.1.1", "1.1.2", "1.1.2.1", "1.1.2.2", "1.1.3", "1.2", "1.2.1", "1.2.2", "1.3",
    ]  # fmt: skip


def test_numbers_of_headings_and_rows_about_reviews_are_not_lost_or_taken(tmp_path):
    table = "| Date of last review | May 2025 |\n|---|---|\n| Date of next review and by whom | May 2027 - Governors |"
    policy = policy_from(tmp_path, f"# Online policy\n\n{table}\n\n## 1. Rules\n\n{RULES}")

    assert (policy.review, policy.edition, len(policy.clauses)) == ("2027-05", "2025-05", 3)
    assert "1. Rules" not in {one.text for one in policy.not_taken}
