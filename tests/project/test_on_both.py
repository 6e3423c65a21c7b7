"""What could differ between databases has tests that run on PostgreSQL each time, not only when all tests do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lanyard"
# SQL of our own, locks, and columns that each database has its own way of asking.
TELLING = {"cursor", "chunked_cursor", "RunSQL", "RawSQL", "select_for_update", "JSONField", "KeyTransform"}

# What a registry or a migration runs, so that its tests need not import it.
UNNAMED = {
    "lanyard.notices.actions.feed": "tests/notices/test_feed.py",
    "lanyard.people.actions.second_steps": "tests/records/test_second_steps.py",
    "lanyard.training.triggers": "tests/training/test_models.py",
}


def names(text: str) -> set[str]:
    """Every name and attribute in the code; `raw` only as a manager's."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            is_raw = node.attr == "raw" and getattr(node.value, "attr", "") == "objects"
            found.add("RawSQL" if is_raw else node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_of(path): path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts}
OWN_SQL = {module for module, path in SOURCES.items() if names(path.read_text(encoding="utf-8")) & TELLING}


def imports(path: Path) -> Iterator[str]:
    """The modules of the project that the file imports, and those in which what it imports was written."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("lanyard"):
            package = import_module(node.module)
            yield node.module
            for name in node.names:
                yield f"{node.module}.{name.name}"
                yield str(getattr(getattr(package, name.name, None), "__module__", ""))


@cache
def of_source(module: str) -> frozenset[str]:
    return frozenset(imports(SOURCES[module])) if module in SOURCES else frozenset()


def reached(path: Path) -> set[str]:
    """What the tests in the file import, and what that imports."""
    direct = set(imports(path))
    return direct.union(*(of_source(module) for module in direct))


def is_marked(path: Path) -> bool:
    """Whether the whole file runs on PostgreSQL each time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    marks = (
        node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
    )
    return any("pytest.mark.postgres" in ast.unparse(node.value) for node in marks)


def test_every_module_with_sql_of_its_own_has_tests_that_run_on_postgresql_each_time():
    marked = [path for path in (ROOT / "tests").rglob("test_*.py") if is_marked(path)]
    without = OWN_SQL.difference(*map(reached, marked), [name for name, by in UNNAMED.items() if ROOT / by in marked])

    assert sorted(without) == [], "give the module tests in a file whose pytestmark has pytest.mark.postgres"
    assert len(OWN_SQL) > 40


@pytest.mark.parametrize(
    ("code", "is_own"),
    [
        ("rows.select_for_update(of=('self',))", True),
        ("with connection.cursor() as cursor: pass", True),
        ("Person.objects.raw('SELECT 1')", True),
        ("from django.db.models.expressions import RawSQL\nRawSQL('1', [])", True),
        ("year_groups = models.JSONField(default=list)", True),
        ("page.raw()", False),
        ("rows.filter(pk=1)", False),
    ],
)
def test_sql_of_ones_own_is_known_by_its_names(code, is_own):
    assert bool(names(code) & TELLING) is is_own
