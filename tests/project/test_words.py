"""What people read is plain English: phrases that read as if translated don't come back (docs/words.md)."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "src" / "lanyard"

# Each with what to write instead, so that the failure says what to do.
OUT = {
    r"^Whom\b": "begin with “Who”",
    r"\bSelect whom\b": "Select who",
    r"\sanew\b": "again",
    r"\bIt was sent\.": "We have your report",
    r"\b[Yy]ou hear from us\b": "We will reply by …",
    r"\bIt waits to be read\b": "Someone will read it by …",
    r"\bThey help you\b": "They will help you",
    r"address on the internet|internet address": "IP address",
    r"\b[Ll]ook (?:that|how|whether)\b": "Check …",
    r"\b(?:is|was) of (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b": "set on …",
    r"password is of\b": "Password set on …",
    r"\bis seen by all\b": "Everyone is told who …",
    r"\bnot there for you\b": "You will no longer see it",
    r"\bHalf of them were\b": "Typical time to …",
    r"\b[Tt]ak(?:e|en) in (?:a|the|this) (?:case|file)\b": "Import …",
    r"\bResting\b": "Paused",
    r"^(?:How (?:it|they) stands?|Where it stands|Stands)$": "Status",
    r"\b[Ss]ay who covers\b": "Arrange cover",
    r"\b[Ww]hat people state\b": "Statements",
    r"\bpast (?:its|their) (?:day|time)\b": "overdue, or past the retention period",
    r"\b[Tt]aken back already\b|\b(?:decided|done|met|linked|closed|confirmed) already\b": "has already been …",
    r"\bneed not\b": "do not need to",
    r"[«»]": "“…”",
}

_TRANSLATED = re.compile(r'\{% translate "([^"]+)" %\}')
_SHOWN = re.compile(r"\{#.*?#\}|\{%(?! (?:translate|field|block title)).*?%\}|<[^>]+>", re.DOTALL)


@cache
def sentences() -> list[tuple[str, str]]:
    """(where, text) of everything written for people: lines of templates, and literals of code but docstrings."""
    found: list[tuple[str, str]] = []
    for path in sorted(ROOM.rglob("*.html")) + sorted(ROOM.rglob("*.txt")):
        if "static" in path.parts or "data" in path.parts:
            continue
        shown = _SHOWN.sub("\n", _TRANSLATED.sub(r"\1", path.read_text(encoding="utf-8")))
        for number, line in enumerate(shown.splitlines(), 1):
            if line.strip():
                found.append((f"{path.relative_to(ROOM)}:~{number}", line.strip()))
    for path in sorted(ROOM.rglob("*.py")):
        if {"migrations", "naming", "demonstration", "roster"} & set(path.parts):
            continue
        found.extend((f"{path.relative_to(ROOM)}:{line}", text) for line, text in literals(path))
    return found


def literals(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unread = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread
    ]


@pytest.mark.parametrize("phrase", OUT)
def test_no_phrase_reads_as_if_translated(phrase):
    again = [f"{where}: {text[:90]}" for where, text in sentences() if re.search(phrase, text)]
    assert not again, f"write “{OUT[phrase]}” instead (docs/words.md):\n" + "\n".join(again)


def test_dates_are_written_one_way():
    """In figures only where a date is typed, or goes into a spreadsheet."""
    in_figures = {"ui/forms.py", "disclosures/forms.py", "training/views/school.py"}
    found = {where.partition(":")[0] for where, text in sentences() if "%d/%m/%Y" in text}

    assert found - in_figures == set(), "write %-d %B %Y (docs/words.md)"


def test_the_sentences_of_the_house_are_found():
    texts = {text for _, text in sentences()}
    assert {"Who is it about?", "Check nobody can see your screen.", "Thank you. We have your report."} <= texts
