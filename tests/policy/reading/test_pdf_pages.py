"""What stands on the pages of a PDF beside the words of the policy."""

from pathlib import Path

import pypdfium2
import pytest
import typst

from lanyard.policy.reading import ReadPolicy, read

RULES = "".join(f"- Staff must follow rule number {number} of social media.\n" for number in range(1, 9))
BODY = f"#text(size: 20pt)[Online policy]\n\n= Rules\n\n{RULES}\n= Pupils\n\n- Pupils must be kind online.\n"


def made(folder: Path, source: str, name: str = "p.pdf") -> Path:
    typ = folder / "p.typ"
    typ.write_text(f"#set text(size: 11pt)\n{source}", encoding="utf-8")
    typst.compile(str(typ), output=str(folder / name))
    return folder / name


def texts(policy: ReadPolicy) -> list[str]:
    return [clause.text for clause in policy.clauses]


EXPECTED = [*(line[2:] for line in RULES.splitlines()), "Pupils must be kind online."]


def test_feet_of_many_lines_are_no_clauses_and_are_told_once(tmp_path):
    foot = "footer: [Hill Academy \\ Telephone 01304 555010 \\ Kent \\ Approved by trustees \\ Next review: May 2027]"
    policy = read(made(tmp_path, f"#set page(height: 8cm, margin: (bottom: 3cm, rest: 1cm), {foot})\n{BODY}"))

    assert texts(policy) == EXPECTED
    assert [one.text for one in policy.not_taken].count("Approved by trustees") == 1
    assert policy.review == "2027-05"


def test_the_margins_of_a_web_page_printed_to_pdf_are_no_clauses(tmp_path):
    edges = (
        "header: [29/11/2026, 10:15 #h(1fr) Online policy – Hill Academy], "
        "footer: [https\\:\\/\\/hill.example\\/policies #h(1fr) 1/1]"
    )
    policy = read(made(tmp_path, f'#set page(paper: "a4", {edges})\n{BODY}'))

    assert texts(policy) == EXPECTED
    assert policy.title == "Online policy"


def test_letters_on_their_side_and_lines_of_contents_are_no_clauses(tmp_path):
    side = "#place(left, dx: -1cm)[#rotate(-90deg, reflow: true)[Draft for governors only]]\n"
    contents = "= Contents\n\nRules ............ 2\n\nPupils ............ 3\n\n"
    policy = read(made(tmp_path, f'#set page(paper: "a4", margin: 2cm)\n{side}{contents}{BODY}'))

    assert texts(policy) == EXPECTED
    told = [one.text for one in policy.not_taken]
    assert "Draft for governors only" in told and any(text.startswith("Pupils \u2026") for text in told)


def test_two_pages_on_a_sheet_are_read_one_after_the_other(tmp_path):
    left = f"#text(size: 20pt)[Online policy]\n\n= Rules\n\n{RULES}"
    right = "".join(f"- Pupils must keep promise {number} online at home and in school.\n" for number in range(1, 9))
    source = (
        '#set page(paper: "a4", flipped: true, margin: 1cm)\n'
        f"#grid(columns: (1fr, 1fr), column-gutter: 2cm, [{left}], [\n= Pupils\n\n{right}])"
    )
    policy = read(made(tmp_path, source))

    assert texts(policy) == [line[2:] for line in (RULES + right).splitlines()]
    assert policy.sections == ("Rules", "Pupils")


def scanned(folder: Path, source: str) -> Path:
    """A page as a scanner makes it: a picture over the whole of it, with the words in letters nobody sees."""
    pdf = pypdfium2.PdfDocument(made(folder, source, "words.pdf"))
    image = pdf[0].render(scale=1).to_pil()
    image.save(folder / "page.png")
    return folder / "page.png"


def test_a_page_that_is_a_picture_is_named(tmp_path):
    scanned(tmp_path, BODY)
    picture = '#pagebreak()\n#set page(margin: 0pt)\n#image("page.png", width: 100%, height: 100%)'
    policy = read(made(tmp_path, f'#set page(paper: "a4")\n{BODY}{picture}'))

    assert texts(policy) == EXPECTED
    assert [(one.where, one.text) for one in policy.not_taken] == [("page 2", "")]
    assert policy.warnings[0].startswith("Page 2 is a picture")


def test_words_that_recognition_broke_are_put_together(tmp_path):
    scanned(tmp_path, BODY)
    words = BODY + "- Staff must keep to this pol icy online.\n- The policy is for every adult in school.\n"
    words += "- Parents must give per-\\ mission before pictures are shared online.\n- \\| will ask for permission.\n"
    background = 'background: image("page.png", width: 100%, height: 100%)'
    policy = read(made(tmp_path, f'#set page(paper: "a4", {background})\n{words}'))

    assert texts(policy)[-4:] == [
        "Staff must keep to this policy online.", "The policy is for every adult in school.",
        "Parents must give permission before pictures are shared online.", "I will ask for permission.",
    ]  # fmt: skip
    assert "text recognition" in policy.warnings[0]


@pytest.mark.parametrize("bullets", [3, 6, 12])
def test_a_list_goes_on_over_a_page(tmp_path, bullets):
    nested = "".join(f"  - name the pupil of picture {number}\n" for number in range(bullets))
    foot = "footer: [Hill Academy \\ Social media policy \\ Dover \\ Kent]"
    source = f"#set page(height: 8cm, margin: (bottom: 3cm, rest: 1cm), {foot})\n{BODY}- Staff must not:\n{nested}"
    policy = read(made(tmp_path, source))

    assert sum(clause.parent is not None for clause in policy.clauses) == bullets
