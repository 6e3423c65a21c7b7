"""That the furniture holds: rows are written in actions alone, and tables are asked in queries alone."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "lanyard"

WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
# What stands apart, with its reason in docs/map.md.
WRITES_TOO = {
    "records/audit.py", "records/rotation.py", "people/merging.py", "concerns/core/merging.py", "people/signin.py",
}  # fmt: skip
ASKS_TOO = {
    "records/attachments.py", "records/audit.py", "people/merging_own.py", "channels/merging.py",
    "concerns/core/merging.py", "people/resolver.py", "people/signin.py", "people/signin_views.py",
    "people/demo_signin.py", "project/setup.py",
}  # fmt: skip
# Beside queries and actions: controls read all schools in one question, commands look up what was named.
ASKS_BY_NATURE = {"models", "actions", "queries", "controls", "commands", "demonstration", "migrations"}


def modules() -> Iterator[tuple[str, set[str], ast.Module]]:
    """Each module by its path, the furniture it belongs to, and its syntax."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        parts = {part.removesuffix(".py") for part in name.split("/")}
        parts |= {"models" for part in parts if part.endswith("models")}
        yield name, parts, ast.parse(path.read_text(encoding="utf-8"))


def writes(tree: ast.AST) -> list[int]:
    """The lines on which rows are written: through a manager, a filter, or `save` with the fields it updates."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        on, verb = ast.unparse(node.func.value), node.func.attr
        by_query = verb in WRITES and ("objects" in on or "_base_manager" in on or ".filter(" in on)
        by_row = verb == "save" and any(word.arg == "update_fields" for word in node.keywords)
        if by_query or by_row:
            found.append(node.lineno)
    return found


def asks(tree: ast.AST) -> list[int]:
    """The lines on which a table is asked through its manager; `.none()` asks nothing."""
    managers = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "objects"]
    empty = {
        node.value for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "none" and isinstance(node.value, ast.Attribute)
    }  # fmt: skip
    return [node.lineno for node in managers if node not in empty]


def test_rows_are_written_in_actions_alone():
    found = {
        f"{name}:{line}"
        for name, parts, tree in modules()
        if not parts & {"actions", "demonstration", "migrations"} and name not in WRITES_TOO
        for line in writes(tree)
    }

    assert found == set()


def test_tables_are_asked_in_queries_alone():
    found = {
        f"{name}:{line}"
        for name, parts, tree in modules()
        if not parts & ASKS_BY_NATURE and name not in ASKS_TOO
        for line in asks(tree)
    }

    assert found == set()


def test_what_stands_apart_is_there_and_does_so():
    """A name that stays on the list after its reason has gone would let the next one in."""
    by_name = {name: tree for name, _, tree in modules()}

    assert [name for name in sorted(WRITES_TOO) if not writes(by_name[name])] == []
    assert [name for name in sorted(ASKS_TOO) if not asks(by_name[name])] == []


@pytest.mark.parametrize(
    ("line", "is_write"),
    [
        ("Notice.objects.filter(pk=1).update(read=True)", True),
        ("rows.filter(pk=1).delete()", True),
        ("Notice.objects.create(pk=1)", True),
        ("row.save(update_fields=['read'])", True),
        ("known.update(other)", False),
        ("picture.save(out)", False),
    ],
)
def test_a_write_is_told_from_what_only_looks_like_one(line, is_write):
    assert bool(writes(ast.parse(line))) is is_write


@pytest.mark.parametrize(("line", "is_asked"), [("Notice.objects.all()", True), ("Notice.objects.none()", False)])
def test_asking_a_table_is_told_from_naming_an_empty_list(line, is_asked):
    assert bool(asks(ast.parse(line))) is is_asked


@pytest.mark.parametrize("package", ["lanyard", "bench"])
def test_modules_import_each_other_in_one_direction(package):
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)

    # Says which modules stand in a circle, if any do.
    graphlib.TopologicalSorter(
        {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    ).prepare()
