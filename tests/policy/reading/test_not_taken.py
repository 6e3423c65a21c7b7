"""Nothing vanishes: what was read is a clause, a heading, a detail, or on the list of what was not taken."""

import zipfile
from collections import Counter

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.policy.reading import NotAPolicy, ReadPolicy, read, to_json
from lanyard.policy.reading.accounting import words_of, words_out
from lanyard.policy.reading.clauses import HEADS_NOTHING, STATES_NOTHING
from tests.policy.reading import documents
from tests.policy.reading.documents import Item, Section

RULES = """- Staff must keep accounts private on social media.
- Pupils must be kind online.
- Parents should be kind too.
"""


def policy_from(folder, text: str, name: str = "p.md", **options) -> ReadPolicy:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path, **options)


def not_taken(policy: ReadPolicy) -> dict[str, str]:
    return {one.text: one.where for one in policy.not_taken}


SUBJECTS = ("Staff", "Pupils", "Parents and carers", "Governors", "The headteacher", "We", "Passwords", "Group chats")
DUTIES = ("must not share", "should report", "are", "look at", "will be advised about", "keep")
THINGS = ("photographs of the trip", "unkind messages", "account details", "TikTok", "anything else", "Year 6 chats")
ENDS = (".", "", ";", "!", "?", "\u2026", ":")
short = st.sampled_from(
    (
        "Contents", "Facebook", "Next review: May 2027", "Owner: Mrs Reed", "Twitter: to tell families",
        "For example:", "Version 2", "Hill Academy", "Signed", "Page 3 of 9", "See appendix B", "01304 555010",
    )
)  # fmt: skip
lines = st.builds("{} {} {}{}".format, *map(st.sampled_from, (SUBJECTS, DUTIES, THINGS, ENDS))) | short
parts = st.lists(st.tuples(st.sampled_from(("heading", "item", "nested", "text")), lines), min_size=3, max_size=25)
FORMATS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MARKS = {"heading": "## {}", "item": "- {}", "nested": "  - {}", "text": "{}"}
TAGS = {"heading": "<h2>{}</h2>", "item": "<ul><li>{}</li></ul>", "nested": "<ul><li>{}</li></ul>", "text": "<p>{}</p>"}


def read_parts(folder, name: str, found) -> ReadPolicy:
    if name == "p.html":
        body = "".join(TAGS[kind].format(line) for kind, line in found)
        return policy_from(folder, f"<html><body>{body}</body></html>", name, anyway=True)
    if name == "p.docx":
        document = Document()
        styles = {"heading": "Heading 1", "item": "List Bullet", "nested": "List Bullet 2", "text": "Normal"}
        for kind, line in found:
            document.add_paragraph(line, style=styles[kind])
        document.save(folder / name)
        return read(folder / name, anyway=True)
    return policy_from(folder, "\n\n".join(MARKS[kind].format(line) for kind, line in found), name, anyway=True)


@pytest.mark.parametrize("name", ["p.md", "p.html", "p.docx"])
@FORMATS
@given(found=parts)
def test_every_word_that_goes_in_comes_out(tmp_path, name, found):
    policy = read_parts(tmp_path, name, found)
    given = Counter(word for _, line in found for word in words_of(line))

    # Two lists that begin with the same words count their lead once.
    leads = Counter(word for clause in policy.clauses for word in words_of(clause.lead))

    assert given - words_out(policy) - leads == Counter()
    assert not [one for one in policy.not_taken if not one.where or not one.why.endswith(".")]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(lines.filter(lambda line: "\u2026" not in line), min_size=4, max_size=12))
def test_every_word_of_a_pdf_comes_out(tmp_path, found):
    sections = (Section("Rules", tuple(map(Item, found))),)
    path = documents.write_pdf(sections, tmp_path / "p.pdf", page="height: 9cm, header: [Hill Academy policies]")
    out = words_out(read(path, anyway=True))

    assert [line for line in found if any(not out[word] for word in words_of(line))] == []


def test_short_lines_are_clauses_or_told(tmp_path):
    text = "Parents must ask first\n\nNo photos on Facebook\n\nNursery blog\n\nReport fake accounts"
    policy = policy_from(tmp_path, f"# Social media policy\n\n## Staff\n\n{RULES}\n## Parents\n\n{text}")

    assert [c.text for c in policy.clauses if c.section == "Parents"] == [
        "Parents must ask first", "No photos on Facebook", "Report fake accounts",
    ]  # fmt: skip
    assert not_taken(policy) == {"Nursery blog": "line 15"}


