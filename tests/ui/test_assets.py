"""Building the pages' style sheet and scripts, as far as it goes without fetching anything."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with what the build reads."""
    for name in ("tools/assets.py", "package.json", "package-lock.json", ".npmrc", "src/lanyard/ui/scss/_bar.scss"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def build(project: Path, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(project / "tools/assets.py")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_its_inputs_it_says_which_is_missing(project: Path) -> None:
    (project / "package-lock.json").unlink()
    done = build(project)

    assert (done.returncode, done.stderr) == (2, "assets: package-lock.json is missing.\n")


def test_without_node_or_a_way_to_get_it_it_says_so(project: Path) -> None:
    done = build(project, PATH="/nowhere")

    assert done.returncode == 2
    assert done.stderr == "assets: There is no Node.js 18 or newer here, and no uv to install one with.\n"


def test_a_node_that_is_too_old_is_not_used(project: Path) -> None:
    bin_folder = project / "bin"
    bin_folder.mkdir()
    for name in ("node", "npm"):
        (bin_folder / name).write_text("#!/bin/sh\necho v16.20.2\n")
        (bin_folder / name).chmod(0o755)

    assert "no uv to install one with" in build(project, PATH=str(bin_folder)).stderr


def test_a_failing_step_is_one_line_that_says_why(project: Path) -> None:
    bin_folder = project / "bin"
    bin_folder.mkdir()
    (bin_folder / "node").write_text("#!/bin/sh\necho v22.0.0\n")
    (bin_folder / "npm").write_text("#!/bin/sh\necho 'warn something' >&2; echo 'npm error no network' >&2; exit 1\n")
    for name in ("node", "npm"):
        (bin_folder / name).chmod(0o755)
    done = build(project, PATH=f"{bin_folder}:/usr/bin:/bin")

    assert (done.returncode, done.stderr) == (2, "assets: “npm ci” failed: npm error no network\n")


def test_packages_are_pinned_by_content_and_not_by_where_they_came_from() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = [package for name, package in packages.items() if name]

    assert all("integrity" in package and "resolved" not in package for package in installed)
