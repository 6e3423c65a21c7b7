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
    assert "BRE1" in [one["id"] for one in found["clauses"][2]["clause_ids"]]
    assert all(0 <= one["none_fits"] <= 1 for one in found["clauses"])


def test_what_nothing_fits_is_told_with_its_score(run, tmp_path):
    path = tmp_path / "rules.md"
    path.write_text(WORDS + "- Visitors must not bring dogs onto the field.\n")
    found = json.loads(run("read", path, "--json").stdout)
    assert found["clauses"][3]["controls"] == [] and found["clauses"][3]["none_fits"] > 0.85
    assert "none fits" in run("read", path).stdout


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


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["policy"], "Say which command; “lanyard policy --help” lists them."),
        (["policy", "read"], "Missing argument 'FILE'."),
        (["policy", "read", "-"], "There is no file called -."),
        (["policy", "read", "a\x1b[31m\nb.md"], "There is no file called a[31m b.md."),
        (["policy", "read", "a" * 300 + ".md"], "The file " + "a" * 79 + "… could not be opened, so nothing was read."),
        (["policy", "read", "p.md", "--both"], "No such option '--both'."),
        (["policy", "write"], "No such command 'write'."),
        (["policy", "read", "{document}", "--save", "--trust", "hill"], "Run “lanyard setup” once to make the keys."),
    ],
)
def test_whatever_is_wrong_is_one_line_and_nothing_is_made(document, tmp_path, arguments, says):
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run(
        [LANYARD, *(argument.format(document=document) for argument in arguments)],
        cwd=empty, env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("lanyard: ") and done.stderr.endswith(f"{says}\n")
    assert list(empty.iterdir()) == []


def test_a_draft_for_an_installation_without_a_database_is_refused_plainly(document, tmp_path):
    key = tmp_path / "keys" / "secret-key"
    key.parent.mkdir()
    key.write_text("k" * 60)
    done = subprocess.run(
        [LANYARD, "policy", "read", document, "--save", "--trust", "hill"],
        env={"PATH": os.environ["PATH"], "LANYARD_HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.endswith("Run “lanyard setup” first.\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_json_is_utf_8_whatever_the_machine_is_set_to(tmp_path, encoding):
    path = tmp_path / "p.md"
    path.write_text(WORDS + "- Staff must not use 🎉 in place of “words”.\n", encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    done = subprocess.run([LANYARD, "policy", "read", path, "--json"], env=environment, capture_output=True, check=True)

    assert json.loads(done.stdout.decode("utf-8"))["clauses"][3]["text"] == "Staff must not use 🎉 in place of “words”."


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
