"""How often the right clause ID is suggested, over labelled clauses worded after policies of many schools."""

from pathlib import Path
from typing import NamedTuple

import pytest

from lanyard.policy.clause_ids import clause_ids, other_wordings
from lanyard.policy.reading import ReadClause, suggest
from lanyard.policy.reading.meaning import kept, name_of
from lanyard.policy.suggesting import known_clause_ids


class Clause(NamedTuple):
    part: str
    right: frozenset[str]
    lead: str
    text: str


def labelled() -> list[Clause]:
    found, part = [], ""
    lines = (Path(__file__).parent / "data" / "clause-wording.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("== "):
            part = line[3:].partition(":")[0]
        elif line and not line.startswith("#"):
            ids, text = line.split("\t")
            lead, _, text = text.rpartition(" >> ")
            found.append(Clause(part, frozenset(ids.split()) - {"-"}, lead, text))
    return found


@pytest.fixture(scope="module")
def suggested() -> dict[Clause, list[str]]:
    known = known_clause_ids()
    rows = {f"{place}.1": row for place, row in enumerate(labelled(), start=1)}
    clauses = [ReadClause(key, "", row.text, None, row.lead, ("everyone",)) for key, row in rows.items()]
    return {rows[key]: [one.id for one in found] for key, found in suggest(clauses, known).items()}


def shares(suggested, part: str) -> tuple[float, float, float]:
    """Share with the right ID first, with one among three, and share of those nothing fits that got none."""
    fitting = [(row.right, ids) for row, ids in suggested.items() if row.part == part and row.right]
    without = [ids for row, ids in suggested.items() if row.part == part and not row.right]
    first = sum(bool(right & set(ids[:1])) for right, ids in fitting) / len(fitting)
    among = sum(bool(right & set(ids)) for right, ids in fitting) / len(fitting)
    return first, among, sum(not ids for ids in without) / len(without)


def test_the_labelled_clauses_name_known_ids_and_enough_of_each_kind():
    rows = labelled()
    assert {key for row in rows for key in row.right} <= set(clause_ids())
    assert sum(bool(row.right) for row in rows) >= 150 and sum(not row.right for row in rows) >= 40


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("tune", (0.88, 0.93, 0.55)),
        ("held", (0.85, 0.94, 0.65)),
        ("after", (0.65, 0.85, 0.55)),
        ("later", (0.65, 0.85, 0.5)),
    ],
)
def test_the_right_clause_id_is_suggested_as_often_as_was_measured(suggested, part, least):
    assert all(share >= wanted for share, wanted in zip(shares(suggested, part), least, strict=True))


def test_what_no_clause_id_is_about_gets_no_suggestion(suggested):
    texts = ("Coffee is served in the hall after assembly.", "Biscuits arrive on Tuesdays.")
    clauses = [ReadClause(f"{n}.1", "", text, None, "", ("everyone",)) for n, text in enumerate(texts)]
    assert suggest(clauses, known_clause_ids()) == {"0.1": (), "1.1": ()}


def test_every_clause_id_has_wordings_of_its_own():
    said = [text for entry in clause_ids().values() for text in entry.wordings]
    assert all(len(entry.wordings) >= 8 for entry in clause_ids().values())
    assert len(said) == len(set(said)) and not set(said) & set(other_wordings())
    assert not {row.text for row in labelled()} & {*said, *other_wordings()}


def test_what_every_sentence_of_the_catalogue_means_came_with_this_version():
    """Otherwise each import computes it again: run tools/meanings.py after changing a wording.

    What a single control says it checks may change without that: it takes ten milliseconds.
    """
    said = {text for texts in known_clause_ids().values() for text in texts}
    assert {name_of(text) for text in said} <= set(kept())
