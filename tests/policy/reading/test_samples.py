"""The sample policies, as real schools and charities wrote them."""

import pytest

from lanyard.policy.reading import read, to_json
from lanyard.policy.reading.audience import AUDIENCES

TRUST = "wdat-social-media-policy-2022.md"
FOSTERING = "wholistic-fostering-social-media-use-2025.md"
CHARITY = "farset-labs-social-media.md"
ACADEMY = "smart-academy-social-media-policy.md"


@pytest.mark.parametrize(
    ("name", "clauses", "sections", "nested"),
    [(TRUST, 90, 10, 35), (FOSTERING, 33, 8, 5), (CHARITY, 18, 1, 0), (ACADEMY, 60, 7, 0)],
)
def test_every_sample_gives_all_its_clauses(sample_policies, name, clauses, sections, nested):
    policy = read(sample_policies / name)

    assert (len(policy.clauses), len(policy.sections)) == (clauses, sections)
    assert sum(clause.parent is not None for clause in policy.clauses) == nested
    assert all(clause.audience and set(clause.audience) <= set(AUDIENCES) for clause in policy.clauses)


@pytest.mark.parametrize("name", [TRUST, FOSTERING, CHARITY, ACADEMY])
def test_no_bullet_of_a_sample_is_lost_or_merged(sample_policies, name):
    lines = (sample_policies / name).read_text(encoding="utf-8").splitlines()
    bullets = sum(1 for line in lines if line.lstrip().startswith(("- ", "-   ")) or line.split(". ")[0].isdigit())
    from_bullets = bullets + {FOSTERING: 3, CHARITY: 2}.get(name, 0)

    assert len(read(sample_policies / name).clauses) == from_bullets


def test_what_a_sample_says_about_itself(sample_policies):
    def details(name):
        policy = read(sample_policies / name)
        return policy.title, policy.owner, policy.review, policy.edition

    trust = "Whinless Down Academy Trust"
    assert details(TRUST) == ("SOCIAL MEDIA POLICY", trust, "at least annually", "Autumn 2022")
    assert details(FOSTERING) == ("Social Media Use Policy (Facebook & Beyond)", None, None, "2025-06-21")
    assert details(ACADEMY) == ("Social Media Policy", None, "2027-01", "1.0")
    assert details(CHARITY) == ("Social Media", None, None, None)


def test_bullets_that_a_page_break_pushed_out_keep_their_sense(sample_policies):
    clauses = {clause.key: clause for clause in read(sample_policies / TRUST).clauses}
    pushed_out = [clause for clause in clauses.values() if clause.text.startswith(("Not engage", "Inform their"))]

    assert [clause.parent for clause in pushed_out] == [None, None]
    assert all(clause.lead.endswith("they will:") and "operators" in clause.audience for clause in pushed_out)


def test_channels_carry_the_line_that_introduces_them_and_the_rules_after_them_do_not(sample_policies):
    official = [c for c in read(sample_policies / TRUST).clauses if c.section == "Official use of social media"]

    assert [bool(clause.lead) for clause in official[:5]] == [True, True, True, False, False]


def test_emoji_leave_section_names_and_links_leave_their_words(sample_policies):
    policy = read(sample_policies / FOSTERING)

    assert policy.sections[:2] == ("Purpose", "What NOT to Share")
    assert "Complete a Digital Family Safe Care Agreement" in {clause.text for clause in policy.clauses}


def test_json_has_the_agreed_shape(sample_policies):
    written = to_json(read(sample_policies / TRUST, {"CHI5": ["children are advised to use safe passwords"]}))

    assert set(written) == {"title", "owner", "review", "edition", "clauses", "not_taken", "warnings"}
    clause = {"key", "section", "text", "parent", "lead", "audience", "controls", "none_fits", "clause_ids"}
    assert set(written["clauses"][0]) == clause
    passwords = next(clause for clause in written["clauses"] if clause["text"] == "to use safe passwords.")
    assert [control["id"] for control in passwords["controls"]] == ["CHI5"]