def test_lines_without_bullets_after_an_opening_are_its_list(tmp_path):
    text = "Staff should not bully anyone. For example:\n\nmaking jokes about disability\n\nposting cruel images\n"
    policy = policy_from(tmp_path, f"# Online policy\n\n## Staff\n\n{text}\n## More\n\n{RULES}")

    assert [clause.text for clause in policy.clauses[:3]] == [
        "Staff should not bully anyone.", "making jokes about disability", "posting cruel images",
    ]  # fmt: skip
    assert policy.clauses[1].lead.endswith("For example:")


def test_a_line_with_a_label_is_a_clause_where_it_says_something(tmp_path):
    text = "**Facebook:**\n- Main page, for news\n\n**Twitter:** To promote the work of the school\n"
    policy = policy_from(tmp_path, f"# Online policy\n\n## Channels\n\n{text}\n## More\n\n{RULES}")

    assert policy.clauses[1].text == "Twitter: To promote the work of the school"


def test_front_matter_code_remarks_and_pictures_are_told(tmp_path):
    text = (
        "---\ntitle: Online policy\nnext_review: 2027-03\ntags:\n  - school\n---\n\n## Rules\n\n"
        f"{RULES}\n```\nstaff = 3\n```\n\n![our logo](x.png) Parents must ask. <!-- ask Jo -->\n"
    )
    policy = policy_from(tmp_path, text)

    assert (policy.title, policy.review) == ("Online policy", "2027-03")
    assert {"title: Online policy", "- school", "staff = 3", "our logo", "ask Jo"} <= set(not_taken(policy))


def test_footnotes_are_clauses_under_their_clause_or_told(tmp_path):
    text = "- Staff sign the code.[^1]\n- Pupils must be kind online.[^b]\n- Parents should ask.\n\n"
    notes = "[^1]: Supply staff must sign it too.\n[^b]: DfE, 2022\n"
    policy = policy_from(tmp_path, f"# Online policy\n\n{text}{notes}")

    assert [(c.key, c.text) for c in policy.clauses][:2] == [
        ("1.1", "Staff sign the code."), ("1.1.1", "Supply staff must sign it too."),
    ]  # fmt: skip
    assert not_taken(policy)["DfE, 2022"] == "footnote b"


def test_a_menu_hidden_words_and_a_picture_of_a_web_page_are_told(tmp_path):
    rules = "".join(f"<li>{line[2:]}</li>" for line in RULES.splitlines())
    page = (
        "<nav>Home Policies</nav><h1>Online policy</h1><img alt='A poster'><p style='display:none'>Old rule</p>"
        f"<script>let x</script><ul>{rules}</ul><footer>Hill Academy</footer>"
    )
    policy = policy_from(tmp_path, f"<html><body>{page}</body></html>", "p.html")

    assert set(not_taken(policy)) == {"Home Policies", "A poster", "Old rule", "Hill Academy"}


def test_headings_inside_list_items_head_what_follows_them(tmp_path):
    items = "".join(
        f"<li><h2>{name}</h2><p>{name} must be kind online.</p><p>They report worries.</p></li>"
        for name in ("Staff", "Parents")
    )
    policy = policy_from(tmp_path, f"<h1>Social media policy</h1><ul>{items}</ul>", "p.html")
    assert [(c.section, c.text) for c in policy.clauses][2:] == [
        ("Parents", "Parents must be kind online."), ("Parents", "They report worries."),
    ]  # fmt: skip

    for title in ("# Social media policy\n\n", ""):
        policy = policy_from(
            tmp_path,
            title + "- ## Staff\n  Staff must be kind online.\n" + "\n- ## Parents\n\n  Parents must be kind online.\n",
            "p.md",
        )
        assert [clause.section for clause in policy.clauses] == ["Staff", "Parents"]


@pytest.mark.parametrize("said", ["Staff must be kind online.", "- ## Staff\n  Staff must not post pictures online."])
def test_a_document_of_one_clear_duty_online_is_read_without_asking(tmp_path, said):
    assert len(policy_from(tmp_path, said, "p.md").clauses) == 1


@pytest.mark.parametrize("said", ["Parents must book a place.", "- ## Staff\n  The hall is open until six."])
def test_a_document_of_one_sentence_on_something_else_is_asked_about(tmp_path, said):
    with pytest.raises(NotAPolicy):
        policy_from(tmp_path, said, "p.md")


def test_what_stands_above_nothing_is_told_with_its_reason_and_its_place(tmp_path):
    text = "# Social media policy\n\n## Staff\n\n- Staff must be kind online.\n- Staff must report worries.\n\n"
    text += "Our photographs:\n\n## Visitors\n\n## Parents\n\n- Parents must be kind online.\n"
    told = {one.text: (one.why, one.after) for one in policy_from(tmp_path, text, "p.md").not_taken}

    assert told["Our photographs:"] == (STATES_NOTHING, "1.2")
    assert told["Visitors"] == (HEADS_NOTHING, "1.2")


