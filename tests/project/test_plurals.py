"""One concern, two concerns: a number never stands before a word of the wrong number."""

import re
from pathlib import Path

import pytest

from lanyard.assurance.readings import Reading, Status
from lanyard.ui.words import how_many

SOURCE = Path(__file__).parents[2] / "src" / "lanyard"
WORDS = (
    "days weeks months years hours minutes times people persons children pupils parents staff schools concerns clauses "
    "documents files pages entries rows columns names lines records events notices controls readings signatures emails "
    "codes accounts channels answers reports points sections services policies editions values services kinds"
).split()
COUNTED = re.compile(rf"\}}\}}? (?:{'|'.join(WORDS)})\b")
# Numbers that are never one, each with the reason.
NEVER_ONE = {
    "policy/reading/reader.py": "the most clauses for which controls are suggested",
    "policy/reading/pdf.py": "more pages than are read",
    "people/middleware.py": "minutes of a setting",
    "people/rules/working_time.py": "the longest search for an open day",
    "people/roster/tables.py": "the most rows",
    "people/roster/archive.py": "the most files",
    "concerns/core/forms/plain.py": "three files, by the setting of the page",
    "people/roster/cells.py": "the age of a pupil who is far too old or too young",
    "platforms/templates/platforms/platform.html": "a minimum age",
    "ui/words.py": "a week or more",
    "ui/tables.py": "the most rows of a file",
    "assurance/home.py": "the schools of somebody who has too many for a list",
    "assurance/forms.py": "days between statements, 90 or more",
    "assurance/templates/assurance/controls.html": "days between statements, 90 or more",
}


def says(path: Path) -> list[str]:
    """The lines of a file where a number stands before a word for many, and nothing near tells one from many."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        for match in COUNTED.finditer(line):
            before = line[: match.end()][-90:]
            near = " ".join(lines[max(0, number - 2) : number + 1]) if path.suffix == ".py" else before
            is_told = "pluralize" in before or "== 1" in near or "!= 1" in near or "> 1" in near
            is_figure = re.search(r"\{(?:figure|done|total|n)\}\}? \w+$", before)
            if not is_told and not is_figure:
                found.append(f"{path.relative_to(SOURCE)}:{number + 1} {line.strip()[:100]}")
    return found


def test_a_word_after_a_number_has_its_number():
    files = [path for ending in ("*.py", "*.html", "*.txt", "*.typ") for path in SOURCE.rglob(ending)]
    found = [
        row
        for path in files
        if "migrations" not in path.parts and str(path.relative_to(SOURCE)) not in NEVER_ONE
        for row in says(path)
    ]
    assert found == []


def test_no_word_has_both_its_endings_in_brackets():
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.html")}
    assert [path.name for path, text in texts.items() if re.search(r"\w\(s\)", text)] == []


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1204, "1,204 people")]
)
def test_a_count_is_said_with_its_word(number, words):
    assert how_many(number, "person", "people") == words
    assert how_many(number, "day").endswith("day" if number == 1 else "days")


@pytest.mark.parametrize(
    ("says", "one", "two"),
    [
        ("{figure} people have signed", "1 of 1 person has signed", "1 of 2 people have signed"),
        (
            "{figure} people who may run a channel are in date with it",
            "1 of 1 person who may run a channel is in date with it",
            "1 of 2 people who may run a channel are in date with it",
        ),
        ("{figure} live channels were announced",
            "1 of 1 live channel was announced",
            "1 of 2 live channels were announced"),
        ("{figure} agencies checked", "1 of 1 agency checked", "1 of 2 agencies checked"),
    ],
)  # fmt: skip
def test_a_figure_of_one_is_in_the_singular(says, one, two):
    assert Reading(Status.KEPT, says, 1, 1).shown(counts_only=False).says == one
    assert Reading(Status.KEPT, says, 1, 2).shown(counts_only=False).says == two
