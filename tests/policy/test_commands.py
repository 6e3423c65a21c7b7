import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lanyard.people.models import Trust
from lanyard.policy import registry
from lanyard.policy.commands import policy
from lanyard.policy.models import Edition, Policy

WORDS = """# Social media policy

## Staff use

- Staff must not post pictures of children on social media.
- Children must not use social media in school.
- Staff should report what worries them online to the headteacher.
"""
LANYARD = Path(sys.executable).with_name("lanyard")


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "policy.md"
    path.write_text(WORDS)
    return path


@pytest.fixture
def run(monkeypatch):
    known = {"training.signed": ["Staff report what worries them online."]}
    monkeypatch.setattr(registry, "control_candidates", [lambda: known])
    runner = CliRunner()
    return lambda *args: runner.invoke(policy, [str(arg) for arg in args])


def test_a_document_is_read_into_json(run, document):
    found = json.loads(run("read", document, "--json").stdout)
    assert found["title"] == "Social media policy"
    assert [(c["key"], c["section"], c["audience"]) for c in found["clauses"]] == [
        ("1.1", "Staff use", ["staff"]),
        ("1.2", "Staff use", ["children"]),
        ("1.3", "Staff use", ["staff"]),
    ]
    (control,) = found["clauses"][2]["controls"]
    assert control["id"] == "training.signed"
    assert 0 < control["score"] <= 1


def test_without_json_people_can_read_what_was_found(run, document):
    said = run("read", document).stdout
    assert "3 clauses in 1 section\n" in said
    assert "1.1 Staff must not post pictures" in said
    assert "may be kept by training.signed" in said


@pytest.mark.parametrize("arguments", [["missing.md"], ["{document}", "--save"], ["{document}", "--trust", "x"]])
def test_what_cannot_be_done_is_one_sentence_and_an_error(run, document, arguments):
    done = run("read", *(argument.format(document=document) for argument in arguments))
    assert done.exit_code != 0
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def test_it_works_on_a_fresh_checkout_without_keys_or_a_database(document, tmp_path):
    environment = {
        **os.environ,
        "LANYARD_HOME": str(tmp_path / "nothing"),
        "DJANGO_SETTINGS_MODULE": "lanyard.project.settings",
    }
    done = subprocess.run(
        [LANYARD, "policy", "read", document, "--json"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["clauses"]) == 3
    assert not (tmp_path / "nothing").exists()


def test_what_is_no_policy_ends_with_exit_code_2_and_one_line(tmp_path):
    path = tmp_path / "shopping.txt"
    path.write_text("Milk\nBread\n")
    environment = {
        **os.environ,
        "LANYARD_HOME": str(tmp_path / "nothing"),
        "DJANGO_SETTINGS_MODULE": "lanyard.project.settings",
    }
    done = subprocess.run(
        [LANYARD, "policy", "read", path], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lanyard: ")
    assert done.stderr.count("\n") == 1


def test_what_was_read_can_be_kept_as_a_draft(run, document, cast):
    done = run("read", document, "--save", "--trust", cast.trust.slug)
    assert done.exit_code == 0
    edition = Edition.objects.get()
    assert (edition.place, edition.state, edition.source_name) == (cast.trust, "draft", "policy.md")
    assert edition.clauses.count() == 3


def test_an_unknown_trust_keeps_nothing(run, document, cast):
    done = run("read", document, "--save", "--trust", "nowhere")
    assert done.stderr == "Error: There is no trust with the short name nowhere.\n"
    assert not Policy.objects.exists()


def test_the_model_policy_is_adopted_as_a_draft(run, cast):
    done = run("adopt-model", "--trust", cast.trust.slug)
    assert done.stdout == "Edition 1 (1.0) of Harbour Light Trust: draft.\n"


def test_only_a_demonstration_takes_the_model_through_every_step_at_once(run, cast):
    assert "demonstration" in run("adopt-model", "--trust", cast.trust.slug, "--in-force").stderr
    assert not Edition.objects.exists()
    Trust.objects.update(is_demonstration=True)
    assert run("adopt-model", "--trust", cast.trust.slug, "--in-force").exit_code == 0
    edition = Edition.objects.get()
    assert edition.state == "in_force"
    assert edition.submitted_by == cast.executive_headteacher.person
    assert edition.approved_by == cast.chair_of_trustees.person


def test_the_dated_records_are_loaded(run, db):
    assert "agencies written: 18" in run("load-data").stdout
    assert "agencies written: 0" in run("load-data").stdout
