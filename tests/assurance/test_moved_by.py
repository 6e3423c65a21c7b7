"""Events by name: what moves a control is recorded somewhere, and the audit page has words for all that is recorded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import lanyard
from lanyard.assurance.registry import measured
from lanyard.records import audit

SOURCE = Path(lanyard.__file__).parent
MODULES = {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py")}
# Where `record` itself stands: it hands a name on and gives none.
PLUMBING = "records/audit.py"
# Where the controls over cases and declarations are read.
CASES = {"lanyard.concerns.oversight.controls.clocks", "lanyard.assurance.worded"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(call: ast.Call) -> str:
    """The last part of what is called: `record` for `record(…)` and `audit.record(…)`."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) == name)


def names_given(value: ast.AST, within: Function, module: ast.AST) -> Iterator[str]:
    """Every name that an expression can stand for, as far as the module says; "?" where it doesn't."""
    if isinstance(value, ast.Constant):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from names_given(value.body, within, module)
        yield from names_given(value.orelse, within, module)
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield f"{value.values[0].value}*"
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[-1], ast.Constant):
        # The subject is the caller's choice: a room whose events are on its own pages alone gives its own.
        yield f"*{value.values[-1].value}"
    elif isinstance(value, ast.Name):
        yield from names_of(value.id, within, module)
    else:
        yield "?"


def names_of(variable: str, within: Function, module: ast.AST) -> Iterator[str]:
    """What a variable of a function holds: what the module's own calls pass for it, or what is assigned to it."""
    parameters = [argument.arg for argument in within.args.args]
    if variable in parameters:
        at = parameters.index(variable)
        for outer in functions(module):
            for call in calls(outer, within.name):
                yield from names_given(call.args[at], outer, module)
        return
    for node in ast.walk(within):
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == variable for target in node.targets):
            yield from names_given(node.value, within, module)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            at = [getattr(part, "id", "") for part in node.target.elts]
            if variable in at:
                yield from (row.elts[at.index(variable)].value for row in node.iter.elts)


def recorded() -> set[tuple[str, str]]:
    """(module, event) for every event that the source records; "x:*" where the verb is worked out."""
    return {
        (where, name)
        for where, tree in MODULES.items()
        if where != PLUMBING
        for function in functions(tree)
        for call in calls(function, "record")
        for name in names_given(call.args[0], function, tree)
    }


@pytest.fixture(scope="module")
def events() -> set[str]:
    return {name for _, name in recorded()}


def is_recorded(event: str, events: set[str]) -> bool:
    subject, _, verb = event.partition(":")
    return not events.isdisjoint({event, f"{subject}:*", f"*:{verb}"})


def test_every_event_that_the_source_records_is_found_by_its_name(events):
    """At least those of each way in which a name reaches `record`; none that can't be read from the source."""
    assert [pair for pair in recorded() if ":" not in pair[1]] == []
    assert {
        "snapshot:take",
        "sign-off:sign",
        "edition:schedule",
        "agency:load",
        "signin:out",
        "clause-control:*",
    } <= events
    assert len({where for where, _ in recorded()}) > 15


def test_the_audit_page_has_words_for_every_event():
    without = [
        (where, event)
        for where, event in sorted(recorded())
        if event.partition(":")[0] not in audit.private and not any(fnmatch(word, event) for word in audit.words)
    ]
    assert without == []


def test_the_audit_page_has_no_words_for_what_is_never_recorded(events):
    assert [event for event in sorted(audit.words) if not is_recorded(event, events)] == []


def test_whatever_moves_a_control_is_recorded_and_has_words(events):
    wrong = [
        (control.id, event)
        for control in measured()
        for event in control.moved_by
        if event not in audit.words or not is_recorded(event, events)
    ]
    assert wrong == []


def test_whatever_moves_a_control_everywhere_is_among_what_moves_it():
    assert [c.id for c in measured() if not set(c.moves_everywhere) <= set(c.moved_by)] == []


def test_every_measured_control_is_moved_by_something_but_those_that_read_cases_or_declarations():
    """These are read at night alone, so that nothing tells that something has just come in."""
    still = {control.id for control in measured() if not control.moved_by}
    assert still == {control.id for control in measured() if control.read.__module__ in CASES}
