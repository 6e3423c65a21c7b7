"""The model policy that comes with Lanyard, read into clauses that know which clause IDs they serve."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import as_file, files

from lanyard.policy.reading import ReadPolicy, read

IDS = re.compile(r"\s*\{(?P<ids>[A-Z]+\d+(?: [A-Z]+\d+)*)\}")


def model_policy() -> tuple[ReadPolicy, dict[str, list[str]]]:
    """The model policy, and the clause IDs of each of its clauses by key."""
    with as_file(files("lanyard.policy") / "data" / "model-policy.md") as path:
        marked = read(path)
    serves = {clause.key: _ids(clause.text) for clause in marked.clauses}
    clauses = tuple(replace(c, text=IDS.sub("", c.text), lead=IDS.sub("", c.lead)) for c in marked.clauses)
    return replace(marked, clauses=clauses), serves


def _ids(text: str) -> list[str]:
    return [key for match in IDS.finditer(text) for key in match["ids"].split()]
