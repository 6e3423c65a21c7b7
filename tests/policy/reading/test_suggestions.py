"""Which controls are suggested for a clause."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.policy.reading import ReadClause, ReadPolicy, suggest, with_controls
from lanyard.policy.reading.context import MOST_OF_A_LIST, lists_of
from lanyard.policy.reading.stems import stems
from lanyard.policy.reading.suggestions import MOST_CLAUSES, THRESHOLD, weighed

CANDIDATES = {
    "AIM5": ["Every school has a named headteacher and designated safeguarding lead, with cover when they are away."],
    "COM1": ["Staff do not contact pupils or families from personal accounts."],
    "OFF6": ["Leaders can reach the log-in details of each official channel in an emergency."],
    "CHI5": ["Learners are taught to use safe passwords.", "Pupils learn how to block and report."],
    "OFF9": ["Written consent of a parent is held for every picture of a child."],
}


def clause(text: str, lead: str = "", key: str = "1.1") -> ReadClause:
    return ReadClause(key, "Section", text, None, lead, ("everyone",))


def best(text: str, lead: str = "") -> str | None:
    found = suggest([clause(text, lead)], CANDIDATES)["1.1"]
    return found[0].id if found else None


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("The DSL and the head are named in each setting.", "AIM5"),
        ("Teachers must not use a personal account to contact children.", "COM1"),
        ("In an emergency, leadership can sign in to the school's official accounts.", "OFF6"),
        ("Carers give consent in writing before photographs of learners are shared.", "OFF9"),
    ],
)
def test_other_words_for_the_same_thing_are_matched(text, control):
    assert best(text) == control


def test_a_nested_bullet_is_compared_with_its_lead():
    assert best("how to block", lead="Students will be taught:") == "CHI5"


def test_nothing_is_suggested_for_words_that_share_nothing():
    assert best("Biscuits arrive on Tuesdays.") is None


def test_no_candidates_and_no_clauses_give_nothing():
    assert suggest([clause("Anything.")], {}) == {"1.1": ()}
    assert suggest([clause("Anything.")], {"A": [], "B": ["", "the of"]}) == {"1.1": ()}
    assert suggest([], CANDIDATES) == {}


def test_the_same_words_score_nearly_one():
    found = suggest([clause(CANDIDATES["OFF9"][0])], CANDIDATES)["1.1"]
    assert found[0].id == "OFF9" and found[0].score > 0.95


def test_bullets_of_one_list_speak_of_one_matter():
    lead = "Pupils learn:"
    texts = ("how to block", "how to report", "why a strong password matters", "what to do next")
    found = suggest([clause(text, lead, f"1.{place}") for place, text in enumerate(texts)], CANDIDATES)

    assert {suggestions[0].id for suggestions in found.values()} == {"CHI5"}


def test_the_words_that_open_a_list_are_read_with_its_bullets():
    opening = clause("We expect everybody to:", key="1.1")
    bullets = [clause(text, opening.text, f"1.1.{place}") for place, text in enumerate(("use a password", "block"))]
    found = suggest([opening, *bullets], CANDIDATES)

    assert found["1.1"][0].id == "CHI5"


def test_a_full_sentence_in_a_list_is_judged_by_its_own_words():
    lead = "Written consent of a parent is held for every picture of a child."
    text = "Staff should not contact pupils or their families from personal accounts."

    assert best(text, lead) == "COM1"


def test_a_list_without_end_and_a_document_without_end_are_looked_at_in_part():
    bullets = [clause(f"learn about matter{number}", "Pupils:", f"1.{number}") for number in range(MOST_OF_A_LIST + 9)]
    assert [len(members) for members in lists_of(bullets).values()] == [MOST_OF_A_LIST]

    found = weighed([clause("Pupils learn to block.", key=f"1.{n}") for n in range(MOST_CLAUSES + 5)], CANDIDATES)
    assert [bool(each.suggestions) for each in found.values()] == [True] * MOST_CLAUSES + [False] * 5


def test_reading_says_when_only_part_of_a_document_was_compared():
    clauses = tuple(clause("Pupils learn to block.", key=f"1.{n}") for n in range(MOST_CLAUSES + 5))
    policy = ReadPolicy("Policy", None, None, None, ("Section",), clauses)
    assert with_controls(policy, CANDIDATES).warnings == ("Controls are suggested for the first 800 clauses only.",)
    assert with_controls(replace(policy, clauses=clauses[:5]), CANDIDATES).warnings == ()


def test_a_computer_on_which_the_model_does_not_run_is_told_so_and_still_reads(tmp_path):
    path = tmp_path / "policy.md"
    path.write_text("# Social media policy\n\n- Staff must not contact pupils from personal accounts.\n")
    program = f"""
import sys
sys.modules["onnxruntime"] = None
from pathlib import Path
from lanyard.policy.reading import read
found = read(Path({str(path)!r}), {{"COM1": ["Staff do not contact pupils."]}}, anyway=True)
print(found.clauses[0].text, found.clauses[0].controls, found.warnings)
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "personal accounts. ()" in said and "No controls are suggested. The model" in said


def test_none_fits_has_a_score_of_its_own():
    cars, bank = weighed(
        [clause("Cars park behind the hall.", key="1"), clause("Pupils learn to block.", key="2")], CANDIDATES
    ).values()
    assert cars.suggestions == () and cars.none_fits > 0.9
    assert bank.suggestions and bank.none_fits < 0.1


def test_equal_scores_are_ordered_by_control():
    same = {name: ["Staff keep accounts private."] for name in ("C", "A", "D", "B")}
    found = suggest([clause("Staff keep accounts private.")], same)["1.1"]
    assert [suggestion.id for suggestion in found] == ["A", "B", "C"]


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_at_most_three_best_first_between_threshold_and_one(texts):
    clauses = [clause(text, key=f"1.{place}") for place, text in enumerate(texts, start=1)]
    found = suggest(clauses, CANDIDATES)

    assert list(found) == [each.key for each in clauses]
    assert found == suggest(clauses, dict(reversed(CANDIDATES.items())))
    for suggestions in found.values():
        scores = [suggestion.score for suggestion in suggestions]
        assert len(scores) <= 3 and scores == sorted(scores, reverse=True)
        assert all(THRESHOLD <= score <= 1 and score == round(score, 3) for score in scores)


def test_the_synonyms_of_the_field_share_one_stem():
    assert stems("pupil") == stems("children") == stems("learners") == stems("Young people")
    assert stems("designated safeguarding lead") == stems("DSL")
    assert stems("Acceptable Use Policy") == stems("AUP")
    assert stems("carer") == stems("parents")


def test_importing_the_reader_loads_none_of_the_heavy_libraries():
    heavy = {"snowballstemmer", "docx", "lxml", "pypdfium2", "django", "numpy", "onnxruntime", "tokenizers"}
    script = f"import sys, lanyard.policy.reading; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
