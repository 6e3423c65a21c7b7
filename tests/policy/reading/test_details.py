"""Title, owner, review and edition, wherever a school writes them."""

import pytest

from lanyard.policy.reading import read
from lanyard.policy.reading.details import is_edition, iso_date

RULES = """
## Rules

- Staff must keep accounts private on social media.
- Pupils must be kind online.
- Parents should not post pictures of other children.
"""


def policy_from(folder, text, name="our-online-policy.md"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    ("line", "review"),
    [
        ("Next review: January 2027", "2027-01"),
        ("**Review date:** 31/01/2027", "2027-01-31"),
        ("Date of next review: 1st September 2027", "2027-09-01"),
        ("| Next review date | Spring term 2027 |", "Spring term 2027"),
        ("This policy will be reviewed every two years.", "every two years"),
        ("This policy is reviewed annually. It is due to be reviewed in March 2027.", "2027-03"),
        ("Review cycle: Annual", "Annual"),
        ("We like to keep things tidy.", None),
    ],
)
def test_the_next_review_is_found(tmp_path, line, review):
    assert policy_from(tmp_path, f"# Social media policy\n\n{line}\n{RULES}").review == review


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Policy owner: Harbour Trust", "Harbour Trust"),
        ("Author: A. Reed", "A. Reed"),
        ("This policy was written by the Harbour Learning Trust with advice.", "Harbour Learning Trust"),
        ("St Brannock's Primary School", "St Brannock's Primary School"),
        ("Approved by: The governors", None),
    ],
)
def test_the_owner_is_found_where_it_is_stated(tmp_path, line, owner):
    assert policy_from(tmp_path, f"# Social media policy\n\n{line}\n{RULES}").owner == owner


@pytest.mark.parametrize(
    ("line", "edition"),
    [
        ("Version: 2.1", "2.1"),
        ("Autumn 2024", "Autumn 2024"),
        ("Last updated: 3 May 2025", "2025-05-03"),
        ("Hello", None),
    ],
)
def test_the_edition_is_found(tmp_path, line, edition):
    assert policy_from(tmp_path, f"# Social media policy\n\n{line}\n{RULES}").edition == edition


def test_lines_of_document_control_are_no_clauses(tmp_path):
    control = "Version: 1.0\nOwner: Harbour Trust\nApproved by: Governors\nNext review: May 2027\n"
    policy = policy_from(tmp_path, f"# Social media policy\n\n{control}{RULES}\n---\n\n{control}")

    assert len(policy.clauses) == 3


def test_a_duty_after_a_label_is_a_clause_all_the_same(tmp_path):
    policy = policy_from(tmp_path, f"# Social media policy\n{RULES}\nEmail: staff must use a school address.\n")

    assert policy.clauses[-1].text == "Email: staff must use a school address."


def test_a_table_of_contents_is_no_section(tmp_path):
    contents = "## Contents\n\n- [Rules](#rules)\n- [More rules](#more-rules)\n"
    more = "\n## More rules\n\n- Staff must never share passwords.\n"
    policy = policy_from(tmp_path, f"# Social media policy\n\n{contents}{RULES}{more}")

    assert policy.sections == ("Rules", "More rules")
    assert len(policy.clauses) == 4


def test_without_a_title_the_name_of_the_file_serves(tmp_path):
    assert policy_from(tmp_path, RULES + "\n## More\n\n- Staff must be kind.\n").title == "Our online policy"


def test_numbered_lines_are_headings_where_they_head_something(tmp_path):
    text = (
        "Social media policy\n\n1. Aims\n\nThis policy must keep pupils safe online.\n\n"
        "2. Staff\n\n2.1 Staff must keep accounts private.\n2.2 Staff must not add pupils as friends.\n"
    )
    policy = policy_from(tmp_path, text, "p.txt")

    assert policy.sections == ("Aims", "Staff")
    assert [clause.key for clause in policy.clauses] == ["1.1", "2.1", "2.2"]


def test_numbered_lines_are_clauses_where_they_follow_each_other(tmp_path):
    text = "Online rules\n\n1. Be kind online\n2. Never share a password\n3. Tell an adult\n\nStaff must help pupils."
    policy = policy_from(tmp_path, text, "p.txt")

    assert len(policy.clauses) == 4


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1/2/2027", "2027-02-01"),
        ("Jan 2027", "2027-01"),
        ("May 4, 2026", "2026-05-04"),
        ("99/99/2027", None),
        ("", None),
    ],
)
def test_dates_are_written_the_british_way_round(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize("text", ["Autumn 2022", "September 2024", "Version 1.0", "2024-25", "v2"])
def test_a_line_that_only_dates_the_document_is_its_edition(text):
    assert is_edition(text)


@pytest.mark.parametrize("text", ["", "Autumn is near", "Version control matters"])
def test_other_lines_are_no_edition(text):
    assert not is_edition(text)
