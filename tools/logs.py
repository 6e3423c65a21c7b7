"""See that no line of the log can hold a name; `make check` fails where one could.

Two things are looked at: how lines are written in the source (no exception, and nothing that an exception says, is
handed to a logger), and what the log's own settings make of an error, of a 403 and of a 404.
"""

from __future__ import annotations

import ast
import io
import logging
import logging.config
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
SOMEBODY = "Carys Mensah"


def main() -> int:
    """Print what is wrong, one line each; answers the exit code."""
    found = [*(line for path in sorted((ROOT / "src").rglob("*.py")) for line in in_source(path)), *in_settings()]
    for line in found:
        sys.stderr.write(f"{line}\n")
    return 1 if found else 0


def in_source(path: Path) -> Iterator[str]:
    """Every place where a logger is handed an exception, or more than a plain text with plain values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    problems = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name}
    for call in ast.walk(tree):
        if is_logging(call) and (says := wrong_with(call, problems)):
            yield f"{path.relative_to(ROOT)}:{call.lineno}: {says}"


def is_logging(node: ast.AST) -> bool:
    """Whether this calls a logger, by the names that loggers have here."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in METHODS:
        return False
    of = node.func.value
    return (isinstance(of, ast.Name) and of.id in ("log", "logger", "logging")) or (
        isinstance(of, ast.Call) and isinstance(of.func, ast.Attribute) and of.func.attr == "getLogger"
    )


def wrong_with(call: ast.Call, problems: set[str]) -> str:
    """What is wrong with a call of a logger, or nothing."""
    if call.func.attr == "exception" or any(word.arg in ("exc_info", "stack_info") for word in call.keywords):
        return "an exception's own words go into the log; log its kind alone"
    if call.args and not isinstance(call.args[0], ast.Constant):
        return "the text of a log line is a plain text, so that nothing else gets into it"
    if any(hands_over(arg, problems) for arg in call.args[1:]):
        return "an exception is handed to the log; log its kind alone"
    return ""


def hands_over(arg: ast.AST, problems: set[str]) -> bool:
    """Whether a value is an exception or is made of one, except for its kind and place."""
    if isinstance(arg, ast.Attribute) and arg.attr == "__name__":
        return False
    if isinstance(arg, ast.Call) and isinstance(arg.func, ast.Name) and arg.func.id == "where":
        return False
    return any(isinstance(node, ast.Name) and node.id in problems for node in ast.walk(arg))


def in_settings() -> Iterator[str]:
    """What the log writes of an error that names somebody, and of what is not there or not allowed."""
    written = lines_of()
    if SOMEBODY in written:
        yield "project/logs.py: what an exception says, or the address asked for, is written into the log"
    if "ValueError" not in written:
        yield "project/logs.py: an error of ours leaves no line in the log"
    if "Not Found" in written or "Forbidden" in written or "PermissionError" in written:
        yield "project/logs.py: a 403 or a 404 leaves a line in the log"


def lines_of() -> str:
    """All that a log set up like ours writes of three requests."""
    sys.path.insert(0, str(ROOT / "src"))
    from lanyard.project.logs import LOGGING

    out, settings = io.StringIO(), deepcopy(LOGGING)
    settings["handlers"]["stderr"]["stream"] = out
    logging.config.dictConfig(settings)
    request = SimpleNamespace(path=f"/people/{SOMEBODY}/", resolver_match=None)
    asked = logging.getLogger("django.request")
    for status, says, kind in ((500, "Internal Server Error", ValueError), (404, "Not Found", KeyError),
                               (403, "Forbidden", PermissionError)):  # fmt: skip
        try:
            raise kind(SOMEBODY)
        except kind as problem:
            level = logging.ERROR if status == 500 else logging.WARNING
            more = {"request": request, "status_code": status}
            trace = (type(problem), problem, problem.__traceback__)
            asked.log(level, "%s: %s", says, request.path, exc_info=trace, extra=more)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
