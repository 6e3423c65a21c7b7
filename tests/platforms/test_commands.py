"""`lanyard platforms load` as somebody at a keyboard meets it."""

import sys

import pytest

from lanyard.platforms.models import Platform
from lanyard.project import cli

pytestmark = pytest.mark.django_db

ONE = """
[[platform]]
key = "chirp"
name = "Chirp"
operator = "Invented Services"
kinds = ["chat"]
checked = 2026-11-01
domains = [{ name = "chirp.example", match = "suffix", use = "visit" }]
"""


@pytest.fixture
def lanyard(monkeypatch, capsys):
    """Run the command; answers (exit code, standard output, standard error)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lanyard", *arguments])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return stop.value.code, out, err

    return run


def test_without_a_file_the_shipped_catalogue_is_loaded(lanyard):
    code, out, err = lanyard("platforms", "load")
    assert (code, err) == (0, "")
    assert out == f"Services new: {Platform.objects.count()}, changed: 0, as they were: 0.\n"


def test_what_the_file_lacks_is_told(lanyard, tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(ONE)
    lanyard("platforms", "load", str(file))
    file.write_text(ONE.replace("chirp", "hoot"))
    code, out, _ = lanyard("platforms", "load", str(file))
    assert code == 0
    assert "Kept, though the file lacks them: chirp." in out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ONE.replace('"chat"', '"pigeon"').encode(), "platform “chirp”, field “kinds”: “pigeon” is no kind"),
        (b"[[platform", "it is not TOML"),
        (b"\xff\xfe", "it is not written in UTF-8"),
        (b"", "it holds no [[platform]]"),
        (None, "it can't be read (No such file or directory)"),
    ],
)
def test_a_bad_file_is_one_line_that_names_it_and_code_2(lanyard, tmp_path, content, says):
    file = tmp_path / "ours.toml"
    if content is not None:
        file.write_bytes(content)
    code, out, err = lanyard("platforms", "load", str(file))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith(f"lanyard: {file} was not loaded: ")
    assert says in err
    assert not Platform.objects.exists()
