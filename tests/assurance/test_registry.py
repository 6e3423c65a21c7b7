import json
import subprocess
import sys
from pathlib import Path

import pytest

from lanyard.assurance.registry import all_controls, attested, by_item, candidates, control, measured, serving
from lanyard.people.choices import Role
from lanyard.policy.clause_ids import clause_ids

LANYARD = Path(sys.executable).with_name("lanyard")


def test_every_clause_id_has_a_control():
    assert all(serving(key) for key in clause_ids())


def test_a_clause_id_that_is_measured_asks_nobody_for_a_statement():
    stated = {key for c in attested() for key in c.clauses}
    read = {key for c in measured() for key in c.clauses}
    assert stated.isdisjoint(read)
    assert stated | read == set(clause_ids())


def test_every_control_says_in_a_sentence_what_it_checks_and_who_answers_for_it():
    for c in all_controls().values():
        assert c.checks.endswith("."), c.id
        assert c.owner in Role.values, c.id


def test_an_unknown_clause_id_is_refused():
    with pytest.raises(ValueError, match="XYZ9"):
        control(id="a.b", clauses=("XYZ9",), checks="Nothing.", owner="dsl")(lambda scope: {})


def test_a_control_that_serves_nothing_is_refused():
    with pytest.raises(ValueError, match="none given"):
        control(id="a.b", clauses=(), checks="Nothing.", owner="dsl")(lambda scope: {})


def test_two_controls_of_one_id_are_refused():
    with pytest.raises(ValueError, match="twice"):
        control(id="policy.reviewed", clauses=("AIM1",), checks="Again.", owner="dsl")(lambda scope: {})


def test_suggestions_know_every_control_by_what_it_checks():
    assert set(candidates()) == set(all_controls()) - set(by_item())
    assert candidates()["policy.reviewed"][0] == all_controls()["policy.reviewed"].checks


def test_the_registry_is_printed_as_json_before_anything_is_set_up(tmp_path):
    done = subprocess.run(
        [LANYARD, "controls", "--json"],
        env={"LANYARD_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    assert {row["kind"] for row in rows} == {"measured", "attested"}
    assert all(set(row) == {"id", "clauses", "checks", "owner", "kind"} for row in rows)
    assert [row["id"] for row in rows] == list(all_controls())
