"""The habits of the house that no linter knows, checked on every file that is kept."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lanyard"
LINES = {"source": 300, "models": 350, "test": 500, "template": 150, "function": 60, "most functions": 40}
REGISTRIES = tuple(name + end for name, end in [
    ("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"), ("yarnpkg", ".com"),
    ("deb.debian", ".org"), ("/opt/", "pypi"), ("/opt/", "wheels"),
])  # fmt: skip


def kept() -> list[Path]:
    """Every file that git keeps or would keep, and that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


KEPT = kept()
PYTHON = [path for path in KEPT if path.suffix == ".py" and "migrations" not in path.parts]
TEMPLATES = [path for path in KEPT if "templates" in path.parts]
DOCS = [path for path in KEPT if path.suffix == ".md" and SOURCE not in path.parents]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def allowed_lines(path: Path) -> int:
    if "templates" in path.parts:
        return LINES["template"]
    if "tests" in path.relative_to(ROOT).parts:
        return LINES["test"]
    return LINES["models" if path.name.endswith("models.py") else "source"]


def test_files_are_short_enough_to_read_in_one_go():
    long = {short(path): lines for path in [*PYTHON, *TEMPLATES] if (lines := count(path)) > allowed_lines(path)}

    assert long == {}


def count(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{short(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_functions_are_short():
    lengths = dict(sorted((found for path in PYTHON for found in functions(path)), key=lambda item: item[1]))
    long = {name: lines for name, lines in lengths.items() if lines > LINES["function"]}

    assert long == {}
    assert list(lengths.values())[int(len(lengths) * 0.95)] <= LINES["most functions"]


NEVER_IN_SOURCE = re.compile(r"\bmark_safe\b|\bcsrf_exempt\b|\bTODO\b|\bFIXME\b|except\s*:")


def test_nothing_switches_a_protection_off():
    found = {
        f"{short(path)}:{number}"
        for path in PYTHON
        if SOURCE in path.parents
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NEVER_IN_SOURCE.search(line)
    }

    assert found == set()


# A content policy without exceptions is only as good as templates that need none.
NEVER_IN_PAGES = re.compile(
    r"\|\s*safe\b|\{%\s*autoescape\s+off|<style\b|\sstyle=|<script(?![^>]*(\bsrc=|application/json))|\son[a-z]+=\"",
    re.IGNORECASE,
)


def test_pages_hold_no_inline_style_or_script_and_escape_everything():
    found = {
        f"{short(path)}: {match[0].strip()}"
        for path in TEMPLATES
        if path.suffix == ".html"
        for match in NEVER_IN_PAGES.finditer(path.read_text(encoding="utf-8"))
    }

    assert found == set()


def test_emails_and_messages_in_plain_text_are_the_only_templates_that_do_not_escape():
    found = {short(path) for path in TEMPLATES if "autoescape off" in path.read_text(encoding="utf-8")}

    assert all(name.endswith((".txt", ".typ")) for name in found)


LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def test_links_in_the_documents_lead_somewhere():
    broken = {
        f"{short(path)}: {link}"
        for path in DOCS
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists() and not link.startswith("docs/pictures/")
    }

    assert broken == set()


def test_nothing_names_where_packages_come_from():
    found = {
        short(path)
        for path in KEPT
        if path.suffix not in {".png", ".pdf", ".docx", ".woff2", ".jpg"}
        if any(name.encode() in path.read_bytes() for name in REGISTRIES)
    }

    assert found == set()


def test_views_read_other_rooms_through_their_queries():
    """A view that imports another room's tables decides for itself who sees what."""
    found = set()
    for path in PYTHON:
        if SOURCE not in path.parents or "views" not in path.relative_to(SOURCE).as_posix():
            continue
        room = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("models"):
                parts = node.module.split(".")
                # Places and people are what every room speaks about; they come with the request.
                if parts[0] == "lanyard" and parts[1] not in (room, "people"):
                    found.add(f"{short(path)} imports {node.module}")

    assert found == set()


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    """The source and the contracts, to be broken."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "templates", "data")
    shutil.copytree(SOURCE, tmp_path / "src" / "lanyard", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("where", "line", "broken"),
    [
        ("kernel/registry.py", "import lanyard.people.choices", "Rooms import only the rooms above them"),
        ("policy/commands.py", "import lanyard.assurance.registry", "Rooms import only the rooms above them"),
        ("policy/reading/reader.py", "import django.utils", "Reading documents needs no Django"),
        ("people/rules/__init__.py", "from django.utils import timezone", "Rules decide without Django"),
        ("training/rules.py", "import lanyard.training.models", "Rules decide without Django"),
    ],
)
def test_an_import_against_the_order_of_the_house_is_caught(copy_of_the_house, where, line, broken):
    file = copy_of_the_house / "src" / "lanyard" / where
    file.write_text(f"{file.read_text()}\n{line}\n")

    done = lint_imports(copy_of_the_house)

    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{broken} BROKEN" in " ".join(done.stdout.split())


def test_the_house_as_it_is_keeps_its_contracts():
    assert lint_imports(ROOT).returncode == 0


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="It is about tests that run in parallel.")
@pytest.mark.xdist_group("house")
def test_tests_of_one_group_are_kept_on_one_worker(request):
    """Otherwise each worker sets up its own site, silently, and all tests take a third longer."""
    assert request.node.nodeid.endswith("@house")


COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|:[^;{]*\b(?:white|black|gr[ae]y|red)\b[^;{]*;", re.IGNORECASE)


def test_a_colour_is_written_once_with_its_like_in_the_dark():
    """Elsewhere a style sheet names it: `$ink`, `$paper`, `status("kept", "text")`. See `scss/_colours.scss`."""
    sheets = [path for path in KEPT if path.suffix == ".scss" and path.name != "_colours.scss"]
    lines = [(path, line.partition("//")[0]) for path in sheets for line in path.read_text().splitlines()]

    assert [f"{short(path)}: {line.strip()}" for path, line in lines if COLOUR.search(line)] == []