def word_document(path):
    """A document with everything Word keeps beside the running text."""
    document = Document()
    document.core_properties.title = ""
    document.add_heading("Social media policy", level=1)
    document.add_heading("Staff", level=2)
    document.sections[0].header.paragraphs[0].text = "Next review: May 2027"
    document.add_paragraph("Staff must not befriend pupils online.")
    document.add_paragraph("Staff sign the agreement.").add_run().add_break()
    document.paragraphs[-1].add_run("Staff must attend the training.")
    hidden = document.add_paragraph().add_run("An old rule")
    hidden.font.hidden = True
    changed = document.add_paragraph("Concerns must go to the head.")
    deletion = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>bursar</w:delText></w:r></w:del>")
    changed._p.append(deletion)
    noted = document.add_paragraph("Staff must read the code.")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    noted.runs[0]._r.append(reference)
    document.add_paragraph("\uf0b7Staff must use school email.", style="List Bullet")
    document.save(path)
    note = "<w:p><w:r><w:t>Supply staff must read it first.</w:t></w:r></w:p>"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
        )
        comment = "<w:p><w:r><w:t>Is this still so?</w:t></w:r></w:p>"
        package.writestr(
            "word/comments.xml", f'<w:comments {nsdecls("w")}><w:comment w:id="0">{comment}</w:comment></w:comments>'
        )
    return path


def test_what_word_keeps_beside_the_text_is_told(tmp_path):
    policy = read(word_document(tmp_path / "p.docx"))

    assert {"An old rule", "bursar", "Is this still so?", "Next review: May 2027"} <= set(not_taken(policy))
    assert policy.review == "2027-05"
    assert any("tracked changes" in warning and "1 deletion" in warning for warning in policy.warnings)
    assert any("comments" in warning for warning in policy.warnings)


def test_soft_breaks_footnotes_and_typed_bullets_of_word_give_clauses(tmp_path):
    texts = [clause.text for clause in read(word_document(tmp_path / "p.docx")).clauses]

    assert texts == [
        "Staff must not befriend pupils online.", "Staff sign the agreement.", "Staff must attend the training.",
        "Concerns must go to the head.", "Staff must read the code.", "Supply staff must read it first.",
        "Staff must use school email.",
    ]  # fmt: skip


def test_the_json_tells_what_was_not_taken_and_what_to_check(tmp_path):
    written = to_json(policy_from(tmp_path, f"# Online policy\n\nDate of review: May 2026\n\n{RULES}"))

    assert set(written["not_taken"][0]) == {"where", "text", "why"}
    assert written["not_taken"][0]["where"] == "line 3"
    assert "next review or the last" in written["warnings"][0]


NOT_ENGLISH = {
    "Welsh": "Rhaid i staff beidio \u00e2 phostio lluniau ar y cyfryngau cymdeithasol. Dylai rhieni ofyn cyn postio. "
    "Ni ddylai disgyblion ddefnyddio ffonau yn yr ysgol nac ar y bws.",
    "French": "Le personnel ne doit pas publier de photos des \u00e9l\u00e8ves. Les parents doivent demander avant. "
    "Les \u00e9l\u00e8ves sont tenus de ranger leur t\u00e9l\u00e9phone dans la classe.",
    "Polish": "Pracownicy nie mogą publikować zdjęć uczniów. Rodzice muszą zapytać, czy to jest w porządku. "
    "Uczniowie nie u\u017cywaj\u0105 telefon\u00f3w w szkole i na wycieczkach.",
}  # fmt: skip


@pytest.mark.parametrize("language", NOT_ENGLISH)
def test_a_policy_in_another_language_is_called_that_and_read_if_asked(tmp_path, language):
    text = f"# Social Media Policy\n\n## A\n\n{NOT_ENGLISH[language]}\n"
    with pytest.raises(NotAPolicy, match=f"written in {language}"):
        policy_from(tmp_path, text)

    assert policy_from(tmp_path, text, anyway=True).warnings


def test_what_looks_like_no_policy_is_read_if_asked(tmp_path):
    text = "# Newsletter\n\n- Parents must book a place.\n- Bring a hat.\n"
    with pytest.raises(NotAPolicy) as asked:
        policy_from(tmp_path, text)

    assert policy_from(tmp_path, text, anyway=True) == asked.value.found
    assert len(asked.value.found.clauses) == 2


@pytest.mark.parametrize(
    "text",
    [
        "# Use of Social Media Policy\n\n- Staff turn down friend requests.\n- Parents are told.\n- Pupils wait.\n",
        "# Staying safe with technology\n\n- I will ask a teacher.\n- I will be kind.\n- I know the rules.\n",
    ],
    ids=["present tense", "rules that begin with I"],
)
def test_policies_that_never_say_must_are_read(tmp_path, text):
    assert len(policy_from(tmp_path, text).clauses) == 3
